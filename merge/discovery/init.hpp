#pragma once

#include "merge/job/job.hpp"
#include "merge/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tributary::discovery {

/// What init is told of a database.
struct InitDatabase {
    std::string name; ///< of a source; empty: as the database is called
    std::string url;  ///< as in the plan file, ${VAR} not replaced: may hold a password
};

struct InitRequest {
    std::filesystem::path file;
    std::vector<InitDatabase> sources; ///< order is precedence
    InitDatabase target;
    std::string create;               ///< a source's name; empty: the one that fits, if the target needs it
    std::vector<std::string> schemas; ///< of all PostgreSQL databases; empty: the default
    std::vector<std::string> users;   ///< what guess_users() is told
};

/// Looks at the sources, and at the target as far as it can be reached, and writes the first plan. Databases are only
/// read, each source in one snapshot; 8 bytes of memory for each row that references are looked up in. No password gets
/// into the file or into what is said.
///
/// Throws model::Error 73 if there is such a file or it cannot be written, 64 for names and urls that make no plan, 69
/// for a source that cannot be reached, 65 as guess_users() does and for names that no plan can say.
void init(InitRequest const &request, plan::Choices const &choices, job::Progress const &progress);

} // namespace tributary::discovery
