#pragma once

#include "merge/discovery/guess.hpp"
#include "tests/testing/model.hpp"

#include <array>
#include <string>
#include <vector>

/// Small services to guess about.
namespace tributary::testing {

inline model::Table users_called(std::string const &name, std::string const &column = "name")
{
    return table(name, {integer_column("id"), text_column(column), text_column("email")},
                 {primary_key({"id"}), unique_key({column})});
}

inline model::Table keys_of(std::string const &users)
{
    return table("public_keys", {integer_column("id"), integer_column("user_id"), text_column("public_key")},
                 {primary_key({"id"})}, {foreign_key({"user_id"}, users, {"id"})});
}

inline model::Table posts_of(std::string const &users)
{
    return table("posts", {integer_column("id"), integer_column("user_id"), text_column("slug")},
                 {primary_key({"id"}), unique_key({"user_id", "slug"})}, {foreign_key({"user_id"}, users, {"id"})});
}

/// Sources "prose", "lists" … with these catalogues; the shape is the first.
struct Services {
    explicit Services(std::vector<model::Schema> const &schemas)
    {
        constexpr std::array names{"prose", "lists", "pastes"};
        for (auto const &one : schemas) {
            sources.push_back({names.at(sources.size()), one});
        }
    }

    discovery::UsersGuess users(std::vector<std::string> const &wanted = {})
    {
        return discovery::guess_users(sources.front().schema, sources, wanted);
    }
    model::Schema const &shape() const { return sources.front().schema; }

    std::vector<discovery::SeenSource> sources;
};

} // namespace tributary::testing
