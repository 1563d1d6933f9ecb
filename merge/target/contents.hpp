#pragma once

#include "merge/databases/target.hpp"

#include <string>

namespace tributary::target {

/// Which database the target is, and what it holds: `postgresql://merge@db1:5432/pico: 4 tables, without rows`; or
/// `empty`, `a new file`, `holds run "pico", loaded at …`. Tables of extensions and tributary's own are not counted.
/// Reads only, keeps no lock, and waits a second at most for a table that is locked. Throws only if the connection is
/// lost: what this role may not read is not counted.
std::string name_and_contents(databases::Target &target, databases::Address const &address);

} // namespace tributary::target
