#pragma once

#include <cstdint>
#include <filesystem>

namespace tributary::staging {

/// SQLite's application_id of every staging file.
constexpr std::int64_t application_id = 1953653090;

/// Where a new staging file is made: beside `path`, with `.new` behind.
std::filesystem::path unpublished_path(std::filesystem::path const &path);

/// Throws model::Error 73 if a link or something else than a file stands in either place, or in that of the new file
/// what no snapshot left there. The staging file itself is looked at when it is opened.
void refuse_foreign(std::filesystem::path const &path);

} // namespace tributary::staging
