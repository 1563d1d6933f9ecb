#include "merge/identity/short_lived.hpp"

#include "merge/identity/privileged_names.hpp"

#include <algorithm>
#include <set>
#include <string>

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

bool has_token(model::Table const &table, WantedWords const &wanted)
{
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](auto const &column) { return is_token(column, wanted); });
}

bool expires(model::Table const &table)
{
    static WantedWords const words{"expires", "expire", "expiry", "expiration", "expired", "ttl", "lifetime"};
    return has_column(table, words) || std::any_of(table.columns.begin(), table.columns.end(), [](auto const &column) {
               return has_word(column.name, {"valid"}) && has_word(column.name, {"until", "till", "to"});
           });
}

} // namespace

bool looks_short_lived(model::Table const &table, bool refers_to_users)
{
    static WantedWords const tokens{"token", "tokens", "session", "sid", "otp", "nonce", "selector"};
    static WantedWords const codes{"code", "hash", "key", "secret", "digest", "verifier"};
    static WantedWords const occasions{"session", "sessions", "reset",    "resets", "remember",
                                       "otp",     "otps",     "recovery", "magic"};
    static WantedWords const traces{"data", "payload", "agent", "ip", "csrf", "session", "sid", "token"};
    auto const about_somebody = refers_to_users || has_column(table, {"email", "mail", "username", "login", "phone"});
    auto const has_any = has_token(table, tokens) || (about_somebody && has_token(table, codes));
    if (expires(table) && has_any) {
        return about_somebody || has_token(table, {"session", "sid"}) || has_word(table.name, occasions);
    }
    if (has_word(table.name, {"session", "sessions"})) { // a lesson is a session too, but leaves no such traces
        return has_column(table, traces) && !has_column(table, {"title", "price", "capacity"});
    }
    return has_word(table.name, occasions) && has_any;
}

} // namespace tributary::identity
