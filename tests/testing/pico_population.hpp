#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::testing::pico {

enum Service : std::size_t { prose, lists, pastes };
constexpr std::array<char const *, 3> services{"prose", "lists", "pastes"};

/// splitmix64 and nothing from <random>, whose distributions differ between libraries. Two calls
/// never stand in one expression, whose order would be the compiler's choice.
class Random {
public:
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }
    bool percent(std::uint64_t chance) { return below(100) < chance; }

    template <typename Container> auto const &one_of(Container const &values)
    {
        return values[below(std::size(values))];
    }
    template <typename T> void shuffle(std::vector<T> &values)
    {
        for (std::size_t left = values.size(); left > 1; --left) {
            std::swap(values[left - 1], values[below(left)]);
        }
    }
    std::string bytes(std::size_t count)
    {
        std::string result;
        while (result.size() < count) {
            result += static_cast<char>(next() & 0xffU);
        }
        return result;
    }

private:
    std::uint64_t m_state = 20220729; // the day of the real one
};

struct Key {
    std::string id;
    std::string text; ///< type, blob and perhaps a comment
    std::string created_at;
};

struct Analysis {
    std::string id;
    std::optional<std::uint64_t> views;
    std::string updated_at;
};

struct Post {
    std::string id;
    std::string title;
    std::string text;
    std::string description;
    std::optional<std::string> filename;
    bool hidden = false;
    std::string publish_at;
    std::string created_at;
    std::string updated_at;
    std::optional<Analysis> analysis;
};

struct Account {
    std::string id;
    std::optional<std::string> name;
    std::string email;
    std::string bio;
    std::string created_at;
    std::vector<Key> keys;
    std::vector<Post> posts;
};

/// The account of this name in this service must be renamed.
struct Renamed {
    Service service = prose;
    std::string name;
    std::string new_name;
};

/// Makes accounts and remembers what must become of them.
class Population {
public:
    Population();

    std::array<std::vector<Account>, 3> accounts;
    std::vector<Renamed> renamed;
    std::set<std::string> in_all_services; ///< names of people
    std::size_t folded_accounts = 0;
    std::size_t folded_keys = 0;

private:
    std::string uuid();
    std::string moment(std::uint64_t day, std::string_view zone);
    std::string fresh_name();
    std::size_t few();
    std::string fresh_key();
    Post post(std::optional<std::string> const &name, std::optional<std::string> filename, std::uint64_t day);
    void add(Service service, std::optional<std::string> const &name, std::vector<std::string> const &keys,
             std::size_t posts);
    void add_stranger(Service service, std::optional<std::string> const &name, std::size_t least_posts = 0);
    void add_shared(std::vector<Service> const &where);
    void add_contested(std::string const &name, Service keeps, Service yields, std::string const &new_name);

    Random m_random;
    std::set<std::string> m_names;
};

} // namespace tributary::testing::pico
