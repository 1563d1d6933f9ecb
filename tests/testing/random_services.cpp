#include "tests/testing/random_services.hpp"

#include <algorithm>
#include <set>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

std::string literal(std::optional<std::string> const &text) { return text ? "'" + *text + "'" : "NULL"; }

std::string joined(Texts const &texts, std::string const &between)
{
    std::string all;
    for (auto const &text : texts) {
        all += (all.empty() ? "" : between) + text;
    }
    return all;
}

std::string insert(std::string const &table, Texts rows, Dice &dice)
{
    dice.shuffle(rows);
    return rows.empty() ? "" : "INSERT INTO " + table + " VALUES\n  " + joined(rows, ",\n  ") + ";\n";
}

/// A true ssh-ed25519 key: 51 bytes, of which the last 32 are anything.
std::string ed25519(Dice &dice)
{
    std::string const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI";
    text += letters[dice.below(16)];
    for (int left = 42; left > 0; --left) {
        text += letters[dice.below(64)];
    }
    return text;
}

std::string uuid(Dice &dice)
{
    std::string text;
    for (int digit = 0; digit < 32; ++digit) {
        text += digit == 8 || digit == 12 || digit == 16 || digit == 20 ? "-" : "";
        text += "0123456789abcdef"[dice.below(16)];
    }
    return text;
}

/// Ascending, with gaps; now and then they begin with 0, or far from it.
std::vector<long long> numbers(std::size_t count, Dice &dice)
{
    long long next = std::vector<long long>{1, 1, 1, 1, 0, 40, 1000}[dice.below(7)];
    std::size_t const gaps = dice.below(40);
    std::vector<long long> ids;
    while (ids.size() < count) {
        ids.push_back(next);
        next += dice.percent(gaps) ? 1 + static_cast<long long>(dice.below(9)) : 1;
    }
    dice.shuffle(ids);
    return ids;
}

struct Person {
    std::string name;
    std::vector<std::size_t> blobs;
};

/// What a service is made from.
struct Pools {
    std::vector<Person> people;
    Texts names; ///< those of people and others
    Texts blobs;
};

/// Names that are in each other's way: some are another one with a suffix, some are as long as can be.
Pools pools(std::size_t name_length, Dice &dice)
{
    Pools made;
    made.names = {"al",  "bob", "bobtmp", "bobtmp2", "cy",       "cytmp", "dee", "eve",
                  "fay", "gus", "hal",    "Bob",     "o-neil_9", "äöü",   "tmp", "tmp2"};
    auto const all_but = [&](std::size_t count) { return std::string(name_length - count, 'z'); };
    made.names.insert(made.names.end(), {all_but(0), all_but(3) + "tmp", all_but(1) + "a", all_but(1) + "b"});
    for (int left = 24; left > 0; --left) {
        made.blobs.push_back(ed25519(dice));
    }
    Texts names = made.names;
    dice.shuffle(names);
    for (std::size_t person = 0; person < 12; ++person) {
        made.people.push_back({names[person], {person}});
        if (dice.percent(40)) {
            made.people.back().blobs.push_back(12 + person);
        }
    }
    return made;
}

/// How often things go wrong.
struct Mess {
    std::size_t shared_keys = 0; ///< two accounts of a service have a key in common
    std::size_t strange_keys = 0;
    std::size_t other_names = 0;
    std::size_t profiles = 0;
    std::size_t same_uuids = 0;
};

void add_keys(RandomService &service, std::vector<std::size_t> const &blobs, Pools const &pools, Mess const &mess,
              Dice &dice)
{
    std::size_t const user = service.users.size() - 1;
    for (auto const blob : blobs) {
        bool const taken = std::any_of(service.keys.begin(), service.keys.end(),
                                       [&](auto const &key) { return key.blob == blob && key.user != user; });
        if (taken && !dice.percent(mess.shared_keys)) {
            continue;
        }
        std::string const comment = dice.percent(30) ? " me@" + service.name : dice.percent(20) ? " laptop" : "";
        service.keys.push_back({0, user, blob, pools.blobs[blob] + comment});
        if (dice.percent(4)) {
            service.keys.push_back({0, user, blob, pools.blobs[blob] + " again"});
        }
    }
}

void add_user(RandomService &service, Person const &person, Pools const &pools, Mess const &mess, Dice &dice)
{
    RandomUser user;
    std::string const name = dice.percent(mess.other_names) ? dice.one_of(pools.names) : person.name;
    bool const taken =
        std::any_of(service.users.begin(), service.users.end(), [&](auto const &other) { return other.name == name; });
    if (!taken && !dice.percent(7)) {
        user.name = name;
    }
    if (dice.percent(mess.profiles)) {
        user.about = dice.percent(80) ? "hello" : "I am in " + service.name;
    }
    service.users.push_back(user);
    std::vector<std::size_t> blobs;
    std::copy_if(person.blobs.begin(), person.blobs.end(), std::back_inserter(blobs),
                 [&](auto) { return dice.percent(90); });
    if (dice.percent(mess.strange_keys)) {
        blobs.push_back(dice.below(pools.blobs.size()));
    }
    std::sort(blobs.begin(), blobs.end());
    blobs.erase(std::unique(blobs.begin(), blobs.end()), blobs.end());
    add_keys(service, blobs, pools, mess, dice);
}

void add_posts(RandomService &service, Dice &dice)
{
    Texts const words{"go", "cpp", "sql", "tea"};
    std::size_t const count = service.users.empty() ? 0 : dice.below(10);
    for (std::size_t post = 0; post < count; ++post) {
        RandomPost made;
        made.author = dice.below(service.users.size());
        if (dice.percent(50)) {
            made.editor = dice.below(service.users.size());
        }
        std::copy_if(words.begin(), words.end(), std::back_inserter(made.words),
                     [&](auto const &) { return dice.percent(25); });
        service.posts.push_back(made);
    }
    std::size_t const comments = count == 0 ? 0 : dice.below(14);
    for (std::size_t comment = 0; comment < comments; ++comment) {
        RandomComment made;
        made.post = dice.below(count);
        if (dice.percent(60)) {
            made.parent = dice.below(comments); // itself or a later one, too
        }
        service.comments.push_back(made);
    }
}

template <typename Row>
void number(RandomService &service, std::string const &table, std::vector<Row> &rows, Dice &dice)
{
    auto const ids = numbers(rows.size(), dice);
    long long highest = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        highest = std::max(highest, ids[row]);
        if constexpr (std::is_same_v<Row, RandomUser>) {
            rows[row].id = std::to_string(ids[row]);
        } else {
            rows[row].id = ids[row];
        }
    }
    std::size_t const kind = dice.below(4);
    auto const ahead = static_cast<long long>(dice.below(30));
    service.sequences.push_back({table, highest == 0 || kind == 0 ? 0 : highest + (kind == 1 ? ahead : 0)});
}

std::string tables(RandomServices const &all, Engine engine)
{
    Texts const postgres{"serial PRIMARY KEY", "bigserial PRIMARY KEY",
                         "integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"};
    Texts const sqlite{"INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER PRIMARY KEY"};
    auto const kind = static_cast<std::size_t>(all.numbering);
    std::string const number = engine == Engine::postgres ? postgres[kind] : sqlite[kind];
    std::string const refers = engine == Engine::postgres && kind == 1 ? "bigint" : "integer";
    std::string const user = !all.uuids ? refers : engine == Engine::postgres ? "uuid" : "TEXT";
    return "CREATE TABLE users (id " + (all.uuids ? user + " NOT NULL PRIMARY KEY" : number) + ", name varchar(" +
           std::to_string(all.name_length) + ")" + (all.unique_names ? " UNIQUE" : "") + ", bio text NOT NULL);\n" +
           "CREATE TABLE keys (id " + number + ", user_id " + user +
           " NOT NULL REFERENCES users, public_key text NOT NULL, origin text NOT NULL" +
           (all.unique_keys ? ", UNIQUE (user_id, public_key)" : "") + ");\n" + "CREATE TABLE posts (id " + number +
           ", author " + user + " NOT NULL REFERENCES users, editor " + user +
           " REFERENCES users, body text NOT NULL);\n" + "CREATE TABLE comments (id " + number + ", post " + refers +
           " NOT NULL REFERENCES posts, parent " + refers + " REFERENCES comments, body text NOT NULL);\n" +
           "CREATE TABLE labels (post " + refers +
           " NOT NULL REFERENCES posts, word text NOT NULL, PRIMARY KEY (post, word));\n" +
           "CREATE TABLE profile (user_id " + user + " PRIMARY KEY REFERENCES users, about text NOT NULL);\n";
}

std::string sequences(RandomServices const &all, RandomService const &service, Engine engine)
{
    std::string sql;
    for (auto const &[table, last] : service.sequences) {
        std::string const number = std::to_string(last);
        if (engine == Engine::postgres && last > 0) {
            sql += "SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), " + number + ");\n";
        } else if (last > 0 && all.numbering == 1) {
            sql += "UPDATE sqlite_sequence SET seq = max(seq, " + number + ") WHERE name = '" + table + "';\n";
        }
    }
    return sql;
}

bool joins(std::string const &rule, RandomAccount const &a, RandomAccount const &b)
{
    bool const one_service = a.service == b.service;
    bool const same_name = a.of.name && a.of.name == b.of.name;
    bool const shared = std::any_of(a.blobs.begin(), a.blobs.end(), [&](auto blob) { return b.blobs.contains(blob); });
    bool const same_set = !a.blobs.empty() && a.blobs == b.blobs;
    return !one_service &&
           ((rule == "same-name-and-key" && same_name && shared) || (rule == "same-key" && shared) ||
            (rule == "same-name-and-key-set" && same_name && same_set) || (rule == "same-key-set" && same_set));
}

} // namespace

RandomServices::RandomServices(std::uint64_t seed)
{
    Dice dice(seed * 1000003);
    uuids = dice.percent(40);
    unique_names = dice.percent(60);
    unique_keys = dice.percent(50);
    numbering = static_cast<int>(dice.below(3));
    name_length = 9 + dice.below(4);
    suffix = dice.percent(75) ? "tmp" : "-old";
    Texts rules{"same-name-and-key", "same-key", "same-name-and-key-set", "same-key-set"};
    dice.shuffle(rules);
    match.assign(rules.begin(), rules.begin() + (dice.percent(80) ? 1 : 2));
    Texts names{"prose", "lists", "pastes"};
    dice.shuffle(names);
    yields.assign(names.begin(), names.begin() + (dice.percent(50) ? 0 : 1 + static_cast<long>(dice.below(3))));
    headroom = std::vector<std::optional<long long>>{std::nullopt, std::nullopt, 0, 7}[dice.below(4)];

    Mess const mess{dice.percent(25) ? 50U : 0U, dice.percent(50) ? 12U : 0U, dice.percent(60) ? 15U : 0U,
                    dice.percent(60) ? 12U : 40U, dice.percent(40) ? 15U : 0U};
    Pools const pooled = pools(name_length, dice);
    std::set<std::string> known_uuids;
    services[0].name = "prose";
    services[1].name = "lists";
    services[2].name = "pastes";
    for (auto &service : services) {
        std::vector<Person> people = pooled.people;
        dice.shuffle(people);
        people.resize(dice.percent(5) ? 0 : 3 + dice.below(8));
        for (auto const &person : people) {
            add_user(service, person, pooled, mess, dice);
        }
        add_posts(service, dice);
        number(service, "users", service.users, dice);
        if (uuids) {
            service.sequences.clear();
            std::set<std::string> here;
            for (auto &user : service.users) {
                bool const known = !known_uuids.empty() && dice.percent(mess.same_uuids);
                auto const which = known ? static_cast<long>(dice.below(known_uuids.size())) : 0;
                std::string const made = known ? *std::next(known_uuids.begin(), which) : uuid(dice);
                user.id = here.contains(made) ? uuid(dice) : made;
                here.insert(user.id);
            }
            known_uuids.insert(here.begin(), here.end());
        }
        number(service, "keys", service.keys, dice);
        number(service, "posts", service.posts, dice);
        number(service, "comments", service.comments, dice);
    }
}

std::string RandomServices::plan() const
{
    std::string text = "name = \"random\"\nstaging = \"${staging}\"\n";
    for (auto const &service : services) {
        text += "\n[[source]]\nname = \"" + service.name + "\"\nurl = \"${" + service.name + "}\"\n";
    }
    text += "\n[target]\nurl = \"${target}\"\ncreate = \"prose\"\n\n[users]\ntable = \"users\"\nname = \"name\"\n"
            "keys = { table = \"keys\", column = \"public_key\" }\nsuffix = \"" +
            suffix + "\"\nwidened_access = \"allow\"\nmatch = [\"" + joined(match, "\", \"") + "\"]\n";
    text += "names = { unique = true }\nprivileges = []\n";
    text += yields.empty() ? "" : "yields = [\"" + joined(yields, "\", \"") + "\"]\n";
    for (auto const *const column : {"users.bio", "keys.origin", "posts.body", "comments.body"}) {
        text += std::string("\n[[waive]]\ncolumn = \"") + column + "\"\nreason = \"says which row it was\"\n";
    }
    return text + (headroom ? "\n[ids]\nheadroom = " + std::to_string(*headroom) + "\n" : "");
}

std::string RandomServices::sql(RandomService const &service, Engine engine, std::uint64_t order) const
{
    Dice dice(order);
    Texts users;
    Texts profiles;
    auto const id_of = [&](std::size_t user) { return literal(service.users[user].id); };
    for (std::size_t user = 0; user < service.users.size(); ++user) {
        auto const &made = service.users[user];
        users.push_back("(" + id_of(user) + ", " + literal(made.name) + ", " + literal(service.bio(user)) + ")");
        if (made.about) {
            profiles.push_back("(" + id_of(user) + ", " + literal(made.about) + ")");
        }
    }
    Texts keys;
    for (auto const &key : service.keys) {
        keys.push_back("(" + std::to_string(key.id) + ", " + id_of(key.user) + ", " + literal(key.text) + ", " +
                       literal(service.origin(key)) + ")");
    }
    Texts posts;
    Texts labels;
    for (auto const &post : service.posts) {
        posts.push_back("(" + std::to_string(post.id) + ", " + id_of(post.author) + ", " +
                        (post.editor ? id_of(*post.editor) : "NULL") + ", " + literal(service.body(post)) + ")");
        for (auto const &word : post.words) {
            labels.push_back("(" + std::to_string(post.id) + ", " + literal(word) + ")");
        }
    }
    Texts comments;
    for (auto const &comment : service.comments) {
        comments.push_back("(" + std::to_string(comment.id) + ", " + std::to_string(service.posts[comment.post].id) +
                           ", " + (comment.parent ? std::to_string(service.comments[*comment.parent].id) : "NULL") +
                           ", " + literal(service.body(comment)) + ")");
    }
    return tables(*this, engine) + insert("users", users, dice) + insert("profile", profiles, dice) +
           insert("keys", keys, dice) + insert("posts", posts, dice) + insert("labels", labels, dice) +
           insert("comments", comments, dice) + sequences(*this, service, engine);
}

Truth::Truth(RandomServices const &services) : all(services)
{
    for (std::size_t service = 0; service < 3; ++service) {
        auto const &there = all.services[service];
        for (std::size_t user = 0; user < there.users.size(); ++user) {
            RandomAccount account{service, user, there.users[user], there.bio(user), {}};
            for (auto const &key : there.keys) {
                if (key.user == user) {
                    account.blobs.insert(key.blob);
                }
            }
            survivor.push_back(accounts.size());
            accounts.push_back(account);
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t a = 0; a < accounts.size(); ++a) {
            for (std::size_t b = 0; b < accounts.size(); ++b) {
                bool const matched = std::any_of(all.match.begin(), all.match.end(), [&](auto const &rule) {
                    return joins(rule, accounts[a], accounts[b]);
                });
                if (matched && survivor[a] < survivor[b]) {
                    survivor[b] = survivor[a];
                    changed = true;
                }
            }
        }
    }
    find_reasons();
}

void Truth::find_reasons()
{
    for (std::size_t a = 0; a < accounts.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            bool const one_person = survivor[a] == survivor[b];
            RandomAccount const &first = accounts[b];
            RandomAccount const &second = accounts[a];
            if (one_person && first.service == second.service) {
                reasons.push_back(first.bio + " and " + second.bio + " would be one");
            }
            if (one_person && first.of.about && second.of.about && first.of.about != second.of.about) {
                reasons.push_back(first.bio + " and " + second.bio + " have different profiles");
            }
            if (all.uuids && survivor[a] == a && survivor[b] == b && first.of.id == second.of.id) {
                reasons.push_back(first.bio + " and " + second.bio + " have one id");
            }
        }
    }
}

} // namespace tributary::testing
