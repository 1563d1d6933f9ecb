#include "merge/not_carried/not_carried.hpp"

#include "merge/model/nearest.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/not_carried.hpp"
#include "merge/undeclared/measure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace tributary::not_carried {
namespace {

using databases::Unread;
using model::NotCarried;

/// The tables that are read, and the others beside them.
model::Schema with_others(model::Schema schema, std::vector<Unread> const &others)
{
    for (auto const &other : others) {
        if (other.kind == "table") {
            schema.tables.push_back(other.table);
            for (auto &key : schema.tables.back().foreign_keys) {
                key.referenced.resize(key.columns.size());
            }
        }
    }
    return schema;
}

std::string by_key(model::Table const &table)
{
    if (table.foreign_keys.empty()) {
        return {};
    }
    auto const &key = table.foreign_keys.front();
    return fmt::format("its foreign key ({}) refers to {}, whose ids may change", fmt::join(key.columns, ", "),
                       key.table);
}

/// Of each table the first column that appears to hold users' ids or names, as a sentence.
std::map<std::string, std::string> by_columns(plan::Plan const &plan, OpenSource const &source,
                                              std::vector<Unread> const &others)
{
    auto const schema = with_others(source.schema, others);
    std::vector<undeclared::CoverageSource> const sources{{source.name, schema}};
    auto suspects = undeclared::suspects(plan, sources, {});
    std::map<std::string, Unread const *> tables; // those with a key hang by that, and have ids that others may hold
    for (auto const &other : others) {
        if (other.kind == "table") {
            tables[other.table.label] = &other;
        }
    }
    std::erase_if(suspects, [&](auto const &suspect) {
        auto const found = tables.find(suspect.table);
        return found == tables.end() || !found->second->table.foreign_keys.empty();
    });
    std::map<std::string, std::string> result;
    for (auto const &suspect : suspects) {
        if (!tables.at(suspect.table)->readable && suspect.by_role) {
            result.emplace(suspect.table,
                           fmt::format("its column {} is named like a reference to users, and this role cannot read it",
                                       suspect.column));
        }
    }
    std::erase_if(suspects, [&](auto const &suspect) { return !tables.at(suspect.table)->readable; });
    auto const read = [&](std::uint32_t, std::string const &label, std::vector<std::string> const &names,
                          undeclared::WhichRows, model::RowSink const &sink) {
        auto const other = tables.find(label);
        if (other == tables.end()) {
            return source.read(label, names, sink);
        }
        if (!other->second->readable) {
            return;
        }
        std::vector<model::Column> columns;
        for (auto const &name : names) {
            columns.push_back(*model::find_column(other->second->table, name));
        }
        source.database.read(other->second->table, columns, sink);
    };
    auto const tallies = undeclared::measure(plan, sources, suspects, read);
    for (auto const &column : undeclared::uncovered(plan, sources, suspects, tallies)) {
        result.emplace(column.table, fmt::format("its column {}: {}", column.column, column.evidence));
    }
    return result;
}

/// The tables that hang on what is merged, once for all sources.
struct Asked {
    std::vector<std::string> sources;
    std::string evidence;
};

} // namespace

std::vector<NotCarried> look(plan::Plan const &plan, OpenSource const &source)
{
    auto const others = source.database.unread();
    auto const has_tables =
        std::any_of(others.begin(), others.end(), [](auto const &other) { return other.kind == "table"; });
    auto const suspicious = has_tables ? by_columns(plan, source, others) : std::map<std::string, std::string>();
    std::vector<NotCarried> result;
    for (auto const &other : others) {
        NotCarried one{source.name, other.kind, other.table.label, other.rows, {}, false};
        auto const found = suspicious.find(other.table.label);
        if (other.kind == "table" && other.rows.value_or(1) > 0) {
            one.hangs = found == suspicious.end() ? by_key(other.table) : found->second;
        }
        result.push_back(std::move(one));
    }
    return result;
}

void mark_waived(plan::Plan const &plan, std::vector<NotCarried> &list)
{
    std::set<std::string> names;
    for (auto const &one : list) {
        names.insert(one.name);
    }
    for (auto const &waived : plan.waived_tables) {
        bool fits = false;
        for (auto &one : list) {
            if (plan::fits_pattern(waived.name, one.name)) {
                one.waived = true;
                fits = true;
            }
        }
        if (!fits) {
            throw plan::plan_error(plan, waived.position,
                                   "[[waive]]: no source has a table \"" + waived.name + "\" that is not read",
                                   model::did_you_mean(waived.name, std::vector(names.begin(), names.end())));
        }
    }
}

void ask(plan::Plan const &plan, staging::Staging const &staging, answers::Answers &answers)
{
    auto list = staging::not_carried(staging);
    mark_waived(plan, list);
    std::map<std::string, Asked> asked;
    for (std::size_t position = 0; position < list.size(); ++position) {
        auto const &one = list[position];
        auto const waiver = std::find_if(plan.waived_tables.begin(), plan.waived_tables.end(),
                                         [&](auto const &waived) { return plan::fits_pattern(waived.name, one.name); });
        staging::remark_on_not_carried(staging, position, one.waived ? "waived: " + waiver->reason : one.hangs);
        if (!one.hangs.empty() && !one.waived) {
            auto &question = asked[one.name];
            question.sources.push_back(one.source);
            question.evidence +=
                (question.evidence.empty() ? "" : "; ") + model::in_words(one) + ", which is not read: " + one.hangs;
        }
    }
    staging::DecisionWriter writer(staging);
    for (auto const &[name, question] : asked) {
        model::ConflictFact conflict;
        conflict.kind = "unread";
        conflict.table = name;
        conflict.claimants = fmt::format("{}", fmt::join(question.sources, " "));
        conflict.evidence = question.evidence;
        conflict.proposal =
            "# read its schema too (`schema` of each source), or:\n[[waive]]\ntable = " + plan::toml_text(name) +
            "\nreason = \"…\"";
        answers.left_to_plan(conflict, "`schema` or [[waive]]");
        writer.conflict(std::move(conflict));
    }
}

} // namespace tributary::not_carried
