#pragma once

#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"
#include "merge/model/version.hpp"

#include <memory>

namespace tributary::databases::sqlite {

std::unique_ptr<Source> open_source(Address const &address);

/// In a dry run, a file that does not exist is not created: an empty in-memory database replaces it.
std::unique_ptr<Target> open_target(Address const &address, Use use);

/// The file itself, whatever links lead to it.
Identity identity_of(std::filesystem::path const &path);

/// The file of sqlite:path, relative paths taken from the address's directory.
std::filesystem::path path_of(Address const &address);

model::Library library();

} // namespace tributary::databases::sqlite
