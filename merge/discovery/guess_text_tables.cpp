#include "merge/discovery/guess_text_tables.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace tributary::discovery {
namespace {

using plan::toml_key;
using plan::toml_list;
using plan::toml_text;
using plan::TomlBlock;

/// The names that differ in the sources: { lists = "articles" }.
std::string from_text(std::map<std::string, std::string> const &names)
{
    std::string list;
    for (auto const &[source, own] : names) {
        list += (list.empty() ? "" : ", ") + toml_key(source) + " = " + toml_text(own);
    }
    return "{ " + list + " }";
}

std::string policy_text(UniqueGuess const &unique)
{
    auto text = "{ unique = " + toml_list(unique.columns) + ", policy = " + toml_text(unique.policy);
    return text + (unique.column.empty() ? "" : ", column = " + toml_text(unique.column)) + " }";
}

std::map<std::string, std::string> names_of_table(Draft const &draft, std::string const &label)
{
    std::map<std::string, std::string> names;
    for (auto const &source : draft.seen) {
        if (auto const own = source.tables.find(label); own != source.tables.end()) {
            names[source.name] = own->second;
        }
    }
    return names;
}

void policy_lines(TomlBlock &block, Draft const &draft, std::string const &label)
{
    std::vector<std::string> policies;
    for (auto const &unique : draft.uniques) {
        if (unique.table == label) {
            policies.push_back(policy_text(unique));
        }
    }
    if (policies.size() == 1) {
        block.proposal("on_conflict", "[" + policies.front() + "]");
    } else if (!policies.empty()) {
        block.line("# on_conflict = [");
        for (auto const &policy : policies) {
            block.line("#     " + policy + ",");
        }
        block.line("# ]");
    }
}

void extra_table_lines(TomlBlock &block, DriftGuess const &drift)
{
    block.proposal("load", "false",
                   drift.source + " has this table, the target does not: add it there, or leave its rows out");
    if (!drift.looks.empty()) {
        block.line("# Or is it this table under another name?");
        block.line("# [table." + toml_key(drift.looks) + "]");
        block.proposal("from", from_text({{drift.source, drift.subject.table}}));
    }
}

void drift_lines(TomlBlock &block, Draft const &draft, std::string const &label)
{
    std::set<std::string> columns;
    std::vector<std::string> sources;
    for (auto const &drift : draft.drifts) {
        if (drift.subject.table != label) {
            continue;
        }
        if (drift.kind == DriftGuess::Kind::extra_table) {
            extra_table_lines(block, drift);
        } else if (drift.kind == DriftGuess::Kind::other_type) {
            auto const place = plan::written({label, drift.subject.column});
            block.line("# " + toml_text(place) + " in " + drift.source + ": " + drift.details);
        } else if (drift.kind == DriftGuess::Kind::extra_column) {
            columns.insert(drift.subject.column);
            if (std::find(sources.begin(), sources.end(), drift.source) == sources.end()) {
                sources.push_back(drift.source);
            }
        }
    }
    if (!columns.empty()) {
        std::string list;
        for (auto const &source : sources) {
            list += (list.empty() ? "" : ", ") + source;
        }
        block.proposal("drop", toml_list(std::vector(columns.begin(), columns.end())),
                       "in " + list + ", not in the target: add it there, or leave it out");
    }
}

/// [table.NAME.column.COLUMN], for columns that have another name in a source.
std::string columns_text(Draft const &draft, std::string const &label)
{
    std::map<std::string, std::map<std::string, std::string>> columns;
    for (auto const &source : draft.seen) {
        for (auto const &[place, own] : source.columns) {
            if (place.table == label) {
                columns[place.column][source.name] = own;
            }
        }
    }
    std::string text;
    for (auto const &[column, names] : columns) {
        TomlBlock block;
        block.line("[table." + toml_key(label) + ".column." + toml_key(column) + "]");
        block.entry("from", from_text(names), "it has another name there");
        text += "\n" + block.text();
    }
    return text;
}

/// All entries of one table, under one heading, as TOML requires.
std::string table_text(Draft const &draft, std::string const &label)
{
    TomlBlock block;
    auto const from = names_of_table(draft, label);
    auto const lookup = std::find_if(draft.lookups.begin(), draft.lookups.end(),
                                     [&](auto const &guess) { return guess.table == label; });
    auto const is_lookup = lookup != draft.lookups.end();
    block.line((!from.empty() || (is_lookup && lookup->is_certain()) ? "[table." : "# [table.") + toml_key(label) +
               "]");
    if (!from.empty()) {
        block.entry("from", from_text(from), "it has another name there");
    }
    if (is_lookup && lookup->is_certain()) {
        block.entry("match", toml_list(lookup->match), lookup->why + "; it has no other columns");
    } else if (is_lookup && lookup->counted) {
        block.proposal("match", toml_list(lookup->match),
                       lookup->why +
                           "; if equal ones are one thing, though each service may have counted them up itself");
    } else if (is_lookup && lookup->evident && lookup->joins.empty()) {
        block.proposal("match", toml_list(lookup->match),
                       lookup->why + "; if equal ones are one thing, for the rows of " + lookup->chosen +
                           " that refer to them");
    } else if (is_lookup && lookup->evident) {
        block.proposal("match", toml_list(lookup->match),
                       lookup->why + "; if equal ones are one thing, for those whom " + lookup->joins +
                           " joins to them");
    } else if (is_lookup) {
        block.proposal("match", toml_list(lookup->match),
                       lookup->why + "; if such rows are one row, whatever their other columns hold");
    }
    if (std::find(draft.short_lived.begin(), draft.short_lived.end(), label) != draft.short_lived.end()) {
        block.proposal("load", "false",
                       "it looks like sessions or one-time codes: false leaves its rows out, true carries them over");
    }
    policy_lines(block, draft, label);
    drift_lines(block, draft, label);
    return (block.lines() > 1 ? "\n" + block.text() : "") + columns_text(draft, label);
}

std::vector<std::string> tables_spoken_of(Draft const &draft)
{
    std::set<std::string> labels;
    for (auto const &source : draft.seen) {
        for (auto const &[label, own] : source.tables) {
            labels.insert(label);
        }
        for (auto const &[place, own] : source.columns) {
            labels.insert(place.table);
        }
    }
    labels.insert(draft.short_lived.begin(), draft.short_lived.end());
    for (auto const &lookup : draft.lookups) {
        labels.insert(lookup.table);
    }
    for (auto const &unique : draft.uniques) {
        labels.insert(unique.table);
    }
    for (auto const &drift : draft.drifts) {
        if (drift.kind != DriftGuess::Kind::missing_value) {
            labels.insert(drift.subject.table);
        }
    }
    return {labels.begin(), labels.end()};
}

} // namespace

std::string tables_text(Draft const &draft)
{
    std::string text;
    for (auto const &table : tables_spoken_of(draft)) {
        text += table_text(draft, table);
    }
    return text;
}

} // namespace tributary::discovery
