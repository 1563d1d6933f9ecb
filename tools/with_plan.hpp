#pragma once

#include <string>

namespace tributary::tools {

/// Every `tributary COMMAND PLAN …` in a message with the path of the plan instead of PLAN, as the user gave it and as
/// a shell reads it. As it is where no plan was given.
std::string with_plan(std::string text, std::string const &plan);

} // namespace tributary::tools
