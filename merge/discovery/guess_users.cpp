#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_words.hpp"
#include "merge/discovery/users_candidates.hpp"
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

std::string quoted_list(std::vector<std::string> const &names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 5; ++i) {
        text += (i == 0 ? "\"" : ", \"") + names[i] + "\"";
    }
    return text;
}

std::string next_step(std::vector<UsersCandidate> const &list, std::string const &option)
{
    std::vector<std::string> names;
    for (auto const &one : list) {
        names.push_back(one.table);
    }
    auto const may = names.empty() ? std::string() : "it may be " + quoted_list(names) + "\n";
    return may + "name it: --users " + option + "TABLE, or " + option + "TABLE.COLUMN with the column of the names";
}

/// TABLE or TABLE.COLUMN, as the operator wrote it.
UsersCandidate wanted_candidate(model::Schema const &schema, std::string const &wanted, std::string const &where,
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
    auto result = users_candidate(schema, *table);
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
UsersCandidate candidate_in(SeenSource const &source, model::Schema const &shape, UsersCandidate const &chosen,
                            std::string const &wanted)
{
    auto const where = "source \"" + source.name + "\"";
    if (!wanted.empty()) {
        return wanted_candidate(source.schema, wanted, where, source.name + "=");
    }
    if (auto const *const table = model::find_table(source.schema, chosen.table)) {
        auto result = users_candidate(source.schema, *table);
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
    auto list = users_candidates(source.schema);
    std::erase_if(list, [&](auto const &one) { return model::find_table(shape, one.table) != nullptr; });
    if (!stands_out(list)) {
        throw model::Error(model::Exit::data,
                           where + " has no table \"" + chosen.table + "\", and no other is clearly its users table",
                           next_step(list, source.name + "="));
    }
    return list.front();
}

void enter(SeenSource &source, UsersCandidate const &chosen, UsersCandidate const &own)
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
    auto const list = weighed_candidates(shape, sources);
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
