#include "merge/identity/short_lived.hpp"

#include "merge/identity/privileged_names.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using WantedWords = std::set<std::string>;

bool has_column(model::Table const &table, WantedWords const &wanted)
{
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](auto const &column) { return has_word(column.name, wanted); });
}

bool is_token(model::Column const &column, WantedWords const &wanted)
{
    return column.kind != model::Kind::integer && has_word(column.name, wanted);
}

/// `session_id` of what happened in a session refers to it; only in a key it is the session's own.
bool refers_to_token(model::Table const &table, model::Column const &column)
{
    return has_word(column.name, {"id"}) &&
           std::none_of(table.unique_keys.begin(), table.unique_keys.end(), [&](auto const &key) {
               return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
           });
}

bool has_token(model::Table const &table, WantedWords const &wanted)
{
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](auto const &column) { return is_token(column, wanted) && !refers_to_token(table, column); });
}

/// By itself, or because somebody has ended it.
bool expires(model::Column const &column)
{
    static WantedWords const words{"expires", "expire", "expiry",   "expiration",
                                   "expired", "ttl",    "lifetime", "revoked"};
    return has_word(column.name, words) ||
           (has_word(column.name, {"valid"}) && has_word(column.name, {"until", "till", "to"}));
}

WantedWords const &tokens()
{
    static WantedWords const words{"token", "tokens", "session", "sid", "otp", "nonce", "selector"};
    return words;
}

/// Of somebody, they are tokens.
WantedWords const &codes()
{
    static WantedWords const words{"code", "hash", "key", "secret", "digest", "verifier"};
    return words;
}

WantedWords const &persons()
{
    static WantedWords const words{"email", "mail", "username", "login", "phone"};
    return words;
}

/// What a login leaves behind.
WantedWords const &traces()
{
    static WantedWords const words{"data", "payload", "agent", "ip", "csrf", "session", "sid", "token"};
    return words;
}

/// True if its rows say more than whose token it is and what for: a title and a text, or what somebody is to sign.
bool holds_content(model::Table const &table)
{
    constexpr std::ptrdiff_t several = 2;
    static WantedWords const descriptions{"type", "kind", "purpose", "scope", "scopes", "device"};
    auto const refers = [&](std::string const &name) {
        return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](auto const &key) {
            return std::find(key.columns.begin(), key.columns.end(), name) != key.columns.end();
        });
    };
    auto const *const primary = model::primary_key(table);
    auto const says_more = [&](model::Column const &column) {
        auto const in_key = primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(),
                                                            column.name) != primary->columns.end();
        auto const is_number = column.kind == model::Kind::integer && !has_word(column.name, {"id"});
        return (column.kind == model::Kind::text || is_number) && !in_key && !refers(column.name) && !expires(column) &&
               !has_word(column.name, tokens()) && !has_word(column.name, codes()) &&
               !has_word(column.name, persons()) && !has_word(column.name, traces()) &&
               !has_word(column.name, descriptions);
    };
    return std::count_if(table.columns.begin(), table.columns.end(), says_more) >= several;
}

} // namespace

bool says_expiry(model::Table const &table) { return std::any_of(table.columns.begin(), table.columns.end(), expires); }

bool looks_short_lived(model::Table const &table, bool refers_to_users)
{
    static WantedWords const occasions{"session", "sessions", "reset",    "resets", "remember",
                                       "otp",     "otps",     "recovery", "magic",  "refresh"};
    auto const about_somebody = refers_to_users || has_column(table, persons());
    auto const has_any = has_token(table, tokens()) || (about_somebody && has_token(table, codes()));
    auto const is_session = has_token(table, {"session", "sid"}) || has_word(table.name, occasions);
    auto const is_list_of_tokens = has_word(table.name, tokens()); // which may have names and descriptions
    if (says_expiry(table) && has_any) {
        return is_session || (about_somebody ? is_list_of_tokens || !holds_content(table)
                                             : is_list_of_tokens && !holds_content(table));
    }
    if (has_word(table.name, {"session", "sessions"})) { // a lesson is a session too, but leaves no such traces
        return has_column(table, traces()) && !has_column(table, {"title", "price", "capacity"});
    }
    return has_word(table.name, occasions) && (has_any || is_list_of_tokens);
}

} // namespace tributary::identity
