#include "merge/discovery/guess_text.hpp"

#include "merge/discovery/guess_text_tables.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

#include <algorithm>
#include <array>

namespace tributary::discovery {
namespace {

using plan::toml_list;
using plan::toml_text;
using plan::TomlBlock;

std::string column_text(KeyColumn const &column) { return toml_text(plan::written({column.table, column.column})); }

/// { "table.column" = "expression", … }
std::string set_text(std::vector<DriftGuess> const &values)
{
    std::string list;
    for (auto const &one : values) {
        list +=
            (list.empty() ? "" : ", ") + column_text(one.subject) + " = " + toml_text(one.set.empty() ? "…" : one.set);
    }
    return "{ " + list + " }";
}

std::string head_text(Draft const &draft)
{
    TomlBlock block;
    block.line("# A first plan, guessed from the databases by `tributary init`: review it, correct it, and run");
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
                       evident.empty() ? "the target requires a value that this source does not have"
                                       : "also required: add it to the line above");
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
        return "by its name; it holds no keys yet";
    }
    auto const look = std::to_string(keys.ssh) + " of " + std::to_string(keys.values) + " " +
                      std::string(model::plural(keys.ssh, "looks like an ssh key", "look like ssh keys"));
    return keys.ssh * 2 > keys.values ? look : "by its name; " + look;
}

/// Addresses in a table of their own are read like login keys.
void address_lines(TomlBlock &block, Draft const &draft)
{
    auto const &found = *draft.addresses;
    auto const keys = "{ table = " + toml_text(found.table) + ", column = " + toml_text(found.column) +
                      ", format = \"text\", where = " + toml_text(found.verified) + " }";
    block.line("# To merge by the verified addresses in " + toml_text(found.table) +
               ": accounts that share one are merged, whatever their names.");
    block.proposal("keys", draft.keys ? "[" + keys_text(*draft.keys) + ", " + keys + "]" : keys);
    block.proposal("match", "[\"same-key\"]");
}

void match_lines(TomlBlock &block, Draft const &draft)
{
    auto const &users = draft.users;
    block.entry("match", "[\"same-name-and-key\"]",
                draft.keys ? "one person: same name and a common login key; no others are merged"
                           : "no login keys that every source has: this rule merges no accounts");
    auto const column = users.named_by_email ? users.name.name : users.email;
    if (draft.addresses) {
        address_lines(block, draft);
    }
    if (column.empty()) {
        if (!draft.keys && !draft.addresses) {
            block.line(
                "# Nothing here proves that two accounts are one person. Equal names are not enough: the suffix makes");
            block.line(
                "# them unique, and answers in `overrides` can merge the accounts that you know to be one person.");
        }
        return;
    }
    auto rule = "{ rule = \"same-column\", column = " + toml_text(column) + ", fold = \"case\"";
    rule += users.verified.empty() ? "" : ", where = " + toml_text(users.verified);
    auto const first = draft.keys ? std::string("\"same-name-and-key\", ") : "";
    block.line(
        users.verified.empty()
            ? "# To merge by e-mail too, if every service verifies it: otherwise anyone who enters someone else's address takes over the account."
            : "# To merge by e-mail too, where it is verified: accounts with the same address are merged.");
    block.proposal("match", "[" + first + rule + " }]");
}

/// What a merge opens that was closed before is asked about, unless the plan says otherwise.
void access_lines(TomlBlock &block, Draft const &draft)
{
    auto const &users = draft.users;
    if (draft.keys || draft.addresses || users.named_by_email || !users.email.empty()) {
        block.line(
            "# Merges that give an account a login key which it did not have are asked about. To allow them all, if every "
            "service let users add only keys that they could sign in with:");
        block.proposal("widened_access", "\"allow\"");
    }
}

std::string users_text(Draft const &draft)
{
    auto const &users = draft.users;
    TomlBlock block;
    block.line("[users]");
    block.entry("table", toml_text(users.table), users.why);
    if (!users.id_is_primary) {
        block.entry("id", toml_text(users.id), "unique, but not the primary key");
    }
    block.entry("name", toml_text(users.name.name), users.name.why);
    if (draft.keys) {
        block.entry("keys", keys_text(*draft.keys), keys_why(*draft.keys));
    }
    match_lines(block, draft);
    access_lines(block, draft);
    if (!users.unique_too.empty()) {
        block.line("# Unique too: " + toml_list(users.unique_too) +
                   ". Accounts that share a value but are not one person become questions.");
    }
    if (users.named_by_email) {
        block.entry("on_collision", "\"refuse\"", "an address with a suffix would not work: ask");
    } else {
        block.entry("suffix", "\"tmp\"", "added to a contested name, in the later source");
    }
    return block.text();
}

/// Every line after a #.
std::string commented_out(std::string const &text)
{
    std::string result = "# ";
    for (char const c : text) {
        result += c == '\n' ? "\n# " : std::string(1, c);
    }
    return result;
}

/// Ready-made entries, with their values one below the other.
std::string aligned(std::string text, std::string const &line = "\n")
{
    constexpr std::array keys{"to", "when", "path", "array", "keys", "source", "dangling"};
    for (std::string const key : keys) {
        auto const from = line + key + " = ";
        auto const to = line + key + std::string(key.size() < 6 ? 6 - key.size() : 0, ' ') + " = ";
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
            text.replace(at, from.size(), to);
        }
    }
    return text;
}

/// What the coverage gate asks of a column, answered where its name and its values leave no doubt.
std::string uncovered_text(model::UncoveredColumn const &column)
{
    TomlBlock block;
    block.line("# " + column.evidence);
    if (column.certain) {
        auto text = aligned(column.reference);
        for (auto at = text.find("\n[["); at != std::string::npos; at = text.find("\n[[", at + 2)) {
            text.insert(at, "\n"); // an entry for each kind
        }
        return block.text() + text + "\n";
    }
    block.line("# Is it a reference? Uncomment one of these:");
    auto const several = column.reference.starts_with('#'); // and its first line says so
    auto const reference = several ? aligned(column.reference.substr(column.reference.find('\n') + 1), "\n# ")
                                   : commented_out(aligned(column.reference));
    return block.text() + reference + "\n" + commented_out(column.waive) + "\n";
}

} // namespace

std::string plan_text(Draft const &draft)
{
    auto text = head_text(draft);
    for (auto const &source : draft.sources) {
        text += "\n" + source_text(draft, source);
    }
    text += "\n" + target_text(draft) + "\n" + users_text(draft);
    for (auto const &column : draft.uncovered) {
        text += "\n" + uncovered_text(column);
    }
    if (!draft.uniques.empty()) {
        text +=
            "\n# Unique constraints that rows of two sources can violate. Rows that differ only in their own id fold; each\n"
            "# other row becomes a question, unless `on_conflict` decides for all: suffix, renumber, keep-first,\n"
            "# keep-newest, refuse."
            "\n";
    }
    text += tables_text(draft);
    for (auto const &single : draft.singles) {
        text += "\n# " + single.evidence + "\n" + commented_out(single.proposal) + "\n";
    }
    return text;
}

} // namespace tributary::discovery
