#include "merge/plan/accepted_lines.hpp"

#include "merge/plan/column_name.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

namespace tributary::plan {
namespace {

bool are_equal(toml::node const &a, toml::node const &b)
{
    if (a.is_table() || a.is_array()) {
        return a.is_table() ? b.is_table() && *a.as_table() == *b.as_table()
                            : b.is_array() && *a.as_array() == *b.as_array();
    }
    return a.type() == b.type() && a.value<std::string>() == b.value<std::string>() &&
           a.value<std::int64_t>() == b.value<std::int64_t>() && a.value<bool>() == b.value<bool>();
}

/// True if both say the same there; what says nothing means what is usual.
bool say_the_same(std::string_view key, toml::node const *a, toml::node const *b)
{
    auto const is_usual = [&](toml::node const *one) {
        return one == nullptr || (key == "format" ? one->value<std::string>() == "json"
                                                  : (key == "keys" || key == "array") && one->value<bool>() == false);
    };
    if (a == nullptr || b == nullptr) {
        return is_usual(a) && is_usual(b);
    }
    if (key == "column" || key == "to") {
        auto const name = read_column_name(a->value<std::string>().value_or(""));
        return name && name == read_column_name(b->value<std::string>().value_or(""));
    }
    return are_equal(*a, *b);
}

/// True if the entries of a list say of the same place what to do: all but `dangling` and `invalid` is equal, and there
/// is a column.
bool are_about_one_place(toml::table const &a, toml::table const &b)
{
    auto const is_in = [](toml::table const &one, toml::table const &other) {
        return std::all_of(one.begin(), one.end(), [&](auto const &pair) {
            auto const key = pair.first.str();
            return key == "dangling" || key == "invalid" || say_the_same(key, &pair.second, other.get(key));
        });
    };
    return a.contains("column") && a.contains("to") && is_in(a, b) && is_in(b, a);
}

std::string merge_tables(toml::table &into, toml::table &from);

/// Into the entry about the same place, if there is one.
std::string add_entry(toml::array &list, toml::table &entry)
{
    for (auto &&one : list) {
        if (are_about_one_place(*one.as_table(), entry)) {
            for (char const *const key : {"column", "to", "format", "keys", "array"}) {
                entry.erase(key); // it says so in other words
            }
            return merge_tables(*one.as_table(), entry);
        }
    }
    list.push_back(std::move(entry));
    return {};
}

/// Moves `from` into `into`; the name of the first key that has another value in both; empty if no key does.
std::string merge_tables(toml::table &into, toml::table &from)
{
    for (auto &&[key, value] : from) {
        auto *const there = into.get(key.str());
        if (there == nullptr) {
            into.insert(key, std::move(value));
        } else if (there->is_table() && value.is_table()) {
            if (auto clash = merge_tables(*there->as_table(), *value.as_table()); !clash.empty()) {
                return clash;
            }
        } else if (there->is_array_of_tables() && value.is_array_of_tables()) {
            for (auto &&one : *value.as_array()) {
                if (auto clash = add_entry(*there->as_array(), *one.as_table()); !clash.empty()) {
                    return clash;
                }
            }
        } else if (!are_equal(*there, value)) {
            return std::string(key.str());
        }
    }
    return {};
}

/// True if the lines of two answers cannot stand in one plan.
bool clashes(AcceptedLines const &a, AcceptedLines const &b)
{
    auto first = parse_toml(a.lines, a.file);
    auto second = parse_toml(b.lines, b.file);
    return !merge_tables(first, second).empty();
}

} // namespace

std::vector<AcceptedLines> accepted_lines(Plan const &plan, std::vector<bool> const &applied)
{
    std::vector<AcceptedLines> result;
    std::set<std::string_view> known;
    for (std::size_t i = 0; i < plan.answers.size(); ++i) {
        auto const &answer = plan.answers[i];
        if (applied[i] && !answer.lines.empty() && known.insert(answer.lines).second) {
            result.push_back({answer.file, answer.line, answer.lines});
        }
    }
    auto const answers = plan.answers_file.string(); // others are to be taken over into it
    std::sort(result.begin(), result.end(), [&](auto const &a, auto const &b) {
        return std::pair(a.file != answers, a.line) < std::pair(b.file != answers, b.line);
    });
    return result;
}

void add_lines(toml::table &plan, std::span<AcceptedLines const> all)
{
    for (auto one = all.begin(); one != all.end(); ++one) {
        auto table = parse_toml(one->lines, one->file);
        auto const clash = merge_tables(plan, table);
        if (clash.empty()) {
            continue;
        }
        auto const other = std::find_if(all.begin(), one, [&](auto const &before) { return clashes(before, *one); });
        if (other == one) {
            fail(one->file, {one->line, 1}, "the plan has another `" + clash + "` than the accepted lines",
                 "take the answer out, or the line in the plan");
        }
        fail(one->file, {one->line, 1},
             "the lines that " + other->file + ":" + std::to_string(other->line) + " accepts have another `" + clash +
                 "` than those of this answer",
             "take one of the two answers out");
    }
}

void refuse_lines(AcceptedLines const &accepted, model::Error const &error)
{
    std::string const sentence = error.what();
    fail(accepted.file, {accepted.line, 1}, "the accepted lines do not fit the plan: " + sentence, error.next_step);
}

} // namespace tributary::plan
