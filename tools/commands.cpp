#include "tools/all.hpp"

#include <array>

namespace tributary::tools {

std::span<Command const> commands()
{
    static std::array const list{init, check, snapshot, resolve, report, explain, load, verify, run, status, audit};
    return list;
}

} // namespace tributary::tools
