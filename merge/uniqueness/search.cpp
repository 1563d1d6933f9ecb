#include "merge/uniqueness/search.hpp"

#include "merge/mapping/numbered.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/references/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tributary::uniqueness {
namespace {

using model::MappedSource;
using model::MappedTable;
using model::UniqueKey;

/// Types of PostgreSQL that print equal values alike, and different ones differently.
bool prints_in_one_way(std::string const &type)
{
    constexpr std::array<std::string_view, 12> types{"uuid", "boolean", "date",    "bytea", "\"char\"", "name",
                                                     "inet", "cidr",    "macaddr", "money", "macaddr8", "bit"};
    return std::any_of(types.begin(), types.end(), [&](auto known) { return type == known; }) ||
           type.starts_with("timestamp") || type.starts_with("bit varying") || type.starts_with("bit(") ||
           (type.starts_with("time") && type.ends_with("without time zone")) || type.starts_with("character(");
}

/// Without an affinity SQLite keeps 1 and 1.0 apart, and compares them as equal.
bool has_affinity(std::string const &type)
{
    return !type.empty() && type.find("BLOB") == std::string::npos && type.find("blob") == std::string::npos;
}

bool is_text(model::Column const &column)
{
    return column.kind == model::Kind::text && !model::is_padded(column) && !column.type.ends_with("citext");
}

/// True if what this source has in the column is equal in the target exactly if its bytes are.
bool bytes_tell(MappedTable const &table, MappedSource const &source, std::string const &name)
{
    auto const *const mapped = model::find_filled(source, name);
    auto const *const target = model::find_column(table.target, name);
    if (mapped == nullptr) {
        return false;
    }
    if (mapped->computed) {
        auto const &text = mapped->value;
        return is_text(*target) && text.starts_with("('") && text.ends_with("'\n)") &&
               model::sql_tokens(text).size() == 3;
    }
    auto const *const own = model::find_column(*source.table, name);
    if (own == nullptr) {
        return false;
    }
    auto const types_bind = model::types_bind(table.target.engine);
    auto const same_engine = table.target.engine == source.table->engine;
    if (target->kind == model::Kind::integer) {
        return own->kind == model::Kind::integer;
    }
    if (types_bind ? is_text(*target) : target->kind == model::Kind::text) {
        return own->kind == model::Kind::text;
    }
    return same_engine && own->type == target->type &&
           (types_bind ? prints_in_one_way(own->type) : has_affinity(own->type));
}

bool bytes_tell(MappedTable const &table, UniqueKey const &key)
{
    return key.plain() && key.spelling_tells &&
           std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
               return source.rows == 0 || std::all_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
                          return bytes_tell(table, source, name);
                      });
           });
}

/// True if `own` is a key of the source that takes for equal what `key` does, in the same rows.
bool is_the_same(UniqueKey const &own, UniqueKey const &key, MappedTable const &table, MappedSource const &source)
{
    auto const same_part = [](model::KeyPart const &a, model::KeyPart const &b) {
        return a.column.empty() ? a.expression == b.expression : a.column == b.column && a.expression == b.expression;
    };
    auto const same_types = std::all_of(key.uses.begin(), key.uses.end(), [&](auto const &name) {
        auto const *const there = model::find_column(*source.table, name);
        auto const *const target = model::find_column(table.target, name);
        return there != nullptr && there->type == target->type && there->collation == target->collation;
    });
    return own.uses == key.uses && own.predicate == key.predicate && own.parts.size() == key.parts.size() &&
           own.nulls_not_distinct == key.nulls_not_distinct && source.table->engine == table.target.engine &&
           same_types && std::equal(own.parts.begin(), own.parts.end(), key.parts.begin(), same_part);
}

/// True if no two of this source's own rows share the key, as it lies in the source.
bool vouches(MappedTable const &table, MappedSource const &source, UniqueKey const &key, bool bytes)
{
    if (bytes && references::unique_in_source(*source.table, key.columns)) {
        return true;
    }
    return std::any_of(source.table->unique_keys.begin(), source.table->unique_keys.end(),
                       [&](auto const &own) { return is_the_same(own, key, table, source); });
}

} // namespace

UniqueSearch::UniqueSearch(job::Job const &job, staging::Staging const &staging,
                           std::span<staging::StagedSource const> sources, model::Mapping const &mapping)
    : m_job(job), m_staging(staging), m_judge(job.plan, staging, sources)
{
    for (auto const &[column, limit] : mapping::numbered_columns(mapping)) {
        m_disjoint.insert(column);
    }
}

void UniqueSearch::for_each_duplicate(MappedTable const &table, UniqueKey const &key, staging::DuplicateSearch options,
                                      staging::Exceptions const &exceptions, staging::DuplicateSink const &sink)
{
    if (cannot_collide(table, key, exceptions)) {
        return;
    }
    if (!bytes_tell(table, key)) {
        if (auto const calls = m_judge.calls(table, key); !calls.empty()) {
            auto const sentence =
                fmt::format("resolve: unique key \"{}\" of table \"{}\" cannot be checked before the load: it calls {}",
                            key.name, table.target.label, calls);
            if (m_warned.insert(sentence).second) {
                m_job.progress.warn(sentence);
            }
            return;
        }
        say_what_cannot_be_judged(table, key);
        m_judge.for_each_duplicate(table, key, options, exceptions, sink);
        return;
    }
    options.key = key.columns;
    options.nulls_agree = key.nulls_not_distinct;
    bool found = false;
    staging::for_each_duplicate(m_staging, table, options, exceptions, [&](auto const &group) {
        found = true;
        sink(group);
    });
    if (key.columns.size() == 1 && options.where.empty()) { // seen whether two sources share a value
        model::KeyColumn const column{table.target.label, key.columns.front()};
        if (found) {
            m_disjoint.erase(column);
        } else {
            m_disjoint.insert(column);
        }
    }
}

/// The login keys that a merge doubles are folded with the accounts, so that none is left that an account has twice;
/// unless there are malformed ones, or rows that are not login keys, which are not checked.
bool UniqueSearch::keys_are_folded(MappedTable const &table, UniqueKey const &key) const
{
    auto const &all = m_job.plan.users.keys;
    auto const keys =
        std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.table == table.target.label; });
    if (keys == all.end() || !plan::is_one_key_a_row(m_job.plan, *keys) || !keys->where.empty() ||
        key.nulls_not_distinct || !key.plain() || m_staging.property("malformed_keys") != "0") {
        return false;
    }
    return std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
        bool has_key = false;
        bool has_user = false;
        for (auto const &column : source.columns) {
            if (std::find(key.columns.begin(), key.columns.end(), column.name) == key.columns.end()) {
                continue;
            }
            has_key = has_key || (column.name == keys->column && !column.computed);
            has_user = has_user || (!column.computed && !column.chain.empty() &&
                                    column.chain.front().table == m_job.plan.users.table &&
                                    (keys->user.empty() || keys->user == column.name));
        }
        return has_key && has_user && references::unique_in_source(*source.table, key.columns);
    });
}

/// True if the plan lets the column hold dangling references.
bool UniqueSearch::keeps_strangers(model::KeyColumn const &column) const
{
    auto const &references = m_job.plan.references;
    return std::any_of(references.begin(), references.end(), [&](auto const &reference) {
        return reference.from.table == column.table && reference.from.column == column.column &&
               reference.dangling.says(plan::Dangling::keep);
    });
}

bool UniqueSearch::cannot_collide(MappedTable const &table, UniqueKey const &key,
                                  staging::Exceptions const &exceptions) const
{
    if (!key.operators.empty()) {
        return false;
    }
    auto const bytes = bytes_tell(table, key);
    if (bytes && keys_are_folded(table, key)) {
        return true;
    }
    for (auto const &source : table.sources) {
        auto const changed = std::any_of(key.uses.begin(), key.uses.end(), [&](auto const &name) {
            auto const *const column = model::find_filled(source, name);
            return column == nullptr || column->computed || !column->declared.empty() || name == table.name_column ||
                   exceptions.has_values(source.table_id, name) || keeps_strangers({table.target.label, name}) ||
                   std::any_of(column->chain.begin(), column->chain.end(), [&](auto const &at) {
                       return exceptions.keys.contains({source.source, at}) || keeps_strangers(at);
                   });
        });
        if (changed || key.nulls_not_distinct || !vouches(table, source, key, bytes)) {
            return false;
        }
    }
    return table.sources.size() == 1 ||
           std::any_of(key.parts.begin(), key.parts.end(), [&](model::KeyPart const &part) {
               return !part.column.empty() &&
                      std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
                          return m_disjoint.contains(
                              mapping::origin_of(table, *model::find_filled(source, part.column)));
                      });
           });
}

void UniqueSearch::say_what_cannot_be_judged(MappedTable const &table, UniqueKey const &key)
{
    for (auto const &source : table.sources) {
        auto const why = TargetJudge::why_not(table, source, key);
        auto const sentence =
            fmt::format("resolve: unique key \"{}\" of table \"{}\" cannot be checked before the load for "
                        "the rows of source \"{}\": {}",
                        key.name, table.target.label, source.source_name, why);
        if (!why.empty() && m_warned.insert(sentence).second) {
            m_job.progress.warn(sentence);
        }
    }
}

} // namespace tributary::uniqueness
