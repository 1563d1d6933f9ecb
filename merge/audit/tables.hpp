#pragma once

#include "merge/audit/record.hpp"
#include "merge/databases/target.hpp"

#include <map>
#include <string>

/// Whether what has the names of the record's tables is what a load made.
namespace tributary::audit {

class RecordTables {
public:
    /// By the catalogue alone: nothing is read of what stands there.
    RecordTables(databases::Target &target, model::Engine engine);

    /// Something stands where one of the record's tables is.
    bool exist() const;
    bool has(RecordTable const &table) const { return m_there.contains(table.name); }
    bool has_column(RecordTable const &table, std::string const &column) const;

    /// Why a table is not one that a load made: `it is not a table`. Empty: it is.
    std::string fault_of(RecordTable const &table) const;

private:
    struct There {
        std::string fault;
        std::map<std::string, std::string> types; ///< by column
    };

    model::Engine m_engine;
    std::map<std::string, There> m_there;
};

} // namespace tributary::audit
