#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::databases::sqlite {
class Database;
}

namespace tributary::staging {

/// The load that was executed of what a staging file holds. COMMIT itself may have been cut off: whether that load is
/// in the target only the target knows, and so it counts.
struct ExecutedLoad {
    std::string digest;
    std::string begun;
};

/// Nothing if no load was executed since the file was last resolved.
std::optional<ExecutedLoad> executed_load(databases::sqlite::Database const &staging);

/// Where the record of a load stays when the staging file goes on without it: pico.staging.1a2b3c4d5e6f.sqlite beside
/// pico.staging.sqlite, or …-2.sqlite where another load of the same digest is kept.
struct KeptRecord {
    std::filesystem::path path;
    bool is_there = false; ///< this very record already is
};
KeptRecord place_of_record(std::filesystem::path const &staging, ExecutedLoad const &load);

/// The latest record that is kept beside `staging`: of the load with this digest, or of any if it is empty.
std::optional<std::filesystem::path> kept_record(std::filesystem::path const &staging, std::string_view digest);

/// All records that are kept beside `staging`, in the order of their names.
std::vector<std::filesystem::path> kept_records(std::filesystem::path const &staging);

} // namespace tributary::staging
