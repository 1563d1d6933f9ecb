#include "tests/testing/reference_names.hpp"

#include <algorithm>
#include <cctype>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

/// postId of post_id.
std::string camel(std::string const &name)
{
    std::string result;
    bool after = false;
    for (char const letter : name) {
        if (letter == '_' || letter == ' ') {
            after = true;
            continue;
        }
        result += after ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
        after = false;
    }
    return result;
}

std::string verb(Dice &dice)
{
    return dice.one_of(Texts{"created", "approved", "locked", "merged", "signed_off", "granted", "sold", "paid",
                             "written", "taken", "graded", "picked"});
}

/// Nouns for somebody who does something, or to whom it is done; many of them stand in no list.
std::string agent(Dice &dice)
{
    return dice.one_of(Texts{"uploader", "maintainer", "assignee", "courier", "translator", "mentor", "designer",
                             "applicant", "sponsor", "grantee", "organist", "inspector", "lead_reviewer"});
}

/// What somebody is, without an ending that says so.
std::string office(Dice &dice) { return dice.one_of(Texts{"captain", "host", "judge", "deputy", "coach", "spouse"}); }

std::string prefix(Dice &dice)
{
    return dice.one_of(Texts{"first", "last", "source", "main", "former", "target", "next_best", "default"});
}

/// What a thing is to another one.
std::string role(Dice &dice)
{
    return dice.one_of(Texts{"cover", "origin_of", "destination", "context", "replacement", "original", "winner",
                             "heading", "base", "fallback"});
}

ReferenceName of_user(bool whole, Dice &dice)
{
    switch (dice.below(whole ? 8 : 12)) {
    case 0: return {"user_id"};
    case 1: return {"userId"};
    case 2: return {"id_user"};
    case 3: return {prefix(dice) + "_user_id"};
    case 4: return {verb(dice) + "_by"};
    case 5: return {verb(dice) + "_by_id"};
    case 6: return {camel(verb(dice) + "_by")};
    case 7: return {camel(prefix(dice) + "_user_id")};
    case 8: return {agent(dice) + "_id", true};
    case 9: return {agent(dice), true, true};
    case 10: return {office(dice) + "_id", true};
    default: return {office(dice), true, true};
    }
}

ReferenceName of_user_name(bool whole, Dice &dice)
{
    switch (dice.below(whole ? 4 : 6)) {
    case 0: return {"username"};
    case 1: return {verb(dice) + "_by"};
    case 2: return {"owner_name"};
    case 3: return {"user_name"};
    case 4: return {agent(dice), true, true};
    default: return {office(dice), true, true};
    }
}

ReferenceName of_thing(std::string const &table, bool whole, Dice &dice)
{
    auto const thing = thing_in(table);
    switch (dice.below(whole ? 6 : 11)) {
    case 0: return {thing + "_id"};
    case 1: return {camel(thing + "_id")};
    case 2: return {"id_" + thing};
    case 3: return {prefix(dice) + "_" + thing + "_id"};
    case 4: return {table + "_id"};
    case 5: return {"fk_" + thing};
    case 6: return {thing, true, true};
    case 7: return {prefix(dice) + "_" + thing, true, true};
    case 8: return {role(dice) + "_id", true};
    case 9: return {role(dice) + "_ref", true};
    default: return {role(dice), true, true};
    }
}

ReferenceName of_own_table(std::string const &table, bool whole, Dice &dice)
{
    switch (dice.below(whole ? 2 : 5)) {
    case 0: return {"parent_id"};
    case 1: return {"parent_" + thing_in(table) + "_id"};
    case 2: return {"previous_id", true};
    case 3: return {"replaced_by_id", true};
    default: return {"duplicate_of", true, true};
    }
}

} // namespace

std::string thing_in(std::string const &table)
{
    Texts const names = {
        "posts",    "post",      "companies", "company",    "statuses",    "status",     "children",    "child",
        "criteria", "criterion", "matrices",  "matrix",     "analyses",    "analysis",   "branches",    "branch",
        "geese",    "goose",     "curricula", "curriculum", "blog_posts",  "blog_post",  "order_items", "order_item",
        "Rooms",    "Room",      "my things", "my_thing",   "staff_notes", "staff_note", "keys",        "key"};
    auto const found = std::find(names.begin(), names.end(), table);
    return found == names.end() ? table : *(found + 1);
}

bool is_irregular(std::string const &table) { return table == "geese" || table == "curricula"; }

ReferenceName name_for(SchemaReference const &reference, SchemaTable const &parent, bool whole, Dice &dice)
{
    if (parent.name == "users") {
        return reference.to[0] == "name" ? of_user_name(whole, dice) : of_user(whole, dice);
    }
    return reference.role == "parent" ? of_own_table(parent.name, whole, dice) : of_thing(parent.name, whole, dice);
}

std::string member_name_for(SchemaReference const &reference, bool several, Dice &dice)
{
    auto const thing = thing_in(reference.table);
    if (reference.table == "users") {
        return several ? dice.one_of(Texts{"user_ids", "reviewers", "watchers", "userIds", "assignees"})
                       : dice.one_of(Texts{"user_id", "owner", "userId", verb(dice) + "_by", "author_id"});
    }
    return several ? dice.one_of(Texts{thing + "_ids", camel(thing + "_ids"), reference.table})
                   : dice.one_of(Texts{thing + "_id", camel(thing + "_id"), prefix(dice) + "_" + thing + "_id"});
}

} // namespace tributary::testing
