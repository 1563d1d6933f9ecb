#pragma once

#include "tests/testing/database.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::testing {

/// splitmix64, the same on every machine. Two calls never stand in one expression.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    std::size_t below(std::size_t limit) { return next() % limit; }
    bool percent(std::size_t chance) { return below(100) < chance; }
    template <typename T> T const &one_of(std::vector<T> const &values) { return values[below(values.size())]; }
    template <typename T> void shuffle(std::vector<T> &values)
    {
        for (std::size_t left = values.size(); left > 1; --left) {
            std::swap(values[left - 1], values[below(left)]);
        }
    }

private:
    std::uint64_t m_state;
};

struct RandomKey {
    long long id = 0;
    std::size_t user = 0; ///< which of the service's users
    std::size_t blob = 0; ///< what makes two keys the same
    std::string text;     ///< type, blob and perhaps a comment
};

struct RandomUser {
    std::string id;
    std::optional<std::string> name;
    std::optional<std::string> about; ///< of the profile, if there is one
};

struct RandomPost {
    long long id = 0;
    std::size_t author = 0;
    std::optional<std::size_t> editor;
    std::vector<std::string> words;
};

struct RandomComment {
    long long id = 0;
    std::size_t post = 0;
    std::optional<std::size_t> parent;
};

/// A table whose ids come from the database, and how far its sequence went beyond the highest id.
struct RandomSequence {
    std::string table;
    long long last = 0; ///< 0: it never moved
};

struct RandomService {
    std::string name;
    std::vector<RandomUser> users;
    std::vector<RandomKey> keys;
    std::vector<RandomPost> posts;
    std::vector<RandomComment> comments;
    std::vector<RandomSequence> sequences;

    /// What is planted in a row of the service, so that it says for ever where it came from.
    std::string bio(std::size_t user) const { return name + "/" + users[user].id; }
    std::string origin(RandomKey const &key) const
    {
        return name + "/" + std::to_string(key.id) + " user=" + bio(key.user);
    }
    std::string body(RandomPost const &post) const
    {
        return name + "/" + std::to_string(post.id) + " author=" + bio(post.author) +
               " editor=" + (post.editor ? bio(*post.editor) : "nobody");
    }
    std::string body(RandomComment const &comment) const
    {
        return name + "/" + std::to_string(comment.id) + " post=" + std::to_string(posts[comment.post].id) +
               " parent=" + (comment.parent ? std::to_string(comments[*comment.parent].id) : "none");
    }
};

/// Three small services and a plan, all of it made from one number. Names are unique within a
/// service. Many accounts are the same person's in several services; now and then the keys are mixed
/// up, so that somebody must decide.
struct RandomServices {
    explicit RandomServices(std::uint64_t seed);

    bool uuids = false; ///< of users; all other ids are numbers
    bool unique_names = false;
    bool unique_keys = false; ///< UNIQUE (user_id, public_key)
    int numbering = 0;        ///< SQLite: AUTOINCREMENT or not; PostgreSQL: serial, bigserial or identity
    std::size_t name_length = 0;
    std::string suffix = "tmp";
    std::vector<std::string> match;
    std::vector<std::string> yields;
    std::optional<long long> headroom;
    std::array<RandomService, 3> services;

    /// The plan with ${prose}, ${lists}, ${pastes}, ${target} and ${staging} for what is where.
    std::string plan() const;
    /// The tables and rows of a service. `order` shuffles the rows of each table and nothing else.
    std::string sql(RandomService const &service, Engine engine, std::uint64_t order) const;
};

struct RandomAccount {
    std::size_t service = 0;
    std::size_t user = 0;
    RandomUser of;
    std::string bio;
    std::set<std::size_t> blobs;
};

/// What must become of the services, computed as slowly and plainly as the documents say it, with
/// nothing of the program.
struct Truth {
    explicit Truth(RandomServices const &services);

    RandomServices const &all;
    std::vector<RandomAccount> accounts; ///< in the order of precedence
    std::vector<std::size_t> survivor;   ///< of each account
    std::vector<std::string> reasons;    ///< why somebody must decide; empty if nobody must

    std::size_t at(std::size_t service, std::size_t user) const
    {
        auto const found = std::find_if(accounts.begin(), accounts.end(), [&](auto const &account) {
            return account.service == service && account.user == user;
        });
        return static_cast<std::size_t>(found - accounts.begin());
    }
    std::string survivors_bio(std::size_t service, std::size_t user) const
    {
        return accounts[survivor[at(service, user)]].bio;
    }
    std::vector<std::size_t> survivors() const
    {
        std::vector<std::size_t> found;
        for (std::size_t account = 0; account < accounts.size(); ++account) {
            if (survivor[account] == account) {
                found.push_back(account);
            }
        }
        return found;
    }
    /// The smaller, the stronger: of all accounts that the person has under the survivor's name, the
    /// one in the service that yields last.
    std::size_t claim(std::size_t person) const
    {
        std::size_t strongest = 100;
        for (std::size_t a = 0; a < accounts.size(); ++a) {
            if (survivor[a] == person && accounts[a].of.name == accounts[person].of.name) {
                auto const &service = all.services[accounts[a].service].name;
                auto const listed = std::find(all.yields.begin(), all.yields.end(), service);
                auto const from_the_end = static_cast<std::size_t>(all.yields.end() - listed);
                strongest = std::min(strongest, from_the_end == 0 ? accounts[a].service : 10 + from_the_end);
            }
        }
        return strongest;
    }
    /// Survivors that lose their name to a stronger one.
    std::set<std::size_t> renamed() const
    {
        std::set<std::size_t> losers;
        for (auto const a : survivors()) {
            for (auto const b : survivors()) {
                bool const contested = accounts[a].of.name && accounts[a].of.name == accounts[b].of.name;
                if (contested && claim(b) < claim(a)) {
                    losers.insert(a);
                }
            }
        }
        return losers;
    }
    /// Another account of the same person, which comes first, has the same key.
    bool folds(std::size_t service, RandomKey const &key) const
    {
        auto const account = at(service, key.user);
        for (std::size_t other = 0; other < account; ++other) {
            if (survivor[other] == survivor[account] && accounts[other].blobs.contains(key.blob)) {
                return true;
            }
        }
        return false;
    }

private:
    void find_reasons();
};

} // namespace tributary::testing
