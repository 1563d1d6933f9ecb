#pragma once

#include "merge/job/job.hpp"
#include "merge/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tributary::discovery {

/// What init is given for a database.
struct InitDatabase {
    std::string name; ///< of a source; empty: the database's name
    std::string url;  ///< as in the plan file, ${VAR} not replaced: may hold a password
};

struct InitRequest {
    std::filesystem::path file;
    std::vector<InitDatabase> sources; ///< order is precedence
    InitDatabase target;
    std::string create;               ///< a source's name; empty: the one that fits, if the target needs it
    std::vector<std::string> schemas; ///< of all PostgreSQL databases; empty: the default
    std::vector<std::string> users;   ///< input of guess_users()
};

/// Looks at the sources, and at the target as far as it can be reached, and writes the first plan. Databases are only
/// read, each source in one snapshot; 8 bytes of memory for each row that references are looked up in. No password gets
/// into the file or into a message.
///
/// Throws model::Error 73 if the file exists or cannot be written, 64 for invalid names and URLs, 69 for a source that
/// cannot be reached, 65 as guess_users() does and for names that a plan cannot contain.
void init(InitRequest const &request, plan::Choices const &choices, job::Progress const &progress);

} // namespace tributary::discovery
