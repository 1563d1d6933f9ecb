#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

namespace tributary::tools {

/// What `write` writes takes the place of the file in one step, or nothing does. Only its owner may read it: it may
/// hold personal data. Throws model::Error 73, with this next step.
void replace_file(std::filesystem::path const &file, std::string const &next_step,
                  std::function<void(std::ostream &)> const &write);

} // namespace tributary::tools
