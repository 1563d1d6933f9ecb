#include "merge/plan/accepted_lines.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/proposed_lines.hpp"

#include <algorithm>
#include <cstdint>
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

/// True if the entries of a list say of the same place what to do: all but `dangling` is equal, and there is a column.
bool are_about_one_place(toml::table const &a, toml::table const &b)
{
    auto const is_in = [](toml::table const &one, toml::table const &other) {
        return std::all_of(one.begin(), one.end(), [&](auto const &pair) {
            auto const *const there = other.get(pair.first.str());
            return pair.first == "dangling" || (there != nullptr && are_equal(*there, pair.second));
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

} // namespace

std::vector<AcceptedLines> accepted_lines(Plan const &plan)
{
    std::vector<AcceptedLines> result;
    if (!plan.overrides) {
        return result;
    }
    auto const file = plan.overrides->string();
    for (auto const &answer : read_overrides(*plan.overrides)) {
        if (!wants_lines(answer)) {
            continue;
        }
        require_lines(answer, file);
        result.push_back({file, answer.line, *chosen_lines(answer, *answer.proposal)});
    }
    return result;
}

void add_lines(toml::table &plan, AcceptedLines const &accepted)
{
    auto table = parse_toml(accepted.lines, accepted.file);
    if (auto const clash = merge_tables(plan, table); !clash.empty()) {
        fail(accepted.file, {accepted.line, 1}, "the plan has another `" + clash + "` than the accepted lines",
             "take the answer out, or the line in the plan");
    }
}

void refuse_lines(AcceptedLines const &accepted, model::Error const &error)
{
    std::string const sentence = error.what();
    fail(accepted.file, {accepted.line, 1}, "the accepted lines do not fit the plan: " + sentence, error.next_step);
}

} // namespace tributary::plan
