#pragma once

#include "merge/plan/csv.hpp"
#include "tests/testing/database.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/two_services.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace tributary::testing {

using Fields = std::map<std::string, std::string>; // of a row of answers, by heading
inline std::vector<std::string> const headings_of_answers{"id",        "kind",     "account", "table",    "row",
                                                          "claimants", "proposal", "allowed", "decision", "note"};

/// What a service holds of one account or badge.
struct Thing {
    std::string source;
    std::string id;
    std::string name;
};

/// A random number below `end`.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    std::size_t operator()(std::size_t end) { return static_cast<std::size_t>(m_engine() % end); }
    bool one_in(std::size_t times) { return (*this)(times) == 0; }
    template <typename List> auto const &among(List const &list) { return list[(*this)(list.size())]; }

private:
    std::mt19937_64 m_engine;
};

/// Three services whose names, addresses and badges contest each other, with posts whose authors nothing declares. The
/// `bio` of a user, the `colour` of a badge and the `title` of a post say in which row it was read.
class RandomQuestions {
public:
    explicit RandomQuestions(std::uint64_t seed) : dice(seed)
    {
        services.of_second = "\n[[source]]\nname = \"third\"\nurl = \"sqlite:third.db\"";
        services.users += "\non_collision = \"refuse\"";
        execute({Engine::sqlite, "sqlite:" + (services.folder() / "third.db").string()}, sql("third"));
        execute(services.first, sql("first"));
        execute(services.second, sql("second"));
    }

    Dice dice;
    TwoServices services{Engine::sqlite, Engine::sqlite};
    std::map<std::string, Thing> users;         ///< by bio
    std::map<std::string, Thing> badges;        ///< by colour
    std::map<std::string, std::string> authors; ///< by the title of a post: the bio of its author; empty: none

private:
    std::string sql(std::string const &source)
    {
        std::vector<std::string> const names{"ann", "bob", "cleo", "dora", "emil", "fay"};
        std::vector<std::string> const seeds{"admin", "guest", "system"};
        std::string text =
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, mail TEXT UNIQUE, bio TEXT);"
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title TEXT);"
            "CREATE TABLE badges (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE, colour TEXT);";
        std::size_t id = 1;
        std::set<std::string> mails;
        auto const add = [&](std::string const &name) {
            auto const number = std::to_string(id);
            auto const bio = source + "-" + number;
            auto const mail = "m" + std::to_string(dice(4));
            auto const has_mail = dice.one_in(2) && mails.insert(mail).second;
            text += "INSERT INTO users VALUES (" + number + ", '" + name + "', " +
                    (has_mail ? "'" + mail + "'" : "NULL") + ", '" + bio + "');";
            users[bio] = {source, number, name};
            auto const title = "post of " + bio;
            text += "INSERT INTO posts VALUES (" + number + ", " + number + ", '" + title + "');";
            authors[title] = bio;
            id += 1 + dice(3);
        };
        if (m_is_seeded) {
            std::for_each(seeds.begin(), seeds.end(), add);
            id = 20 + dice(20);
        }
        for (auto const &name : names) {
            if (dice.one_in(2)) {
                add(name);
            }
        }
        if (dice.one_in(3)) {
            text += "INSERT INTO posts VALUES (90, 777, 'lost in " + source + "');";
            authors["lost in " + source] = "";
        }
        for (auto const *const label : {"gold", "silver", "iron"}) {
            if (dice.one_in(2)) {
                auto const number = std::to_string(++id);
                auto const colour = source + "-" + number;
                text += "INSERT INTO badges VALUES (" + number + ", '" + label + "', '" + colour + "');";
                badges[colour] = {source, number, label};
            }
        }
        return text;
    }

    bool const m_is_seeded = dice.one_in(3);
};

/// An operator who answers at random, in whichever file and form, and not always well.
class RandomOperator {
public:
    explicit RandomOperator(RandomQuestions &world) : m_world(world), m_dice(world.dice) {}

    std::filesystem::path conflicts() const { return m_world.services.folder() / "merge.conflicts.csv"; }
    std::filesystem::path answers() const { return m_world.services.folder() / "merge.answers.csv"; }

    static std::vector<Fields> rows_of(std::filesystem::path const &file)
    {
        std::vector<Fields> result;
        auto const records =
            std::filesystem::exists(file) ? plan::read_csv(contents(file)) : std::vector<plan::CsvRecord>();
        for (std::size_t i = 1; i < records.size(); ++i) {
            auto &row = result.emplace_back();
            for (std::size_t place = 0; place < records[i].fields.size(); ++place) {
                auto head = records[0].fields[place];
                std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return std::tolower(c); });
                row[head] = records[i].fields[place];
            }
        }
        return result;
    }

    void answer(bool well)
    {
        std::vector<Fields> in_conflicts;
        auto in_answers = rows_of(answers());
        for (auto row : rows_of(conflicts())) {
            m_asked[row["id"]] = row;
            if (!well && m_dice.one_in(6)) {
                in_conflicts.push_back(row); // later
                continue;
            }
            row["decision"] = decision_for(row, well);
            row["note"] = "n";
            auto const by_hand = !well && m_dice.one_in(4);
            if (by_hand) {
                worsen(row);
            }
            (by_hand || m_dice.one_in(3) ? in_answers : in_conflicts).push_back(row);
            if (!well && m_dice.one_in(12)) { // twice, once as it likes
                row["id"].clear();
                row["decision"] = decision_for(row, well);
                in_answers.push_back(row);
            }
        }
        write(conflicts(), in_conflicts);
        write(answers(), in_answers);
    }

    /// What the operator would do who is tired of it: everything that is not obeyed is taken out.
    void take_out(std::set<std::string> const &kept)
    {
        auto rows = rows_of(answers());
        std::erase_if(rows, [&](auto &row) { return !kept.contains(row["id"] + " " + row["decision"]); });
        write(answers(), rows);
        std::filesystem::remove(conflicts());
    }

    std::map<std::string, Fields> const &asked() const { return m_asked; }

private:
    std::string decision_for(Fields &row, bool well)
    {
        std::vector<std::string> allowed;
        auto const text = row["allowed"];
        for (std::size_t from = 0; from < text.size();) {
            auto const end = std::min(text.find(", ", from), text.size());
            allowed.push_back(text.substr(from, end - from));
            from = end + 2;
        }
        if (well && row["kind"] == "uncovered") {
            return "accept";
        }
        auto decision = allowed.empty() ? std::string("keep") : m_dice.among(allowed);
        auto const number = std::to_string(m_dice(well ? 1000000 : 4));
        decision = decision == "rename:<new>"        ? "rename:new" + number
                   : decision == "survivor:<source>" ? "survivor:" + std::string(m_dice.one_in(2) ? "first" : "second")
                   : decision == "set:<column>=<value>"
                       ? (row["table"] == "badges" ? "set:label=v" : "set:mail=v") + number
                       : decision;
        if (m_dice.one_in(5)) {
            decision[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(decision[0])));
        }
        return decision;
    }

    /// A slip of the pen, or yesterday's answer.
    void worsen(Fields &row)
    {
        switch (m_dice(6)) {
        case 0: row["id"] = row["kind"] + "-0123456789ab"; break;
        case 1: row["id"].clear(); break;
        case 2: row["account"] += "x"; break;
        case 3: row["claimants"] += "x"; break;
        case 4:
            row = {{"id", row["id"]}, {"decision", row["decision"]}, {"proposal", row["proposal"]}, {"note", "n"}};
            break;
        default: row["decision"] = m_dice.one_in(2) ? "acept" : "drop"; break;
        }
    }

    /// As one of the programs that people have would write it.
    void write(std::filesystem::path const &file, std::vector<Fields> const &rows)
    {
        auto const separator = m_dice.among(std::string(",,;\t"));
        auto const quoted = [](std::string const &text) {
            std::string result = "\"";
            for (char const c : text) {
                result += c == '"' ? std::string("\"\"") : std::string(1, c);
            }
            return result + '"';
        };
        std::string text = m_dice.one_in(4) ? "\xef\xbb\xbf" : "";
        auto const line_end = m_dice.one_in(4) ? "\r\n" : "\n";
        for (std::size_t i = 0; i < headings_of_answers.size(); ++i) {
            text += (i == 0 ? "" : std::string(1, separator)) + headings_of_answers[i];
        }
        text += line_end;
        for (auto row : rows) {
            for (std::size_t i = 0; i < headings_of_answers.size(); ++i) {
                text += (i == 0 ? "" : std::string(1, separator)) + quoted(row[headings_of_answers[i]]);
            }
            text += line_end;
        }
        m_world.services.write(file.filename().string(), text);
    }

    RandomQuestions &m_world;
    Dice &m_dice;
    std::map<std::string, Fields> m_asked; ///< by id
};

} // namespace tributary::testing
