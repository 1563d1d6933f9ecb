#pragma once

#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"

#include <memory>

namespace tributary::databases::sqlite {

std::unique_ptr<Source> open_source(Address const &address);

/// On trial a file that does not exist is not made: an empty database in memory stands for it.
std::unique_ptr<Target> open_target(Address const &address, bool trial);

/// The file behind sqlite:path, relative paths taken from the address's directory.
std::filesystem::path path_of(Address const &address);

} // namespace tributary::databases::sqlite
