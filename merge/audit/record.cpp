#include "merge/audit/record.hpp"

#include "merge/staging/row_digest.hpp"
#include "merge/target/provenance.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tributary::audit {

std::vector<std::string> RecordTable::column_names() const
{
    std::vector<std::string> names;
    for (auto const &column : columns) {
        names.push_back(column.name);
    }
    return names;
}

model::Table RecordTable::in(model::Engine engine) const
{
    auto table = target::record_table(engine, name);
    for (auto const &column : columns) {
        model::Column described;
        described.name = column.name;
        described.kind = column.type == Type::number ? model::Kind::integer : model::Kind::text;
        table.columns.push_back(described);
    }
    return table;
}

std::span<RecordTable const> covered_tables()
{
    static std::array const list{
        RecordTable{"run",
                    {{"name"},
                     {"digest"},
                     {"loaded_at", Type::time},
                     {"version"},
                     {"users_schema"},
                     {"users_table"},
                     {"id_column"},
                     {"name_column"},
                     {"plan"}},
                    "name"},
        RecordTable{"id_range",
                    {{"source"},
                     {"table_name"},
                     {"column_name"},
                     {"id_offset", Type::number},
                     {"first_id", Type::number},
                     {"last_id", Type::number},
                     {"headroom", Type::number}},
                    "source, table_name, column_name"},
        RecordTable{"crosswalk",
                    {{"source"}, {"table_name"}, {"column_name"}, {"old_id"}, {"new_id"}},
                    "source, table_name, column_name, old_id"},
        RecordTable{"renamed_account",
                    {{"source"}, {"old_id"}, {"new_id"}, {"old_name"}, {"new_name"}, {"rule"}, {"reason"}},
                    "source, old_id"},
        RecordTable{
            "merged_account",
            {{"source"}, {"old_id"}, {"new_id"}, {"survivor_source"}, {"survivor_old_id"}, {"rule"}, {"evidence"}},
            "source, old_id"},
        RecordTable{
            "loaded_table", {{"table_name"}, {"source"}, {"rows", Type::number}, {"digest"}}, "table_name, source"},
        RecordTable{"made_object", {{"kind"}, {"name"}}, "kind, name"},
        RecordTable{"sequence_before", {{"name"}, {"value", Type::number}}, "name"},
    };
    return list;
}

RecordTable const &covered_table(std::string_view name)
{
    auto const tables = covered_tables();
    auto const found =
        std::find_if(tables.begin(), tables.end(), [&](auto const &table) { return table.name == name; });
    if (found == tables.end()) {
        throw std::out_of_range(std::string(name));
    }
    return *found;
}

RecordTable const &event_table()
{
    static RecordTable const table{"event",
                                   {{"number", Type::number},
                                    {"at", Type::time},
                                    {"source"},
                                    {"old_id"},
                                    {"new_id"},
                                    {"event"},
                                    {"old_name"},
                                    {"new_name"},
                                    {"rule"},
                                    {"reason"},
                                    {"evidence"},
                                    {"survivor"},
                                    {"hash"}},
                                   "number"};
    return table;
}

RecordTable const &step_table()
{
    static RecordTable const table{"step",
                                   {{"number", Type::number},
                                    {"at", Type::time},
                                    {"step"},
                                    {"rows", Type::number},
                                    {"last_event", Type::number},
                                    {"digest"}},
                                   "number"};
    return table;
}

RecordTable const &recorded_table()
{
    static RecordTable const table{"recorded_table",
                                   {{"step", Type::number}, {"table_name"}, {"rows", Type::number}, {"digest"}},
                                   "step, table_name"};
    return table;
}

Contents contents_of(databases::Target &target, model::Engine engine, RecordTable const &table)
{
    staging::RowSetDigest digest;
    target.read(table.in(engine), table.column_names(), [&](model::Row row) { digest.add(row); });
    return {digest.rows(), digest.hexadecimal()};
}

std::string digest_of_step(std::string const &previous, Step const &step, std::string const &last_hash,
                           std::vector<std::pair<std::string, Contents>> const &tables)
{
    auto text = previous + '\n' + step.number + '\n' + step.at + '\n' + step.step + '\n' + step.rows + '\n' +
                step.last_event + '\n' + last_hash;
    for (auto const &[name, contents] : tables) {
        text += '\n' + name + ' ' + std::to_string(contents.rows) + ' ' + contents.digest;
    }
    return staging::sha256(text);
}

} // namespace tributary::audit
