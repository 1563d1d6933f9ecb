#pragma once

#include <string>

namespace tributary::model {

/// The text as one word of a POSIX shell's command line, in quotes where it has to be.
std::string shell_word(std::string const &text);

} // namespace tributary::model
