#include "merge/staging/load_record.hpp"

#include "merge/databases/sqlite/database.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace tributary::staging {
namespace {

using databases::sqlite::Database;
using databases::sqlite::Failure;
using databases::sqlite::Open;

namespace fs = std::filesystem;

constexpr std::size_t digits = 12; ///< of the digest, in the name of a kept file

/// nullopt also if the file is not a staging file, or cannot be read.
std::optional<ExecutedLoad> executed_load_in(fs::path const &file)
{
    try {
        return executed_load(Database(file.string(), Open::read_only));
    } catch (Failure const &) {
        return std::nullopt;
    }
}

} // namespace

std::optional<ExecutedLoad> executed_load(Database const &staging)
{
    auto begun = staging.value(
        "SELECT max(started) FROM step WHERE name = 'load' AND outcome IN ('committing', 'committed') "
        "AND id > (SELECT coalesce(max(id), 0) FROM step WHERE name = 'resolve' AND outcome IS NOT NULL)");
    if (!begun) {
        return std::nullopt;
    }
    return ExecutedLoad{staging.value("SELECT value FROM property WHERE key = 'digest'").value_or("loaded"),
                        std::move(*begun)};
}

KeptRecord place_of_record(fs::path const &staging, ExecutedLoad const &load)
{
    auto const name = staging.stem().string() + "." + load.digest.substr(0, digits);
    for (int number = 1;; ++number) {
        auto path = staging;
        path.replace_filename(name + (number == 1 ? "" : "-" + std::to_string(number)) + staging.extension().string());
        if (!fs::exists(path)) {
            return {path, false};
        }
        if (auto const kept = executed_load_in(path); kept && kept->begun == load.begun) {
            return {path, true};
        }
    }
}

std::optional<fs::path> kept_record(fs::path const &staging, std::string_view digest)
{
    auto const prefix = staging.stem().string() + "." + std::string(digest.substr(0, digits));
    std::optional<fs::path> latest;
    std::string begun;
    std::error_code ignored;
    for (auto const &entry : fs::directory_iterator(fs::absolute(staging).parent_path(), ignored)) {
        auto const &path = entry.path();
        if (path.extension() != staging.extension() || path.filename() == staging.filename() ||
            !path.filename().string().starts_with(prefix)) {
            continue;
        }
        auto const load = executed_load_in(path);
        if (load && (digest.empty() || load->digest == digest) && load->begun >= begun) {
            latest = path;
            begun = load->begun;
        }
    }
    return latest;
}

std::vector<fs::path> kept_records(fs::path const &staging)
{
    auto const own = fs::absolute(staging);
    std::vector<fs::path> records;
    std::error_code ignored;
    for (auto const &entry : fs::directory_iterator(own.parent_path(), ignored)) {
        auto const &path = entry.path();
        auto const is_called_so = path.extension() == own.extension() && path.filename() != own.filename() &&
                                  path.filename().string().starts_with(own.stem().string() + ".");
        if (is_called_so && executed_load_in(path)) {
            records.push_back(path);
        }
    }
    std::sort(records.begin(), records.end());
    return records;
}

} // namespace tributary::staging
