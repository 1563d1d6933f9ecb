#include "merge/undeclared/counted_place.hpp"

#include "merge/undeclared/user_words.hpp"

#include <range/v3/view/reverse.hpp>

#include <algorithm>
#include <cstddef>

namespace tributary::undeclared {

namespace {

constexpr std::size_t enough_names = 64;
constexpr std::size_t most_said_kinds = 64;
constexpr std::size_t most_other_kinds = 16;

} // namespace

using model::Cell;

void CountedPlace::count(Known const &known, Cell const &value, bool every_word)
{
    auto const number = number_of(value);
    auto const wide = number || !tally->of_any || value.bytes.size() >= least_length_of_id;
    auto const user = users && wide && known.users.has(value);
    auto const is_name =
        users && !tally->of_any && !number && value.type == Cell::Type::text && known.names.has(value.bytes);
    if (!number && !user && !is_name && !every_word) {
        return; // no id, and no user's name
    }
    bool other = false;
    for (auto const &[ids, hits] : watched) {
        auto const hit = number && ids->has(*number);
        *hits += hit ? 1 : 0;
        other = other || hit;
    }
    if (number && *number < 1 && !user && !other) {
        ++tally->none;
        return;
    }
    ++tally->values;
    tally->ids += user ? 1 : 0;
    tally->names += is_name ? 1 : 0;
    if (is_name && tally->distinct_names < enough_names && names.emplace(value.bytes).second) {
        ++tally->distinct_names;
    }
    greatest = std::max(greatest, number.value_or(0));
    auto const is_full = number && sample.add(*number) && sample.values().size() == Sample::enough;
    if (tally->of_any && (is_full || (tally->nameless && tally->values == Sample::enough))) {
        choose_tables();
    }
}

void CountedPlace::count_kinds(std::vector<AroundObject> const &around, std::int64_t number)
{
    constexpr std::size_t most_members = 4;                     // and as many whose names say that they are kinds
    for (auto const &object : ranges::views::reverse(around)) { // the nearest first
        for (auto const &word : *object.words) {
            KindMember const member{object.steps, object.path, word.member};
            auto const says = says_kind(word.member);
            auto const found = kinds.find(member);
            if (found == kinds.end() &&
                (kinds.size() >= (says ? 2 * most_members : most_members) || no_kinds.contains(member))) {
                continue;
            }
            auto &of_member = found == kinds.end() ? kinds[member] : found->second;
            if (!of_member.contains(word.value) && of_member.size() >= (says ? most_said_kinds : most_other_kinds)) {
                no_kinds.insert(member);
                kinds.erase(member);
                continue;
            }
            auto &of = of_member[word.value];
            of.of_text = word.is_text;
            of.add(number);
        }
    }
}

/// By the first values; of a place without a name those with the fewest ids, as all have the small numbers.
void CountedPlace::choose_tables()
{
    constexpr std::size_t most_tables = 8;
    std::erase_if(watched, [&](auto const &table) {
        return tally->nameless ? *table.second * 20 < tally->values * 19 : *table.second * 2 < tally->values;
    });
    if (tally->nameless && watched.size() > most_tables) {
        std::stable_sort(watched.begin(), watched.end(),
                         [](auto const &a, auto const &b) { return a.first->size() < b.first->size(); });
        watched.resize(most_tables);
    }
}

void CountedPlace::finish(Known const &known)
{
    auto const &all = sample.values();
    if (tally == nullptr || all.empty()) {
        return;
    }
    tally->distinct = all.size();
    tally->scattered = sample.is_scattered();
    tally->tree = paths.are_paths();
    auto const note = [&](model::KeyColumn const &table, IdSet const &ids) {
        tally->look_up(table, ids, sample, greatest);
    };
    note(known.users_id, known.users);
    for (auto const &[table, hits] : tally->others) {
        note(table, known.tables.at(table));
    }
    for (auto const &[member, words] : kinds) {
        for (auto const &[word, numbers] : words) {
            auto &of = tally->kinds[member][word];
            of = numbers.of(known, tally->sizes);
            of.as_text = numbers.of_text;
            of.as_number = !numbers.of_text;
        }
    }
}

} // namespace tributary::undeclared
