#pragma once

#include <string>

namespace tributary::plan {

/// A text in which `${VAR}` was replaced from the environment, or what kept it from that.
struct Expanded {
    std::string text;
    std::string missing;   ///< the first variable that is not set; empty: none
    bool unclosed = false; ///< there is a ${ without }
};

Expanded expand(std::string const &text);

} // namespace tributary::plan
