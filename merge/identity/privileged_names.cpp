#include "merge/identity/privileged_names.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::identity {
namespace {

using Words = std::vector<std::string>;
using WordSet = std::set<std::string, std::less<>>;

/// Who may do what others may not.
WordSet const &agents()
{
    static WordSet const words{"admin",      "admins",    "administrator", "staff", "superuser",
                               "superadmin", "moderator", "moderate",      "sudo",  "root"};
    return words;
}

/// What such a right is called.
WordSet const &rights()
{
    static WordSet const words{"role", "roles", "permission", "permissions", "privilege", "privileges", "acl"};
    return words;
}

/// Whether an account may be used at all. What happens to an account at a moment is a participle.
WordSet const &participles()
{
    static WordSet const words{"activated", "approved",  "archived", "banned",  "blacklisted", "blocked",
                               "cancelled", "canceled",  "closed",   "deleted", "abled",       "discarded",
                               "expired",   "frozen",    "locked",   "muted",   "removed",     "restricted",
                               "revoked",   "suspended", "silenced", "trashed", "terminated",  "enabled"};
    return words;
}

WordSet const &states()
{
    static WordSet const words{"active", "ban", "status", "state"};
    return words;
}

/// How the name of a moment ends.
WordSet const &moments()
{
    static WordSet const words{"at", "on", "date", "time", "since", "until", "till"};
    return words;
}

/// What kind of account it is.
WordSet const &kinds()
{
    static WordSet const words{"kind", "type", "bot", "robot", "organization", "organisation", "org", "company"};
    return words;
}

/// Of these a flag says that an account is one, and a text which one its user works for.
WordSet const &employers()
{
    static WordSet const words{"organization", "organisation", "org", "company"};
    return words;
}

/// Words that add nothing: it is an account of which the others are said.
WordSet const &fillers()
{
    static WordSet const words{"is", "id", "has", "been", "user", "account", "login", "level", "flag", "out", "name"};
    return words;
}

/// A flag that begins so, or goes on so, is about something else than the account itself.
WordSet const &other_subjects()
{
    static WordSet const words{"hide",   "hides",    "hidden", "show", "shows",   "display", "see",     "view",
                               "notify", "notified", "email",  "mail", "contact", "ignore",  "delay",   "by",
                               "from",   "to",       "for",    "of",   "with",    "as",      "prefers", "wants"};
    return words;
}

bool has(WordSet const &words, std::string const &word) { return words.contains(word); }

/// deactivated and undeleted are about the same as activated and deleted.
bool is_state(WordSet const &words, std::string const &word)
{
    if (has(words, word)) {
        return true;
    }
    auto const of_prefix = [&](std::string_view prefix) {
        return word.starts_with(prefix) && words.contains(std::string_view(word).substr(prefix.size()));
    };
    return of_prefix("in") || of_prefix("de") || of_prefix("dis") || of_prefix("un") || of_prefix("soft") ||
           of_prefix("shadow");
}

/// is_admin, isAdmin, IsAdmin and isadmin are "is admin".
Words words_of(std::string const &name)
{
    Words words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const c = static_cast<unsigned char>(name[i]);
        auto const begins = std::isupper(c) != 0 && i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
        if ((std::isalnum(c) == 0 || begins) && !words.back().empty()) {
            words.emplace_back();
        }
        if (std::isalnum(c) != 0) {
            words.back() += static_cast<char>(std::tolower(c));
        }
    }
    std::erase(words, "");
    for (auto &word : words) {
        auto const rest = word.starts_with("is") ? word.substr(2) : std::string();
        word = has(agents(), rest) || is_state(participles(), rest) || has(states(), rest) ? rest : word;
    }
    return words;
}

bool begins_with(std::string const &type, std::initializer_list<char const *> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [&](char const *prefix) { return type.starts_with(prefix); });
}

/// The words that say something: not those that say that it is about an account, as the table's own name does.
Words core_of(Words words, model::Table const &users)
{
    auto const own = words_of(users.name);
    std::erase_if(words, [&](auto const &word) {
        return has(fillers(), word) || std::any_of(own.begin(), own.end(), [&](auto const &of_table) {
                   return word == of_table || word + "s" == of_table;
               });
    });
    return words;
}

/// A state beside a city is a part of an address.
bool has_address(model::Table const &users)
{
    static WordSet const parts{"city", "zip", "zipcode", "postcode", "street", "country"};
    return std::any_of(users.columns.begin(), users.columns.end(), [](auto const &column) {
        auto const words = words_of(column.name);
        return std::any_of(words.begin(), words.end(), [](auto const &word) { return has(parts, word); });
    });
}

/// `banned_until` counts by its value, `banned_at` by whether there is one.
Concern concern_of_moment(Words words, model::Table const &users)
{
    auto const ends = words.back() == "until" || words.back() == "till";
    std::erase_if(words, [](auto const &word) { return has(moments(), word); });
    auto const core = core_of(std::move(words), users);
    auto const says = !core.empty() && std::all_of(core.begin(), core.end(),
                                                   [](auto const &word) { return is_state(participles(), word); });
    return !says ? Concern::none : ends ? Concern::value : Concern::presence;
}

/// What no single word of the name decides: can_upload, forum_admin, default_role.
bool is_said_by_the_whole(Words const &words, Words const &core, bool is_flag)
{
    if (is_flag && (words.front() == "can" || words.front() == "may")) {
        return words.size() > 1;
    }
    if (core.empty() ||
        std::any_of(words.begin(), words.end(), [](auto const &word) { return has(other_subjects(), word); })) {
        return false;
    }
    return has(is_flag ? agents() : rights(), core.back());
}

} // namespace

std::vector<std::string> words_of_name(std::string const &name) { return words_of(name); }

bool has_word(std::string const &name, std::set<std::string> const &wanted)
{
    auto const words = words_of_name(name);
    return std::any_of(words.begin(), words.end(), [&](auto const &word) { return wanted.contains(word); });
}

bool is_state_of_row(std::string const &name)
{
    auto words = words_of(name);
    std::erase_if(words, [](auto const &word) { return has(fillers(), word); });
    return !words.empty() && std::all_of(words.begin(), words.end(), [](auto const &word) {
        return is_state(participles(), word) || word == "hidden" || word == "active";
    });
}

Concern concern_of(model::Table const &users, model::Column const &column)
{
    auto const words = words_of(column.name);
    auto const type = model::in_lower_case(column.type);
    if (words.empty() || begins_with(type, {"bytea", "blob", "json", "interval"})) {
        return Concern::none;
    }
    auto const is_kept_as_text = has(moments(), words.back());
    if (is_kept_as_text || begins_with(type, {"timestamp", "date", "time"})) {
        return concern_of_moment(words, users);
    }
    auto const core = core_of(words, users);
    auto const is_known = [](auto const &word) {
        return has(agents(), word) || has(rights(), word) || has(states(), word) || has(kinds(), word) ||
               is_state(participles(), word) || is_state(states(), word);
    };
    auto const is_employer = [](auto const &word) { return has(employers(), word); };
    if (!core.empty() && std::all_of(core.begin(), core.end(), is_known)) {
        if (column.kind == model::Kind::text && std::all_of(core.begin(), core.end(), is_employer)) {
            return Concern::none;
        }
        return core == Words{"state"} && has_address(users) ? Concern::none : Concern::value;
    }
    return is_said_by_the_whole(words, core, type.starts_with("bool")) ? Concern::value : Concern::none;
}

bool is_called_after_rights(model::Table const &users, model::Table const &table)
{
    auto const is_known = [](std::string const &word) {
        return has(agents(), word) || has(rights(), word) || is_state(participles(), word) || word == "ban";
    };
    auto words = words_of(table.name);
    for (auto &word : words) {
        if (auto const one = word.substr(0, word.size() - 1); word.ends_with('s') && is_known(one)) {
            word = one;
        }
    }
    auto const core = core_of(std::move(words), users);
    return !core.empty() && (has(agents(), core.back()) || has(rights(), core.back()) ||
                             std::all_of(core.begin(), core.end(), is_known));
}

} // namespace tributary::identity
