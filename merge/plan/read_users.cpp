#include "merge/plan/read_users.hpp"

#include "merge/plan/read_tables.hpp"

#include <algorithm>

namespace tributary::plan {
namespace {

KeysPlan read_keys(TomlSection section, Choices const &choices)
{
    KeysPlan keys;
    keys.position = section.position();
    keys.table = section.required_text("table");
    keys.column = section.required_text("column");
    keys.user = section.text("user").value_or("");
    keys.format = section.choice("format", section.text("format").value_or("ssh"), choices.key_formats);
    keys.where = section.text_if_there("where");
    keys.shared = section.flag("shared").value_or(false);
    keys.via = section.text("via").value_or("");
    section.refuse_the_rest();
    return keys;
}

/// One table of keys, or a list of them.
std::vector<KeysPlan> read_all_keys(TomlSection &users, Choices const &choices)
{
    constexpr char const *name = "`keys` in [users]";
    auto const *const node = users.node("keys");
    std::vector<KeysPlan> result;
    if (node == nullptr) {
        return result;
    }
    if (!node->is_array()) {
        result.push_back(read_keys(users.section("keys", name), choices));
        return result;
    }
    for (auto &section : users.sections("keys", name)) {
        result.push_back(read_keys(std::move(section), choices));
    }
    return result;
}

MatchPlan read_match_rule(std::string const &file, toml::node const &node, Choices const &choices)
{
    MatchPlan match;
    match.position = position_of(node.source());
    if (auto const *const table = node.as_table()) {
        TomlSection section(file, "a rule of `match`", *table);
        match.rule = section.choice("rule", section.required_text("rule"), choices.match_rules);
        match.column = section.text("column").value_or("");
        if (auto const fold = section.text("fold")) {
            match.fold = section.choice("fold", *fold, choices.foldings);
        }
        match.where = section.text_if_there("where");
        match.shared = section.flag("shared").value_or(false);
        section.refuse_the_rest();
    } else if (auto const text = node.value_exact<std::string>()) {
        match.rule = *text;
        if (std::find(choices.match_rules.begin(), choices.match_rules.end(), *text) == choices.match_rules.end()) {
            fail(file, match.position, "`match` cannot be \"" + *text + "\"", allowed_here(*text, choices.match_rules));
        }
    } else {
        fail(file, match.position,
             "`match` takes names of rules, or tables such as { rule = \"same-column\", column = \"email\" }");
    }
    auto const needs_column =
        std::find(choices.column_rules.begin(), choices.column_rules.end(), match.rule) != choices.column_rules.end();
    if (needs_column && match.column.empty()) {
        fail(file, match.position, "\"" + match.rule + "\" needs a column",
             "{ rule = \"" + match.rule + "\", column = \"email\" }");
    }
    if (!needs_column && !match.column.empty()) {
        fail(file, match.position, "\"" + match.rule + "\" compares no column");
    }
    if (!needs_column && match.shared) {
        fail(file, match.position, "\"" + match.rule + "\" compares no column: `shared` does not apply",
             "of login keys it is said in `keys`");
    }
    return match;
}

std::vector<MatchPlan> read_match(std::string const &file, TomlSection &section, Choices const &choices)
{
    auto const *const node = section.node("match");
    if (node == nullptr) {
        return {{"same-name-and-key", "", "", "", {}}};
    }
    std::vector<MatchPlan> result;
    if (auto const *const list = node->as_array()) {
        for (auto const &one : *list) {
            result.push_back(read_match_rule(file, one, choices));
        }
    } else {
        result.push_back(read_match_rule(file, *node, choices));
    }
    if (result.empty()) {
        fail(file, position_of(node->source()), "`match` names no rule", "the default is \"same-name-and-key\"");
    }
    return result;
}

NamesPlan read_names(std::string const &file, TomlSection section, Choices const &choices)
{
    NamesPlan names;
    names.position = section.position();
    if (auto const *const node = section.node("max_length")) {
        auto const length = node->value_exact<std::int64_t>();
        if (!length || *length < 1) {
            fail(file, position_of(node->source()), "`max_length` must be a whole number from 1");
        }
        names.max_length = *length;
    }
    names.pattern = section.text("pattern").value_or("");
    names.reserved = section.texts("reserved").value_or(names.reserved);
    if (auto const fold = section.text("fold")) {
        names.fold = section.choice("fold", *fold, choices.foldings);
    }
    names.unique = section.flag("unique");
    names.unique_position = section.position_of_key("unique");
    for (auto const &text : section.texts("taken").value_or(std::vector<std::string>())) {
        auto const column = read_column_name(text);
        if (!column) {
            fail(file, section.position_of_key("taken"), "`taken` takes columns: \"" + text + "\" is not table.column",
                 "a name that holds a dot goes in double quotes: '\"a.b\".c'");
        }
        names.taken.push_back({*column, section.position_of_key("taken")});
    }
    section.refuse_the_rest();
    return names;
}

std::vector<FollowsPlan> read_follows(TomlSection &users)
{
    std::vector<FollowsPlan> result;
    if (users.node("follows") == nullptr) {
        return result;
    }
    auto section = users.section("follows", "`follows`");
    for (auto const &column : section.keys()) {
        result.push_back({column, section.required_text(column), section.position_of_key(column)});
    }
    section.refuse_the_rest();
    return result;
}

/// `tie = "oldest"`, `{ oldest = "created_at" }` or `{ most-rows = "posts" }`.
TiePlan read_tie(std::string const &file, TomlSection &users)
{
    TiePlan tie;
    auto const *const node = users.node("tie");
    if (node == nullptr) {
        return tie;
    }
    tie.position = position_of(node->source());
    if (node->is_table()) {
        auto section = users.section("tie", "`tie`");
        auto const word = [&](char const *key) {
            return section.node(key) == nullptr ? std::nullopt : std::optional(section.required_text(key));
        };
        auto const column = word("oldest");
        auto const table = word("most-rows");
        section.refuse_the_rest();
        if (column.has_value() == table.has_value()) {
            fail(file, tie.position, "`tie` takes one of { oldest = \"column\" } and { most-rows = \"table\" }");
        }
        tie.by = column ? TiePlan::By::oldest : TiePlan::By::most_rows;
        tie.word = column ? *column : *table;
    } else {
        users.choice("tie", *users.text("tie"), {"oldest"});
        tie.by = TiePlan::By::oldest;
    }
    return tie;
}

/// Accounts that an installer makes have the same id in every source.
void read_same_id(std::string const &file, TomlSection &section, UsersPlan &users)
{
    auto const same_id = section.text("same_id");
    if (!same_id) {
        return;
    }
    auto const position = section.position_of_key("same_id");
    section.choice("same_id", *same_id, {"merge"});
    if (users.id.empty()) {
        fail(file, position, "`same_id` needs `id`", "name the column that identifies a user: id = \"id\"");
    }
    users.match.push_back({"same-column", users.id, "none", {}, position, true, true});
}

/// What a column of the users' own row gets from another account, nothing holds back.
void refuse_to_hold_what_survives(std::string const &file, TomlSection const &section, UsersPlan const &users)
{
    for (auto const &keys : users.keys) {
        auto const chosen = std::find_if(users.survivorship.begin(), users.survivorship.end(),
                                         [&](auto const &one) { return one.column == keys.column; });
        auto const is_held = users.widened_access == UsersPlan::OnWidenedAccess::hold;
        if (is_held && keys.table == users.table && chosen != users.survivorship.end()) {
            fail(file, section.position_of_key("widened_access"),
                 "`widened_access = \"hold\"` contradicts `survivorship` of \"" + keys.column +
                     "\", which may give an account the login key of another",
                 "take one of the two out");
        }
    }
}

} // namespace

UsersPlan read_users(std::string const &file, TomlSection section, Choices const &choices,
                     std::vector<std::string> const &sources)
{
    UsersPlan users;
    users.position = section.position();
    users.table = section.required_text("table");
    users.id = section.text("id").value_or("");
    users.id_position = section.position_of_key("id");
    users.name = section.required_text("name");
    users.name_position = section.position_of_key("name");
    users.keys = read_all_keys(section, choices);
    users.match = read_match(file, section, choices);
    read_same_id(file, section, users);
    users.on_collision = section.choice("on_collision", section.text("on_collision").value_or(users.on_collision),
                                        choices.name_policies);
    users.on_collision_position = section.position_of_key("on_collision");
    users.suffix = section.text("suffix").value_or(users.suffix);
    users.suffix_position = section.position_of_key("suffix");
    users.yields = section.texts("yields").value_or(users.yields);
    for (auto const &source : users.yields) {
        section.choice("yields", source, sources);
    }
    users.tie = read_tie(file, section);
    if (section.node("names") != nullptr) {
        users.names = read_names(file, section.section("names", "`names` in [users]"), choices);
    }
    users.follows = read_follows(section);
    users.survivorship = read_survivorship(section, choices, sources);
    users.privileges = section.texts("privileges");
    users.privileges_position = section.position_of_key("privileges");
    auto const ambiguous =
        section.choice("on_ambiguous", section.text("on_ambiguous").value_or("refuse"), {"refuse", "split", "allow"});
    users.on_ambiguous = ambiguous == "split"   ? UsersPlan::OnAmbiguous::split
                         : ambiguous == "allow" ? UsersPlan::OnAmbiguous::allow
                                                : UsersPlan::OnAmbiguous::refuse;
    auto const widened =
        section.choice("widened_access", section.text("widened_access").value_or("ask"), {"ask", "allow", "hold"});
    users.widened_access = widened == "allow"  ? UsersPlan::OnWidenedAccess::allow
                           : widened == "hold" ? UsersPlan::OnWidenedAccess::hold
                                               : UsersPlan::OnWidenedAccess::ask;
    refuse_to_hold_what_survives(file, section, users);
    users.require_equal_keys_for = section.text("require_equal_keys_for").value_or("");
    users.equal_keys_position = section.position_of_key("require_equal_keys_for");
    section.refuse_the_rest();
    return users;
}

} // namespace tributary::plan
