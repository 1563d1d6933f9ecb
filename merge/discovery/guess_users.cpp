#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_words.hpp"
#include "merge/model/error.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/column_name.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <set>

namespace tributary::discovery {
namespace {

constexpr int confident = 40; ///< a good name, or two or three other signs
constexpr int margin = 10;    ///< by which the best has to lead

/// A table that users could be in, as one catalogue has it.
struct Candidate {
    std::string table;
    std::string id;
    bool id_is_primary = false;
    std::string name; ///< column; empty: nothing looks like one
    bool unique_name = false;
    std::set<std::string> referring; ///< tables whose foreign keys lead here
    int score = 0;
};

bool is_text(model::Column const &column)
{
    return column.kind == model::Kind::text || column.type.empty() || column.type.ends_with("citext");
}

/// Alone in a unique key; one over lower(column) counts.
bool is_unique(model::Table const &table, std::string const &column)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](model::UniqueKey const &key) {
        auto const folded = key.columns.empty() && key.definition.find(column + ")") != std::string::npos;
        return key.columns == std::vector{column} || key.nocase == std::vector{column} || folded;
    });
}

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

/// Unique together with other columns (a tenant's number), or among some of the rows.
bool is_kept_apart(model::Table const &table, std::string const &column)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](model::UniqueKey const &key) {
        return std::find(key.uses.begin(), key.uses.end(), column) != key.uses.end();
    });
}

/// The column with the users' names. What no key keeps apart is a login only if it is called so: a unique address tells
/// people apart better than a full name.
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

Candidate candidate(model::Schema const &schema, model::Table const &table)
{
    Candidate result;
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

/// Those that can be written into a plan, the best first.
std::vector<Candidate> candidates(model::Schema const &schema)
{
    std::vector<Candidate> list;
    for (auto const &table : schema.tables) {
        auto guess = candidate(schema, table);
        if (!guess.id.empty() && !guess.name.empty()) {
            list.push_back(std::move(guess));
        }
    }
    std::stable_sort(list.begin(), list.end(), [](auto const &a, auto const &b) { return a.score > b.score; });
    return list;
}

/// Each of the shape's candidates with what the sources say of it.
std::vector<Candidate> weighed(model::Schema const &shape, std::span<SeenSource const> sources)
{
    auto list = candidates(shape);
    for (auto &one : list) {
        int sum = 0;
        int having = 0;
        for (auto const &source : sources) {
            if (auto const *const table = model::find_table(source.schema, one.table)) {
                sum += candidate(source.schema, *table).score;
                ++having;
            }
        }
        auto const lacking = static_cast<int>(sources.size()) - having;
        one.score = (having == 0 ? one.score : sum / having) - 5 * lacking;
    }
    std::stable_sort(list.begin(), list.end(), [](auto const &a, auto const &b) { return a.score > b.score; });
    return list;
}

bool stands_out(std::vector<Candidate> const &list)
{
    return !list.empty() && list.front().score >= confident &&
           (list.size() == 1 || list.front().score >= list[1].score + margin);
}

std::string quoted_list(std::vector<std::string> const &names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 5; ++i) {
        text += (i == 0 ? "\"" : ", \"") + names[i] + "\"";
    }
    return text;
}

std::string next_step(std::vector<Candidate> const &list, std::string const &option)
{
    std::vector<std::string> names;
    for (auto const &one : list) {
        names.push_back(one.table);
    }
    auto const may = names.empty() ? std::string() : "it may be " + quoted_list(names) + "\n";
    return may + "name it: --users " + option + "TABLE, or " + option + "TABLE.COLUMN with the column of the names";
}

/// TABLE or TABLE.COLUMN, as the operator wrote it.
Candidate wanted_candidate(model::Schema const &schema, std::string const &wanted, std::string const &where,
                           std::string const &option)
{
    auto const *table = model::find_table(schema, wanted);
    std::string column;
    if (auto const parts = plan::read_column_name(wanted); table == nullptr && parts) {
        table = model::find_table(schema, parts->table);
        column = parts->column;
    }
    std::vector<std::string> names;
    for (auto const &existing : schema.tables) {
        names.push_back(existing.label);
    }
    if (table == nullptr) {
        throw model::Error(model::Exit::usage, "--users: there is no table \"" + wanted + "\" in " + where,
                           model::did_you_mean(wanted, names));
    }
    auto result = candidate(schema, *table);
    if (!column.empty() && model::find_column(*table, column) == nullptr) {
        throw model::Error(model::Exit::usage, "--users: there is no column \"" + column + "\" in table \"" +
                                                   table->label + "\" of " + where);
    }
    result.name = column.empty() ? result.name : column;
    if (result.name.empty()) {
        std::vector<std::string> texts;
        for (auto const &other : table->columns) {
            if (is_text(other)) {
                texts.push_back(other.name);
            }
        }
        throw model::Error(model::Exit::data,
                           "table \"" + table->label + "\" of " + where + " has no column that looks like a username",
                           (texts.empty() ? "" : "it may be " + quoted_list(texts) + "\n") + "name it: --users " +
                               option + table->label + ".COLUMN");
    }
    result.unique_name = is_unique(*table, result.name);
    result.id = result.id.empty() && result.unique_name ? result.name : result.id;
    if (result.id.empty()) {
        throw model::Error(model::Exit::data,
                           "table \"" + table->label + "\" of " + where + " has no column that identifies users",
                           "a plan needs a primary key of one column, or another unique column: id = \"…\" in [users]");
    }
    return result;
}

std::string wanted_in(std::span<std::string const> wanted, std::string const &source)
{
    for (auto const &word : wanted) {
        auto const prefix = source + "=";
        if (word.starts_with(prefix)) {
            return word.substr(prefix.size());
        }
    }
    return {};
}

/// What one source has instead of the shape's users table.
Candidate candidate_in(SeenSource const &source, model::Schema const &shape, Candidate const &chosen,
                       std::string const &wanted)
{
    auto const where = "source \"" + source.name + "\"";
    if (!wanted.empty()) {
        return wanted_candidate(source.schema, wanted, where, source.name + "=");
    }
    if (auto const *const table = model::find_table(source.schema, chosen.table)) {
        auto result = candidate(source.schema, *table);
        result.name = model::find_column(*table, chosen.name) != nullptr ? chosen.name : result.name;
        result.id = model::find_column(*table, chosen.id) != nullptr ? chosen.id : result.id;
        if (!result.name.empty() && !result.id.empty()) {
            return result;
        }
        throw model::Error(model::Exit::data,
                           "table \"" + table->label + "\" of " + where + " has no column that looks like \"" +
                               (result.name.empty() ? chosen.name : chosen.id) + "\"",
                           "name the column: --users " + source.name + "=" + table->label + ".COLUMN");
    }
    auto list = candidates(source.schema);
    std::erase_if(list, [&](auto const &one) { return model::find_table(shape, one.table) != nullptr; });
    if (!stands_out(list)) {
        throw model::Error(model::Exit::data,
                           where + " has no table \"" + chosen.table + "\", and no other is clearly its users table",
                           next_step(list, source.name + "="));
    }
    return list.front();
}

void enter(SeenSource &source, Candidate const &chosen, Candidate const &own)
{
    auto const note = [&](std::string const &column, std::string const &own_name) {
        if (column != own_name) {
            source.columns[{chosen.table, column}] = own_name;
        }
    };
    if (own.table != chosen.table) {
        source.tables[chosen.table] = own.table;
    }
    note(chosen.name, own.name);
    note(chosen.id, own.id);
}

} // namespace

std::string verified_condition(model::Table const &table)
{
    for (auto const &column : table.columns) {
        auto const words = undeclared::words_of(column.name);
        if (has_one_of(words, {"verified", "confirmed"}) && !has_one_of(words, {"phone", "un", "by"})) {
            auto const moment = is_one_of(words.back(), {"at", "on", "date"});
            auto const plain = column.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
            return (plain ? column.name : model::sql_name(column.name)) + (moment ? " IS NOT NULL" : "");
        }
    }
    return {};
}

UsersGuess guess_users(model::Schema const &shape, std::span<SeenSource> sources, std::span<std::string const> wanted)
{
    auto const of_a_source = [&](std::string const &word) {
        return std::any_of(sources.begin(), sources.end(),
                           [&](auto const &source) { return word.starts_with(source.name + "="); });
    };
    auto const for_all_sources =
        std::find_if(wanted.begin(), wanted.end(), [&](auto const &word) { return !of_a_source(word); });
    auto const list = weighed(shape, sources);
    if (for_all_sources == wanted.end() && !stands_out(list)) {
        throw model::Error(model::Exit::data, "no table is clearly the users table", next_step(list, ""));
    }
    auto const chosen = for_all_sources == wanted.end()
                            ? list.front()
                            : wanted_candidate(shape, *for_all_sources, "the target's tables", "");

    UsersGuess guess;
    guess.table = chosen.table;
    guess.id = chosen.id;
    guess.id_is_primary = chosen.id_is_primary;
    guess.name.name = chosen.name;
    guess.named_by_email = is_email(chosen.name);
    auto const &table = *model::find_table(shape, chosen.table);
    guess.name.why = guess.named_by_email                ? "no other unique column identifies users by name"
                     : chosen.unique_name                ? "a unique text column"
                     : is_kept_apart(table, chosen.name) ? "unique with other columns, or among some of the users"
                                                         : "by its name; it is not declared unique";
    guess.email = guess.named_by_email ? "" : email_of(table);
    for (auto const &column : table.columns) {
        if (column.name != guess.id && column.name != guess.name.name && is_unique(table, column.name)) {
            guess.unique_too.push_back(column.name);
        }
    }
    guess.verified = verified_condition(table);

    std::size_t having = 0;
    std::set<std::string> referring = chosen.referring;
    for (auto &source : sources) {
        auto const own = candidate_in(source, shape, chosen, wanted_in(wanted, source.name));
        enter(source, chosen, own);
        having += own.table == chosen.table ? 1 : 0;
        referring.insert(own.referring.begin(), own.referring.end());
        guess.id_is_primary = guess.id_is_primary && own.id_is_primary;
    }
    guess.why = std::to_string(having) + " of " + model::counted(sources.size(), "source has it", "sources have it") +
                "; " +
                (referring.empty() ? "no foreign key refers to it"
                                   : model::counted(referring.size(), "table refers to it", "tables refer to it"));
    return guess;
}

} // namespace tributary::discovery
