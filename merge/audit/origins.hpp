#pragma once

#include "merge/audit/queries.hpp"
#include "merge/databases/target.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::audit {

/// Where an account of the target is from.
struct Origin {
    std::string source; ///< empty: not known, or none
    std::string old_id;
    bool is_made_since = false; ///< its id is none that was loaded
};

/// What became of users' ids that nothing happened to: by the id ranges and the crosswalk of the record.
class Origins {
public:
    Origins(databases::Target &target, Queries const &queries);

    /// All of the run.
    std::vector<std::string> const &sources() const { return m_sources; }
    /// Those of which users were loaded.
    std::vector<std::string> const &sources_of_users() const { return m_of_users; }

    /// Of an account that nothing was merged into.
    Origin of(std::string const &new_id) const;

    /// The id in the target of an account of that source; nothing where no account with that id can have been loaded.
    std::optional<std::string> new_id(std::string const &source, std::string const &old_id) const;
    /// Ids of that source were numbers in a range of their own.
    bool has_range(std::string const &source) const;

private:
    struct Range {
        std::string source;
        std::int64_t offset = 0;
        std::int64_t first = 0;
        std::int64_t last = 0;
    };

    databases::Target &m_target;
    Queries const &m_queries;
    std::vector<std::string> m_sources;
    std::vector<std::string> m_of_users;
    std::vector<Range> m_ranges;
};

} // namespace tributary::audit
