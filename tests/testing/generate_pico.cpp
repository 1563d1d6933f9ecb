// generate_pico OUTDIR: writes the three services of fixtures/pico and the answers that follow
// from how they were made. No input and no clock: every machine writes the same bytes.

#include "tests/testing/pico_population.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>

namespace tributary::testing::pico {

namespace {

namespace fs = std::filesystem;

std::string quoted(std::string const &text)
{
    std::string result = "'";
    for (char const character : text) {
        result += character == '\'' ? "''" : std::string(1, character);
    }
    return result + "'";
}

std::string quoted(std::optional<std::string> const &text) { return text ? quoted(*text) : "NULL"; }

std::string row(std::vector<std::string> const &values)
{
    std::string result;
    for (std::string const &value : values) {
        result += (result.empty() ? "(" : ", ") + value;
    }
    return result + ")";
}

std::ofstream opened(fs::path const &file)
{
    std::ofstream stream;
    stream.exceptions(std::ios::failbit | std::ios::badbit);
    stream.open(file, std::ios::binary);
    return stream;
}

void insert(std::ostream &out, std::string_view table, std::vector<std::string> const &rows)
{
    constexpr std::size_t rows_in_a_statement = 200;
    for (std::size_t number = 0; number < rows.size(); ++number) {
        bool const first = number % rows_in_a_statement == 0;
        bool const last = (number + 1) % rows_in_a_statement == 0 || number + 1 == rows.size();
        out << (first ? "INSERT INTO " + std::string(table) + " VALUES\n" : "") << rows[number]
            << (last ? ";\n" : ",\n");
    }
}

void write_service(fs::path const &file, std::vector<Account> const &accounts, Random &random)
{
    std::vector<std::string> users;
    std::vector<std::string> keys;
    std::vector<std::string> posts;
    std::vector<std::string> analytics;
    for (Account const &account : accounts) {
        std::string const owner = quoted(account.id);
        users.push_back(
            row({owner, quoted(account.name), quoted(account.email), quoted(account.bio), quoted(account.created_at)}));
        for (Key const &key : account.keys) {
            keys.push_back(row({quoted(key.id), owner, quoted(key.text), quoted(key.created_at)}));
        }
        for (Post const &post : account.posts) {
            posts.push_back(row({quoted(post.id), owner, quoted(post.title), quoted(post.text),
                                 quoted(post.description), quoted(post.filename), post.hidden ? "true" : "false",
                                 quoted(post.publish_at), quoted(post.created_at), quoted(post.updated_at)}));
            if (post.analysis) {
                analytics.push_back(row({quoted(post.analysis->id), quoted(post.id),
                                         post.analysis->views ? std::to_string(*post.analysis->views) : "NULL",
                                         quoted(post.analysis->updated_at)}));
            }
        }
    }
    for (auto *rows : {&keys, &posts, &analytics}) { // the order of the rows must not tell whose they are
        random.shuffle(*rows);
    }
    std::ofstream out = opened(file);
    out << "-- Made by tests/testing/generate_pico.cpp: change that, not this.\n";
    insert(out, "app_users (id, name, email, bio, created_at)", users);
    insert(out, "public_keys (id, user_id, public_key, created_at)", keys);
    insert(out, "posts (id, user_id, title, text, description, filename, hidden, publish_at, created_at, updated_at)",
           posts);
    insert(out, "post_analytics (id, post_id, views, updated_at)", analytics);
}

/// Lines of a table of answers, by their first column.
using Answers = std::map<std::string, std::string>;

std::size_t letters_in(std::string const &text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

Answers counts(Population const &population)
{
    std::map<std::string, std::size_t> counts;
    for (std::size_t service = 0; service < services.size(); ++service) {
        for (Account const &account : population.accounts[service]) {
            counts["accounts"] += 1;
            counts["accounts without a name"] += account.name ? 0 : 1;
            counts["keys"] += account.keys.size();
            for (Post const &post : account.posts) {
                counts["posts"] += 1;
                counts[std::string("posts in ") + services[service]] += 1;
                counts["posts that are hidden"] += post.hidden ? 1 : 0;
                counts["posts without a filename"] += post.filename ? 0 : 1;
                counts["posts that are empty"] += post.text.empty() ? 1 : 0;
                counts["posts that are \\N"] += post.text == "\\N" ? 1 : 0;
                counts["characters in posts"] += letters_in(post.text);
                counts["analytics"] += post.analysis ? 1 : 0;
                counts["analytics without views"] += post.analysis && !post.analysis->views ? 1 : 0;
                counts["views"] += post.analysis ? post.analysis->views.value_or(0) : 0;
            }
        }
    }
    counts["accounts"] -= population.folded_accounts;
    counts["keys"] -= population.folded_keys;
    Answers answers;
    for (auto const &[what, count] : counts) {
        answers[what] = std::to_string(count);
    }
    return answers;
}

Account const &account_named(Population const &population, std::size_t service, std::string const &name)
{
    for (Account const &account : population.accounts[service]) {
        if (account.name == name) {
            return account;
        }
    }
    throw std::logic_error("there is no " + name);
}

Answers suffixed(Population const &population)
{
    Answers answers;
    auto const add = [&](std::string const &name, Account const &account) {
        answers[name] =
            account.id + "\t" + std::to_string(account.keys.size()) + "\t" + std::to_string(account.posts.size());
    };
    add("harbourmastertmp", account_named(population, pastes, "harbourmastertmp")); // always had this name
    for (Renamed const &renamed : population.renamed) {
        add(renamed.new_name, account_named(population, renamed.service, renamed.name));
    }
    return answers;
}

Answers people_in_all_services(Population const &population)
{
    Answers answers;
    for (std::string const &name : population.in_all_services) {
        std::set<std::string> keys;
        std::string posts;
        for (std::size_t service = 0; service < services.size(); ++service) {
            Account const &account = account_named(population, service, name);
            posts.append("\t").append(std::to_string(account.posts.size()));
            for (Key const &key : account.keys) {
                keys.insert(key.text.substr(0, key.text.find(' ', key.text.find(' ') + 1))); // without comment
            }
        }
        answers[name] = account_named(population, prose, name).id + "\t" + std::to_string(keys.size()) + posts;
    }
    return answers;
}

Answers posts_under_a_new_name(Population const &population)
{
    Answers answers;
    for (Renamed const &renamed : population.renamed) {
        Account const &account = account_named(population, renamed.service, renamed.name);
        answers[renamed.new_name] = std::to_string(account.posts.size());
    }
    return answers;
}

void write(fs::path const &file, Answers const &answers)
{
    std::ofstream out = opened(file);
    for (auto const &[name, answer] : answers) {
        for (char const letter : name) {
            out << (letter == '\\' ? "\\\\" : std::string(1, letter)); // as in every .out file
        }
        out << '\t' << answer << '\n';
    }
}

} // namespace

void generate(fs::path const &folder)
{
    Population const population;
    Random order;
    for (std::size_t service = 0; service < services.size(); ++service) {
        write_service(folder / (std::string(services[service]) + ".sql"), population.accounts[service], order);
    }
    fs::create_directories(folder / "expected");
    Answers const known = counts(population);
    write(folder / "expected/counts.out", known);
    write(folder / "expected/renamed.out", suffixed(population));
    write(folder / "expected/people_in_all_services.out", people_in_all_services(population));
    write(folder / "expected/posts_under_a_new_name.out", posts_under_a_new_name(population));

    for (auto const &[what, count] : known) {
        std::cout << what << ": " << count << '\n';
    }
    std::cout << "accounts folded: " << population.folded_accounts << "\nkeys folded: " << population.folded_keys
              << "\naccounts renamed: " << population.renamed.size() << '\n';
}

} // namespace tributary::testing::pico

int main(int count, char **arguments)
{
    if (count != 2) {
        std::cerr << "usage: generate_pico OUTDIR\n";
        return 64;
    }
    try {
        tributary::testing::pico::generate(arguments[1]);
    } catch (std::exception const &error) {
        std::cerr << error.what() << '\n';
        return 73;
    }
}
