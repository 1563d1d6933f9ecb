#include "tests/testing/invariants.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/random_services.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace tributary {

using testing::Database;
using testing::Engine;
using testing::RandomServices;
using testing::Row;
using testing::Rows;
using testing::Truth;

namespace {

// The services in databases, and the program run on them.

/// The rows as they must be and as they are, in any order; "" if there is no difference.
std::string difference(Rows must, Rows are)
{
    std::sort(must.begin(), must.end());
    std::sort(are.begin(), are.end());
    Rows missing;
    Rows strange;
    std::set_difference(must.begin(), must.end(), are.begin(), are.end(), std::back_inserter(missing));
    std::set_difference(are.begin(), are.end(), must.begin(), must.end(), std::back_inserter(strange));
    std::string text;
    for (auto const &[what, rows] : {std::pair("missing: ", missing), std::pair("strange: ", strange)}) {
        for (auto const &row : rows) {
            text += what;
            for (auto const &value : row) {
                text += value.value_or("NULL") + " | ";
            }
            text += "\n";
        }
    }
    return text;
}

/// One set of databases. Two sets of one seed differ in the order of their rows only.
class Merge {
    testing::TemporaryDirectory m_folder;
    std::map<std::string, std::string> m_environment;

public:
    Merge(RandomServices const &services, Engine engine, std::uint64_t order)
        : target(testing::empty_database(engine, m_folder.path, "target"))
    {
        for (auto const &service : services.services) {
            auto const database = testing::empty_database(engine, m_folder.path, service.name);
            testing::execute(database, services.sql(service, engine, order));
            m_environment[service.name] = database.url;
        }
        m_environment["target"] = target.url;
        m_environment["staging"] = (m_folder.path / "staging.sqlite").string();
        std::ofstream(m_folder.path / "plan.toml") << services.plan();
    }

    Database target;

    testing::Outcome command(std::vector<std::string> words) const
    {
        words.insert(words.begin() + 1, (m_folder.path / "plan.toml").string());
        return testing::run_program(std::move(words), m_environment);
    }

    Rows books() const
    {
        std::istringstream csv(command({"report", "--what", "books", "--format", "csv"}).out);
        Rows rows;
        for (std::string line; std::getline(csv, line);) {
            std::istringstream cells(line);
            Row row;
            for (std::string cell; std::getline(cells, cell, ',');) {
                row.emplace_back(cell.substr(0, cell.find('\r')));
            }
            rows.push_back(row);
        }
        return rows;
    }
};

Rows expected_books(Truth const &truth)
{
    Rows rows{{"source", "table", "read", "loaded", "folded", "left_out"}};
    auto const book = [&](std::string const &source, std::string const &table, std::size_t read, std::size_t folded) {
        rows.push_back(
            {source, table, std::to_string(read), std::to_string(read - folded), std::to_string(folded), "0"});
    };
    for (std::size_t service = 0; service < 3; ++service) {
        auto const &there = truth.all.services[service];
        std::size_t folded = 0;
        std::size_t profiles = 0;
        std::size_t folded_profiles = 0;
        for (std::size_t a = 0; a < truth.accounts.size(); ++a) {
            auto const &account = truth.accounts[a];
            if (account.service != service) {
                continue;
            }
            folded += truth.survivor[a] == a ? 0U : 1U;
            profiles += account.of.about ? 1U : 0U;
            bool earlier = false;
            for (std::size_t b = 0; b < a; ++b) {
                earlier = earlier || (truth.survivor[a] == truth.survivor[b] && truth.accounts[b].of.about);
            }
            folded_profiles += account.of.about && earlier ? 1U : 0U;
        }
        auto const keys = std::count_if(there.keys.begin(), there.keys.end(),
                                        [&](auto const &key) { return truth.folds(service, key); });
        std::size_t labels = 0;
        for (auto const &post : there.posts) {
            labels += post.words.size();
        }
        book(there.name, "users", there.users.size(), folded);
        book(there.name, "keys", there.keys.size(), static_cast<std::size_t>(keys));
        book(there.name, "posts", there.posts.size(), 0);
        book(there.name, "comments", there.comments.size(), 0);
        book(there.name, "labels", labels, 0);
        book(there.name, "profile", profiles, folded_profiles);
    }
    return rows;
}

void expect_every_row(Truth const &truth, Database const &target)
{
    Rows users;
    Rows keys;
    Rows posts;
    Rows comments;
    Rows labels;
    std::set<Row> profiles;
    for (auto const person : truth.survivors()) {
        users.push_back({truth.accounts[person].bio});
    }
    for (std::size_t service = 0; service < 3; ++service) {
        auto const &there = truth.all.services[service];
        auto const bio = [&](std::size_t user) { return truth.survivors_bio(service, user); };
        for (std::size_t user = 0; user < there.users.size(); ++user) {
            if (there.users[user].about) {
                profiles.insert({bio(user), there.users[user].about});
            }
        }
        for (auto const &key : there.keys) {
            if (!truth.folds(service, key)) {
                keys.push_back({there.origin(key), key.text, bio(key.user)});
            }
        }
        for (auto const &post : there.posts) {
            auto const editor = post.editor ? std::optional(bio(*post.editor)) : std::nullopt;
            posts.push_back({there.body(post), bio(post.author), editor});
            for (auto const &word : post.words) {
                labels.push_back({there.body(post), word});
            }
        }
        for (auto const &comment : there.comments) {
            auto const parent =
                comment.parent ? std::optional(there.body(there.comments[*comment.parent])) : std::nullopt;
            comments.push_back({there.body(comment), there.body(there.posts[comment.post]), parent});
        }
    }
    EXPECT_EQ(difference(users, query(target, "SELECT bio FROM users")), "");
    EXPECT_EQ(difference(keys, query(target, "SELECT origin, public_key, bio FROM keys AS k "
                                             "LEFT JOIN users AS u ON u.id = k.user_id")),
              "");
    EXPECT_EQ(difference(posts, query(target, "SELECT body, a.bio, e.bio FROM posts AS p "
                                              "LEFT JOIN users AS a ON a.id = p.author "
                                              "LEFT JOIN users AS e ON e.id = p.editor")),
              "");
    EXPECT_EQ(difference(comments, query(target, "SELECT c.body, p.body, parent.body FROM comments AS c "
                                                 "LEFT JOIN posts AS p ON p.id = c.post "
                                                 "LEFT JOIN comments AS parent ON parent.id = c.parent")),
              "");
    EXPECT_EQ(difference(labels, query(target, "SELECT body, word FROM labels LEFT JOIN posts ON id = post")), "");
    EXPECT_EQ(difference({profiles.begin(), profiles.end()},
                         query(target, "SELECT bio, about FROM profile LEFT JOIN users ON id = user_id")),
              "");
    EXPECT_EQ(testing::broken_references(target), std::vector<std::string>{});
    EXPECT_EQ(testing::sequences_behind(target), std::vector<std::string>{});
}

/// The first `length` characters of UTF-8.
std::string cut(std::string const &text, std::size_t length)
{
    std::size_t end = 0;
    while (end < text.size() && (length > 0 || (text[end] & 0xc0) == 0x80)) {
        length -= (text[end] & 0xc0) == 0x80 ? 0U : 1U;
        ++end;
    }
    return text.substr(0, end);
}

void expect_every_name(Truth const &truth, Database const &target)
{
    std::map<std::string, std::optional<std::string>> names;
    std::multiset<std::string> now;
    std::set<std::string> old;
    for (auto const &row : query(target, "SELECT bio, name FROM users")) {
        names[row[0].value_or("")] = row[1];
        now.insert(row[1].value_or(""));
    }
    for (auto const &account : truth.accounts) {
        old.insert(account.of.name.value_or(""));
    }
    auto const losers = truth.renamed();
    for (auto const person : truth.survivors()) {
        auto const &bio = truth.accounts[person].bio;
        auto const &before = truth.accounts[person].of.name;
        auto const after = names[bio];
        EXPECT_TRUE(!after || now.count(*after) == 1) << bio << " is not the only " << *after;
        if (!losers.contains(person)) {
            EXPECT_EQ(after, before) << bio;
            continue;
        }
        auto const proposal = [&](int number) {
            auto const end = truth.all.suffix + (number == 1 ? "" : std::to_string(number));
            return cut(*before, truth.all.name_length - end.size()) + end;
        };
        int number = 1;
        while (number < 50 && proposal(number) != after) {
            EXPECT_TRUE(old.contains(proposal(number)) || now.contains(proposal(number)))
                << bio << " could be " << proposal(number);
            ++number;
        }
        EXPECT_EQ(proposal(number), after) << bio << " was " << *before;
        EXPECT_FALSE(old.contains(after.value_or(""))) << bio << " is somebody's " << *after;
    }
}

/// New id = old id + offset, each source in a range of its own with headroom after it.
void expect_every_id(Truth const &truth, Database const &target, std::string const &table, std::string const &origin)
{
    std::map<std::string, std::set<long long>> offsets;
    std::map<std::string, long long> ends;
    for (auto const &row : query(target, "SELECT " + origin + ", id FROM " + table)) {
        auto const slash = row[0]->find('/');
        auto const source = row[0]->substr(0, slash);
        long long const id = std::stoll(row[1].value_or(""));
        offsets[source].insert(id - std::stoll(row[0]->substr(slash + 1)));
        ends[source] = std::max(ends[source], id);
    }
    std::optional<long long> end_before;
    for (auto const &service : truth.all.services) {
        if (!offsets.contains(service.name)) {
            continue;
        }
        long long const offset = *offsets[service.name].begin();
        EXPECT_EQ(offsets[service.name].size(), 1) << table << " of " << service.name;
        EXPECT_TRUE(service.name != "prose" || offset == 0) << table;
        EXPECT_TRUE(!end_before || offset >= *end_before + truth.all.headroom.value_or(1'000'000))
            << table << " of " << service.name << " begin at " << offset;
        end_before = ends[service.name];
    }
}

/// A row more in each table, whose id is the database's to find.
void expect_new_rows(Truth const &truth, Database const &target)
{
    auto const before = testing::row_counts(target);
    testing::execute(target,
                     std::string(truth.all.uuids ? "" : "INSERT INTO users (name, bio) VALUES ('new', 'new');") +
                         "INSERT INTO posts (author, body) SELECT id, 'new' FROM users LIMIT 1;"
                         "INSERT INTO comments (post, body) SELECT id, 'new' FROM posts LIMIT 1;"
                         "INSERT INTO keys (user_id, public_key, origin) SELECT id, 'new', 'new' FROM users "
                         "LIMIT 1;");
    auto after = testing::row_counts(target);
    long long const more = after.at("posts") - before.at("posts");
    EXPECT_EQ(more, truth.all.uuids && truth.accounts.empty() ? 0 : 1);
    EXPECT_EQ(after.at("users") - before.at("users"), truth.all.uuids ? 0 : 1);
    EXPECT_EQ(after.at("comments") - before.at("comments"), more);
    EXPECT_EQ(after.at("keys") - before.at("keys"), more);
}

/// Every table that is not the program's own.
Rows contents(Database const &target)
{
    Rows all;
    for (std::string const table : {"users", "keys", "posts", "comments", "labels", "profile"}) {
        auto rows = query(target, "SELECT * FROM " + table);
        std::sort(rows.begin(), rows.end());
        all.push_back({table});
        all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
}

struct Case {
    Engine engine = Engine::sqlite;
    std::uint64_t seed = 0;
};

std::ostream &operator<<(std::ostream &stream, Case const &of) { return stream << "seed " << of.seed; }

/// As many seeds as the environment asks for.
std::vector<Case> cases(Engine engine, std::uint64_t first, std::uint64_t count)
{
    char const *const more = std::getenv("TRIBUTARY_SEEDS");
    count = more != nullptr ? std::stoull(more) : count;
    std::vector<Case> all;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        all.push_back({engine, seed});
    }
    return all;
}

TEST(RandomServices, NeedAnAnswerNowAndThenAndMostlyDoNot)
{
    std::map<std::string, std::size_t> seen;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        RandomServices const services(seed);
        Truth const truth(services);
        ++seen[truth.reasons.empty() ? "clean" : truth.reasons[0].substr(truth.reasons[0].rfind(' ') + 1)];
        seen["folded"] += truth.reasons.empty() ? truth.accounts.size() - truth.survivors().size() : 0;
        seen["renamed"] += truth.reasons.empty() ? truth.renamed().size() : 0;
    }
    EXPECT_GE(seen["clean"], 15);
    EXPECT_GE(seen["one"], 2) << "two accounts of one service would be one";
    EXPECT_GE(seen["profiles"], 1);
    EXPECT_GE(seen["id"], 1);
    EXPECT_GE(seen["folded"], 50);
    EXPECT_GE(seen["renamed"], 20);
}

class RandomMerge : public ::testing::TestWithParam<Case> {};

TEST_P(RandomMerge, EndsAsAnybodyWouldWorkItOutByHand)
{
    auto const [engine, seed] = GetParam();
    RandomServices const services(seed);
    Truth const truth(services);
    Merge const merge(services, engine, 1);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", " + services.plan());

    auto const outcome = merge.command({"run", "--execute"});
    EXPECT_EQ(outcome.exit_code, truth.reasons.empty() ? 0 : 1)
        << outcome.out << outcome.err << ::testing::PrintToString(truth.reasons);
    Merge const shuffled(services, engine, 2);
    EXPECT_EQ(shuffled.command({"run", "--execute"}).exit_code, outcome.exit_code);
    EXPECT_EQ(shuffled.command({"report", "--format", "json"}).out, merge.command({"report", "--format", "json"}).out);
    if (outcome.exit_code != 0) {
        EXPECT_EQ(testing::row_counts(merge.target), (std::map<std::string, long long>{}));
        return;
    }
    EXPECT_EQ(contents(shuffled.target), contents(merge.target));
    EXPECT_EQ(difference(expected_books(truth), merge.books()), "");
    EXPECT_EQ(merge.command({"verify"}).exit_code, 0);
    expect_every_row(truth, merge.target);
    expect_every_name(truth, merge.target);
    if (!services.uuids) {
        expect_every_id(truth, merge.target, "users", "bio");
    }
    expect_every_id(truth, merge.target, "keys", "origin");
    expect_every_id(truth, merge.target, "posts", "body");
    expect_every_id(truth, merge.target, "comments", "body");
    expect_new_rows(truth, merge.target);
}

std::string name_of(::testing::TestParamInfo<Case> const &of) { return "seed_" + std::to_string(of.param.seed); }

INSTANTIATE_TEST_SUITE_P(Sqlite, RandomMerge, ::testing::ValuesIn(cases(Engine::sqlite, 1, 30)), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, RandomMerge, ::testing::ValuesIn(cases(Engine::postgres, 1001, 6)), name_of);

} // namespace
} // namespace tributary
