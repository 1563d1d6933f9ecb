#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_words.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <array>

namespace tributary::discovery {
namespace {

constexpr int convincing = 50;

/// Keys that are not login keys, and secrets that must not be shown.
bool is_of_something_else(std::vector<std::string> const &words)
{
    return has_one_of(words, {"api", "token", "tokens", "session", "sessions", "private", "secret", "foreign",
                              "idempotency", "host", "license", "cache", "encryption", "settings", "id"});
}

/// How closely a column's name resembles that of a column with login keys.
int score_of_column(model::Column const &column)
{
    auto const words = undeclared::words_of(column.name);
    auto const text = column.kind == model::Kind::text || column.type.empty();
    if (!text || words.empty() || is_of_something_else(words)) {
        return 0;
    }
    auto const named =
        has_one_of(words, {"public", "ssh", "authorized", "login"}) && has_one_of(words, {"key", "keys"});
    if (named || has_one_of(words, {"pubkey", "sshkey", "publickey"})) {
        return 30;
    }
    if (is_one_of(words.back(), {"key", "fingerprint"})) {
        return 15;
    }
    return is_one_of(words.back(), {"content", "value", "data", "body"}) ? 5 : 0; // in a table of keys it may be one
}

int score_of_table(std::string const &name)
{
    auto const words = undeclared::words_of(name);
    if (words.empty() || is_of_something_else(words)) {
        return 0;
    }
    if (has_one_of(words, {"pubkey", "pubkeys", "sshkeys"})) {
        return 30;
    }
    if (!is_one_of(words.back(), {"key", "keys"})) {
        return 0;
    }
    return has_one_of(words, {"public", "ssh", "authorized", "login", "user"}) ? 30 : 20;
}

/// The column that says whose a row is: by its foreign key, else by its name.
std::string user_of(model::Table const &table, UsersGuess const &users, bool &declared)
{
    for (auto const &key : table.foreign_keys) {
        if (key.table == users.table && key.columns.size() == 1 && key.referenced == std::vector{users.id}) {
            declared = true;
            return key.columns.front();
        }
    }
    declared = false;
    auto const things = undeclared::thing_of(users.table);
    auto const thing = things.empty() ? std::string() : things.back();
    for (auto const &column : table.columns) {
        auto words = undeclared::words_of(column.name);
        if (words.size() > 1 && is_one_of(words.back(), {"id", "uid", "uuid"})) {
            words.pop_back();
        }
        if (!words.empty() &&
            (is_one_of(words.back(), {"user", "owner", "account", "member"}) || words.back() == thing)) {
            return column.name;
        }
    }
    return {};
}

bool everywhere(std::span<SeenSource const> sources, KeysGuess const &keys)
{
    return std::all_of(sources.begin(), sources.end(), [&](auto const &source) {
        return own_column(source, {keys.table, keys.column}) != nullptr &&
               own_column(source, {keys.table, keys.user}) != nullptr;
    });
}

} // namespace

std::vector<KeysGuess> keys_candidates(model::Schema const &shape, std::span<SeenSource const> sources,
                                       UsersGuess const &users)
{
    std::vector<KeysGuess> result;
    for (auto const &table : shape.tables) {
        auto const of_users = table.label == users.table;
        auto const of_table = of_users ? 0 : score_of_table(table.name);
        for (auto const &column : table.columns) {
            auto const of_column = score_of_column(column);
            if (of_column == 0 || (of_table == 0 && of_column < 30)) {
                continue;
            }
            KeysGuess guess;
            guess.table = table.label;
            guess.column = column.name;
            guess.user = of_users ? users.id : user_of(table, users, guess.declared);
            guess.score = of_table + of_column + (guess.declared ? 20 : of_users ? 10 : 0);
            if (!guess.user.empty() && everywhere(sources, guess)) {
                result.push_back(std::move(guess));
            }
        }
    }
    return result;
}

bool begins_like_ssh(std::string_view value)
{
    constexpr std::array types{"ssh-rsa ",    "ssh-dss ", "ssh-ed25519 ", "ssh-ed448 ",
                               "ecdsa-sha2-", "sk-ssh-",  "sk-ecdsa-"};
    return std::any_of(types.begin(), types.end(), [&](std::string_view type) {
        auto const at = value.find(type);
        return at == 0 || (at != std::string_view::npos && (value[at - 1] == ' ' || value[at - 1] == '\t'));
    });
}

std::optional<KeysGuess> best_keys(std::vector<KeysGuess> const &candidates)
{
    std::optional<KeysGuess> best;
    for (auto candidate : candidates) {
        candidate.score += candidate.ssh * 2 > candidate.values ? 40 : 0;
        if (candidate.score >= convincing && (!best || candidate.score > best->score)) {
            best = std::move(candidate);
        }
    }
    return best;
}

} // namespace tributary::discovery
