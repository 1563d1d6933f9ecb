#include "merge/discovery/users_candidates.hpp"

#include "merge/discovery/guess_words.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <map>

namespace tributary::discovery {
namespace {

constexpr int confident = 40; ///< a good name, or two or three other signs
constexpr int margin = 10;    ///< by which the best has to lead

std::string joined(std::vector<std::string> const &words)
{
    std::string result;
    for (auto const &word : words) {
        result += word;
    }
    return result;
}

int rank_of_name(std::string const &column)
{
    static std::map<std::string, int> const ranks{
        {"username", 30}, {"login", 28},    {"loginname", 28},  {"userlogin", 28},   {"handle", 26},
        {"nick", 24},     {"nickname", 24}, {"screenname", 24}, {"accountname", 24}, {"membername", 24},
        {"name", 20},     {"slug", 8},      {"displayname", 6}, {"fullname", 4}};
    auto const found = ranks.find(joined(undeclared::words_of(column)));
    return found == ranks.end() ? 0 : found->second;
}

/// The column with the users' names. A column without a unique key is a login only by its name: a unique
/// address identifies people better than a full name.
std::string name_of(model::Table const &table)
{
    constexpr int of_unique = 30;
    constexpr int of_unique_email = 22; // more than that of a bare "name"
    std::string best;
    int most = 0;
    for (auto const &column : table.columns) {
        auto const rank = is_text(column) ? rank_of_name(column.name) : 0;
        auto const email = is_text(column) && is_email(column.name) && is_unique(table, column.name);
        auto const score = email                               ? of_unique_email
                           : rank == 0                         ? 0
                           : is_unique(table, column.name)     ? rank + of_unique
                           : is_kept_apart(table, column.name) ? rank + of_unique - 1
                                                               : rank;
        if (score > most) {
            most = score;
            best = column.name;
        }
    }
    return best.empty() ? email_of(table) : best;
}

std::string id_of(model::Table const &table, bool &primary)
{
    auto const *const key = model::primary_key(table);
    primary = key != nullptr && key->columns.size() == 1;
    if (primary) {
        return key->columns.front();
    }
    auto const found = std::find_if(table.columns.begin(), table.columns.end(), [&](auto const &column) {
        return is_one_of(column.name, {"id", "ID", "Id", "uuid", "uid", "user_id"}) && is_unique(table, column.name);
    });
    return found == table.columns.end() ? "" : found->name;
}

int score_of_table_name(std::string const &name)
{
    static std::map<std::string, int> const nouns{{"user", 40},     {"account", 35}, {"member", 32},     {"person", 32},
                                                  {"login", 20},    {"author", 15},  {"customer", 15},   {"player", 15},
                                                  {"employee", 12}, {"staff", 12},   {"subscriber", 12}, {"profile", 8},
                                                  {"client", 8},    {"identity", 8}};
    auto const words = undeclared::thing_of(name);
    if (words.empty() || !nouns.contains(words.back())) {
        return 0;
    }
    return std::max(0, nouns.at(words.back()) - 8 * static_cast<int>(words.size() - 1));
}

/// Who logs in may be kept apart from who they are to others: users with an address belong to accounts with a name, to
/// which at least twice as many tables refer. These are the users then.
void prefer_public_ones(model::Schema const &shape, std::vector<UsersCandidate> &list)
{
    constexpr std::size_t several = 6;
    auto const refers = [&](UsersCandidate const &from, UsersCandidate const &to) {
        auto const &keys = model::find_table(shape, from.table)->foreign_keys;
        return std::any_of(keys.begin(), keys.end(), [&](auto const &key) { return key.table == to.table; });
    };
    for (auto &one : list) {
        for (auto const &other : list) {
            if (one.table != other.table && one.score < other.score + margin && !is_email(one.name) &&
                score_of_table_name(one.table) > 0 && score_of_table_name(other.table) > 0 &&
                one.referring.size() >= std::max(several, 2 * other.referring.size()) && refers(other, one)) {
                one.score = other.score + margin;
            }
        }
    }
    std::stable_sort(list.begin(), list.end(), [](auto const &a, auto const &b) { return a.score > b.score; });
}

} // namespace

bool is_text(model::Column const &column)
{
    return column.kind == model::Kind::text || column.type.empty() || column.type.ends_with("citext");
}

bool is_unique(model::Table const &table, std::string const &column)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](model::UniqueKey const &key) {
        auto const folded = key.columns.empty() && key.definition.find(column + ")") != std::string::npos;
        return key.columns == std::vector{column} || key.nocase == std::vector{column} || folded;
    });
}

bool is_kept_apart(model::Table const &table, std::string const &column)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](model::UniqueKey const &key) {
        return std::find(key.uses.begin(), key.uses.end(), column) != key.uses.end();
    });
}

bool is_email(std::string const &column)
{
    return is_one_of(joined(undeclared::words_of(column)),
                     {"email", "mail", "emailaddress", "mailaddress", "useremail"});
}

std::string email_of(model::Table const &table)
{
    auto const found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [](auto const &column) { return is_text(column) && is_email(column.name); });
    return found == table.columns.end() ? "" : found->name;
}

UsersCandidate users_candidate(model::Schema const &schema, model::Table const &table)
{
    UsersCandidate result;
    result.table = table.label;
    result.id = id_of(table, result.id_is_primary);
    result.name = name_of(table);
    result.unique_name = !result.name.empty() && is_unique(table, result.name);
    if (result.id.empty() && result.unique_name) {
        result.id = result.name; // their name is what identifies them
    }
    bool keys = false;
    for (auto const &other : schema.tables) {
        for (auto const &key : other.foreign_keys) {
            if (key.table == table.label && other.label != table.label) {
                result.referring.insert(other.label);
                keys = keys || has_one_of(undeclared::words_of(other.name), {"key", "keys", "pubkeys"});
            }
        }
    }
    auto const secret = std::any_of(table.columns.begin(), table.columns.end(), [](auto const &column) {
        return has_one_of(undeclared::words_of(column.name), {"password", "passwd", "pwhash", "passhash"});
    });
    auto const referring = static_cast<int>(std::min<std::size_t>(result.referring.size(), 6));
    result.score = score_of_table_name(table.name) + 5 * referring + (keys ? 20 : 0) + (secret ? 15 : 0) +
                   (email_of(table).empty() ? 0 : 10) + (result.name.empty() ? -20 : 5) + (result.unique_name ? 20 : 0);
    return result;
}

std::vector<UsersCandidate> users_candidates(model::Schema const &schema)
{
    std::vector<UsersCandidate> list;
    for (auto const &table : schema.tables) {
        auto guess = users_candidate(schema, table);
        if (!guess.id.empty() && !guess.name.empty()) {
            list.push_back(std::move(guess));
        }
    }
    std::stable_sort(list.begin(), list.end(), [](auto const &a, auto const &b) { return a.score > b.score; });
    return list;
}

std::vector<UsersCandidate> weighed_candidates(model::Schema const &shape, std::span<SeenSource const> sources)
{
    auto list = users_candidates(shape);
    for (auto &one : list) {
        int sum = 0;
        int having = 0;
        for (auto const &source : sources) {
            if (auto const *const table = model::find_table(source.schema, one.table)) {
                sum += users_candidate(source.schema, *table).score;
                ++having;
            }
        }
        auto const lacking = static_cast<int>(sources.size()) - having;
        one.score = (having == 0 ? one.score : sum / having) - 5 * lacking;
    }
    prefer_public_ones(shape, list);
    return list;
}

bool stands_out(std::vector<UsersCandidate> const &list)
{
    return !list.empty() && list.front().score >= confident &&
           (list.size() == 1 || list.front().score >= list[1].score + margin);
}

} // namespace tributary::discovery
