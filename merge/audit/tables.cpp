#include "merge/audit/tables.hpp"

#include "merge/audit/dialect.hpp"

#include <algorithm>

namespace tributary::audit {

RecordTables::RecordTables(databases::Target &target, model::Engine engine) : m_engine(engine)
{
    for (auto const &row : tables_there(target, engine)) {
        auto &there = m_there[row.at(0).value_or("")];
        there.fault = row.at(3).value_or("");
        if (row.at(1)) {
            there.types[*row.at(1)] = row.at(2).value_or("");
        }
    }
}

bool RecordTables::exist() const
{
    auto const covered = covered_tables();
    return has(event_table()) || has(step_table()) || has(recorded_table()) ||
           std::any_of(covered.begin(), covered.end(), [&](auto const &table) { return has(table); });
}

bool RecordTables::has_column(RecordTable const &table, std::string const &column) const
{
    auto const there = m_there.find(table.name);
    return there != m_there.end() && there->second.types.contains(column);
}

std::string RecordTables::fault_of(RecordTable const &table) const
{
    auto const there = m_there.find(table.name);
    if (there == m_there.end()) {
        return "it is missing";
    }
    if (!there->second.fault.empty()) {
        return there->second.fault;
    }
    std::map<std::string, std::string> wanted;
    for (auto const &column : table.columns) {
        wanted[column.name] = sql_type(m_engine, column.type);
    }
    return there->second.types == wanted ? "" : "it has other columns";
}

} // namespace tributary::audit
