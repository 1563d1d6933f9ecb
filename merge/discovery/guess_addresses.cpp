#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_words.hpp"
#include "merge/identity/short_lived.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>

namespace tributary::discovery {
namespace {

bool is_address(model::Table const &table, model::Column const &column)
{
    auto const words = undeclared::words_of(column.name);
    auto const of_mail = has_one_of(words, {"email", "mail", "emailaddress"});
    auto const of_table = has_one_of(undeclared::words_of(table.name), {"email", "emails", "mail", "mails"});
    auto const text = column.kind == model::Kind::text || column.type.empty() || column.type.ends_with("citext");
    return text && (of_mail || (of_table && has_one_of(words, {"address", "value"})));
}

/// The foreign key to the users' id; empty if there is none.
std::string user_in(model::Table const &table, UsersGuess const &users)
{
    auto const found = std::find_if(table.foreign_keys.begin(), table.foreign_keys.end(), [&](auto const &key) {
        return key.table == users.table && key.referenced == std::vector{users.id};
    });
    return found == table.foreign_keys.end() ? "" : found->columns.front();
}

std::string verified_in(std::span<SeenSource const> sources, model::Table const &table)
{
    auto const condition = verified_condition(table);
    auto const column = condition.substr(0, condition.find(" IS NOT NULL"));
    auto const everywhere = std::all_of(sources.begin(), sources.end(),
                                        [&](auto const &source) { return own_table(source, table.label) != nullptr; });
    return everywhere && !column.empty() ? condition : "";
}

} // namespace

std::optional<AddressesGuess> guess_addresses(model::Schema const &shape, std::span<SeenSource const> sources,
                                              UsersGuess const &users)
{
    for (auto const &table : shape.tables) {
        auto const user = table.label == users.table ? "" : user_in(table, users);
        auto const address = std::find_if(table.columns.begin(), table.columns.end(),
                                          [&](auto const &column) { return is_address(table, column); });
        auto const verified = user.empty() || address == table.columns.end() ? "" : verified_in(sources, table);
        if (!verified.empty()) {
            return AddressesGuess{table.label, address->name, user, verified};
        }
    }
    return std::nullopt;
}

std::vector<std::string> short_lived_tables(model::Schema const &shape, UsersGuess const &users)
{
    std::vector<std::string> result;
    for (auto const &table : shape.tables) {
        auto const refers = std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                                        [&](auto const &key) { return key.table == users.table; });
        if (table.label != users.table && identity::looks_short_lived(table, refers)) {
            result.push_back(table.label);
        }
    }
    return result;
}

} // namespace tributary::discovery
