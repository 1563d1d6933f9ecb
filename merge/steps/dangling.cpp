#include "merge/steps/dangling.hpp"

#include "merge/resolve/references.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace tributary::steps {
namespace {

constexpr char const *do_not_exist = "{} rows refer to rows of {} that do not exist, such as {}";
constexpr char const *spelt_otherwise =
    "{} rows refer to rows of {} by a value that is spelt otherwise there, such as {}; it would not follow when that changes";

class Search {
public:
    Search(staging::Staging const &staging, model::Mapping const &mapping)
        : m_staging(staging), m_mapping(mapping), m_exceptions(staging::read_exceptions(staging)), m_writer(staging)
    {
    }

    void run()
    {
        for (auto const &table : m_mapping) {
            for (auto const &source : table.sources) {
                for (auto const &key : source.references) {
                    look(table, source, key);
                }
                for (auto const &column : source.columns) {
                    look_for_lost_values(table, source, column);
                }
            }
        }
    }

private:
    void look(model::MappedTable const &table, model::MappedSource const &source, model::ForeignKey const &key)
    {
        auto const *const parent = model::find_table(m_mapping, key.table);
        auto const *const parent_source = parent == nullptr ? nullptr : model::find_source(*parent, source.source);
        bool vouched = key.enforced;
        std::string set;
        std::string equal;
        std::string shown;
        for (std::size_t i = 0; i < key.columns.size(); ++i) {
            auto const *const column = model::find_filled(source, key.columns[i]);
            if (column == nullptr) {
                return; // the column takes its default, which the target checks
            }
            vouched = vouched && !column->computed && follows_as_text(table, source, *column);
            set += (i == 0 ? "" : " AND ") + column->value + " IS NOT NULL";
            shown += (i == 0 ? "" : " || ', ' || ") + column->value;
            auto const *const referenced =
                parent_source == nullptr ? nullptr : model::find_filled(*parent_source, key.referenced[i]);
            if (parent_source != nullptr && referenced == nullptr) {
                return; // so does what it refers to
            }
            if (referenced != nullptr) {
                equal += (equal.empty() ? "" : " AND ") + column->value + " = \"tributary.parent\".value" +
                         std::to_string(i);
            }
        }
        if (vouched || (parent_source != nullptr && all_numbers_are_there(source, *parent_source, key))) {
            return;
        }
        auto const child = model::sql_name(source.staged) + " AS " + model::sql_name(table.target.label);
        auto sql = "SELECT count(*), min(" + shown + ") FROM " + child;
        if (parent_source != nullptr && !equal.empty()) {
            std::string values;
            for (std::size_t i = 0; i < key.referenced.size(); ++i) {
                values += (i == 0 ? "" : ", ") + model::find_filled(*parent_source, key.referenced[i])->value +
                          " AS value" + std::to_string(i);
            }
            sql += " LEFT JOIN (SELECT 1 AS there, " + values + " FROM " + model::sql_name(parent_source->staged) +
                   " AS " + model::sql_name(parent->target.label) + ") AS \"tributary.parent\" ON " + equal;
            set += " AND \"tributary.parent\".there IS NULL";
        }
        auto found = m_staging.database().prepare(sql + " WHERE " + set);
        if (found.step() && found.integer(0) > 0) {
            std::string columns;
            for (auto const &column : key.columns) {
                columns += (columns.empty() ? "" : ", ") + column;
            }
            m_writer.conflict({{},
                               "dangling",
                               "",
                               table.target.label,
                               "",
                               fmt::format("{}.{} ({})", source.source_name, table.target.label, columns),
                               fmt::format(fmt::runtime(key.enforced ? spelt_otherwise : do_not_exist),
                                           found.integer(0), key.table, found.text(1)),
                               "mend the source, or set the column in the plan"});
        }
    }

    /// True if the parent has every number from its least to its greatest, and the child no other: no row has to be
    /// read.
    bool all_numbers_are_there(model::MappedSource const &child, model::MappedSource const &parent,
                               model::ForeignKey const &key) const
    {
        if (key.columns.size() != 1 || model::find_filled(child, key.columns.front())->computed ||
            model::find_filled(parent, key.referenced.front())->computed ||
            !resolve::unique_in_source(*parent.table, key.referenced)) {
            return false;
        }
        auto const held = m_staging.extent(child.table_id, key.columns.front());
        auto const there = m_staging.extent(parent.table_id, key.referenced.front());
        return held && there && held->others == 0 && there->others == 0 && held->least >= there->least &&
               held->greatest <= there->greatest &&
               static_cast<std::uint64_t>(there->count) ==
                   static_cast<std::uint64_t>(there->greatest) - static_cast<std::uint64_t>(there->least) + 1;
    }

    /// A value that somebody's references use, and that nobody has after the merge: a name that was given up for none.
    void look_for_lost_values(model::MappedTable const &table, model::MappedSource const &source,
                              model::MappedColumn const &column)
    {
        for (auto const &key : column.chain) {
            auto const changed = m_exceptions.keys.find({source.source, key});
            if (changed == m_exceptions.keys.end() || column.value.empty()) {
                continue;
            }
            auto found = m_staging.database().prepare(
                "SELECT count(*), min(" + column.value + ") FROM " + model::sql_name(source.staged) + " AS " +
                model::sql_name(table.target.label) +
                " JOIN (SELECT old AS \"tributary.old\" FROM crosswalk WHERE key_id = " +
                std::to_string(changed->second) + " AND new IS NULL) ON \"tributary.old\" = " + column.value);
            if (found.step() && found.integer(0) > 0) {
                m_writer.conflict(
                    {{},
                     "dangling",
                     "",
                     table.target.label,
                     "",
                     fmt::format("{}.{} ({})", source.source_name, table.target.label, column.name),
                     fmt::format("{} rows refer to {}.{} by a value that is given up for none, such as {}",
                                 found.integer(0), key.table, key.column, found.text(1)),
                     "mend the source, or set the column in the plan"});
            }
        }
    }

    /// Integers and uuids print in one way only.
    bool follows_as_text(model::MappedTable const &table, model::MappedSource const &source,
                         model::MappedColumn const &column) const
    {
        auto const &target = *model::find_column(table.target, column.name);
        auto const changed = std::any_of(column.chain.begin(), column.chain.end(), [&](auto const &key) {
            return m_exceptions.keys.contains({source.source, key});
        });
        return !changed || target.kind == model::Kind::integer || target.type == "uuid";
    }

    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    staging::Exceptions m_exceptions;
    staging::DecisionWriter m_writer;
};

} // namespace

void find_dangling(staging::Staging const &staging, model::Mapping const &mapping) { Search(staging, mapping).run(); }

} // namespace tributary::steps
