#include "merge/resolve/guess_text.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tributary::resolve {
namespace {

using plan::TomlBlock;
using plan::toml_key;
using plan::toml_list;
using plan::toml_text;

std::string column_text(KeyColumn const &column) { return toml_text(plan::written({column.table, column.column})); }

/// { "table.column" = "expression", … }
std::string set_text(std::vector<DriftGuess> const &values)
{
    std::string list;
    for (auto const &one : values) {
        list += (list.empty() ? "" : ", ") + column_text(one.place) + " = " +
                toml_text(one.set.empty() ? "…" : one.set);
    }
    return "{ " + list + " }";
}

std::string head_text(Draft const &draft)
{
    TomlBlock block;
    block.line("# A first plan, as `tributary init` guessed it from the databases: read it, mend it, and then");
    block.line("#     tributary check " + draft.file);
    block.line("#     tributary run " + draft.file);
    block.entry("name", toml_text(draft.name));
    return block.text();
}

std::string source_text(Draft const &draft, DraftDatabase const &source)
{
    TomlBlock block;
    auto const first = source.name == draft.sources.front().name;
    block.line("[[source]]", first && draft.sources.size() > 1
                                 ? "the order is precedence: the first keeps its names and its ids"
                                 : "");
    block.entry("name", toml_text(source.name));
    block.entry("url", toml_text(source.url));
    if (!source.schemas.empty()) {
        block.entry("schema", toml_list(source.schemas));
    }
    std::vector<DriftGuess> evident;
    std::vector<DriftGuess> open;
    for (auto const &drift : draft.drifts) {
        if (drift.kind == DriftGuess::Kind::missing_value && drift.source == source.name) {
            (drift.set.empty() ? open : evident).push_back(drift);
        }
    }
    if (!evident.empty()) {
        block.entry("set", set_text(evident), "its labels are the sources' names");
    }
    if (!open.empty()) {
        block.proposal("set", set_text(open),
                       evident.empty() ? "the target demands a value that this source does not have"
                                       : "demanded as well: add it to the line above");
    }
    return block.text();
}

std::string target_text(Draft const &draft)
{
    TomlBlock block;
    auto const &target = draft.target;
    block.line("[target]", target.create.empty() ? target.why : "");
    block.entry("url", toml_text(target.database.url));
    if (!target.database.schemas.empty()) {
        block.entry("schema", toml_list(target.database.schemas));
    }
    if (!target.create.empty()) {
        block.entry("create", toml_text(target.create), target.why);
    }
    return block.text();
}

std::string keys_text(KeysGuess const &keys)
{
    auto text = "{ table = " + toml_text(keys.table) + ", column = " + toml_text(keys.column);
    text += keys.declared ? "" : ", user = " + toml_text(keys.user);
    auto const ssh = keys.values == 0 || keys.ssh * 2 > keys.values;
    return text + ", format = " + (ssh ? "\"ssh\"" : "\"text\"") + " }";
}

std::string keys_why(KeysGuess const &keys)
{
    if (keys.values == 0) {
        return "by their names; there are no keys in it yet";
    }
    auto const of = " of " + std::to_string(keys.values) + " values ";
    return keys.ssh * 2 > keys.values ? std::to_string(keys.ssh) + of + "begin as an ssh key does"
                                      : "by their names; " + std::to_string(keys.ssh) + of + "begin as an ssh key does";
}

void match_lines(TomlBlock &block, Draft const &draft)
{
    auto const &users = draft.users;
    block.entry("match", "[\"same-name-and-key\"]",
                draft.keys ? "who has the same name and a login key in common is one person; nobody else is"
                           : "no table of login keys was found: with this rule nobody is merged");
    auto const column = users.named_by_email ? users.name.name : users.email;
    if (column.empty()) {
        if (!draft.keys) {
            block.line("# Nothing here proves that two accounts are one person. Equal names alone are no proof: they are made");
            block.line("# unique by the suffix, and answers in `overrides` can merge those that you know of.");
        }
        return;
    }
    auto rule = "{ rule = \"same-column\", column = " + toml_text(column) + ", fold = \"case\"";
    rule += users.verified.empty() ? "" : ", where = " + toml_text(users.verified);
    auto const first = draft.keys ? std::string("\"same-name-and-key\", ") : "";
    block.line(users.verified.empty()
                   ? "# To merge by e-mail too, if every service verifies it: else whoever types another's address takes the account."
                   : "# To merge by e-mail too, where it is verified: whoever has the address gets the account.");
    block.proposal("match", "[" + first + rule + " }]");
}

std::string users_text(Draft const &draft)
{
    auto const &users = draft.users;
    TomlBlock block;
    block.line("[users]");
    block.entry("table", toml_text(users.table), users.why);
    if (!users.id_is_primary) {
        block.entry("id", toml_text(users.id), "unique; the primary key is another");
    }
    block.entry("name", toml_text(users.name.name), users.name.why);
    if (draft.keys) {
        block.entry("keys", keys_text(*draft.keys), keys_why(*draft.keys));
    }
    match_lines(block, draft);
    if (users.named_by_email) {
        block.entry("on_collision", "\"refuse\"", "an address with a suffix is nobody's: ask");
    } else {
        block.entry("suffix", "\"tmp\"", "two people of one name: the one of the later source becomes name + tmp");
    }
    return block.text();
}

/// What each source calls it otherwise: { lists = "articles" }.
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

/// All that is said of one table, under one heading, as TOML wants it.
std::string table_text(Draft const &draft, std::string const &label)
{
    TomlBlock block;
    std::map<std::string, std::string> from;
    for (auto const &source : draft.seen) {
        if (auto const own = source.tables.find(label); own != source.tables.end()) {
            from[source.name] = own->second;
        }
    }
    auto const lookup = std::find_if(draft.lookups.begin(), draft.lookups.end(),
                                     [&](auto const &one) { return one.table == label; });
    auto const active = !from.empty() || (lookup != draft.lookups.end() && lookup->evident);
    block.line((active ? "[table." : "# [table.") + toml_key(label) + "]");
    if (!from.empty()) {
        block.entry("from", from_text(from), "it has another name there");
    }
    if (lookup != draft.lookups.end()) {
        auto const list = toml_list(lookup->match);
        if (lookup->evident) {
            block.entry("match", list, lookup->why + ": equal rows are one row");
        } else {
            block.proposal("match", list, lookup->why + "; if equal rows are one row, whatever else they say");
        }
    }
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
    std::map<std::string, std::vector<std::string>> extra; // column → sources
    for (auto const &drift : draft.drifts) {
        if (drift.place.table != label) {
            continue;
        }
        if (drift.kind == DriftGuess::Kind::extra_column) {
            extra[drift.place.column].push_back(drift.source);
        } else if (drift.kind == DriftGuess::Kind::extra_table) {
            block.proposal("load", "false",
                           drift.source + " has this table and the target lacks it: add it there, or leave its rows behind");
            if (!drift.looks.empty()) {
                block.line("# Or is it what the others call so?");
                block.line("# [table." + toml_key(drift.looks) + "]");
                block.proposal("from", from_text({{drift.source, label}}));
            }
        } else if (drift.kind == DriftGuess::Kind::other_type) {
            block.line("# " + column_text(drift.place) + " in " + drift.source + ": " + drift.details);
        }
    }
    if (!extra.empty()) {
        std::vector<std::string> columns;
        std::set<std::string> sources;
        for (auto const &[column, having] : extra) {
            columns.push_back(column);
            sources.insert(having.begin(), having.end());
        }
        std::string who;
        for (auto const &source : sources) {
            who += (who.empty() ? "" : ", ") + source;
        }
        block.proposal("drop", toml_list(columns), "in " + who + ", not in the target: add it there, or leave it behind");
    }
    std::string text = block.lines() > 1 ? block.text() : "";
    std::map<std::string, std::map<std::string, std::string>> columns;
    for (auto const &source : draft.seen) {
        for (auto const &[place, own] : source.columns) {
            if (place.table == label) {
                columns[place.column][source.name] = own;
            }
        }
    }
    for (auto const &[column, names] : columns) {
        TomlBlock own;
        own.line("[table." + toml_key(label) + ".column." + toml_key(column) + "]");
        own.entry("from", from_text(names), "it has another name there");
        text += (text.empty() ? "" : "\n") + own.text();
    }
    return text;
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
    for (auto const &one : draft.lookups) {
        labels.insert(one.table);
    }
    for (auto const &one : draft.uniques) {
        labels.insert(one.table);
    }
    for (auto const &one : draft.drifts) {
        if (one.kind != DriftGuess::Kind::missing_value) {
            labels.insert(one.place.table);
        }
    }
    return {labels.begin(), labels.end()};
}

std::string soft_text(SoftReference const &reference)
{
    auto const judged = verdict(reference);
    if (judged.kind == Verdict::Kind::nothing) {
        return {};
    }
    auto const to = column_text(reference.to.at(judged.to));
    TomlBlock block;
    if (judged.kind == Verdict::Kind::reference) {
        block.line("[[reference]]");
        block.entry("column", column_text(reference.from), judged.why);
        block.entry("to", to);
    } else {
        block.line("# [[reference]]");
        block.proposal("column", column_text(reference.from), judged.why + ": is it one?");
        block.proposal("to", to);
    }
    return block.text();
}

} // namespace

std::string plan_text(Draft const &draft)
{
    auto text = head_text(draft);
    for (auto const &source : draft.sources) {
        text += "\n" + source_text(draft, source);
    }
    text += "\n" + target_text(draft) + "\n" + users_text(draft);
    for (auto const &reference : draft.references) {
        auto const own = soft_text(reference);
        text += own.empty() ? "" : "\n" + own;
    }
    auto const tables = tables_spoken_of(draft);
    if (!draft.uniques.empty()) {
        text += "\n# Unique constraints in which rows of two sources can meet. Rows equal in all but their own id fold; others\n"
                "# are asked about one by one, unless `on_conflict` answers for all: suffix, renumber, keep-first,\n"
                "# keep-newest, refuse.\n";
    }
    for (auto const &table : tables) {
        text += "\n" + table_text(draft, table);
    }
    return text;
}

} // namespace tributary::resolve
