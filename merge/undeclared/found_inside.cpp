#include "merge/mapping/users.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/undeclared/document_forms.hpp"
#include "merge/undeclared/explained.hpp"
#include "merge/undeclared/found_by_kind.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/kinds_inside.hpp"
#include "merge/undeclared/own_names.hpp"
#include "merge/undeclared/proposal.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

using Way = InsideTally::Way;

/// One place in one column, in all sources.
class Found {
public:
    Found(plan::Plan const &plan, std::span<CoverageSource const> sources, Suspect const &suspect, std::string place,
          DocumentForms const &forms, InsideTally const &first)
        : m_plan(plan), m_sources(sources), m_suspect(suspect), m_first(first),
          m_schema(sources[suspect.source].schema),
          m_users(mapping::users_table(plan, sources[suspect.source].name, m_schema)),
          m_lines(m_schema, {m_users.table->label, m_users.id}, suspect, std::move(place), forms, first)
    {
    }

    void add(Suspect const &suspect, InsideTally const &tally)
    {
        m_all.emplace_back(&suspect, &tally);
        m_numbers.push_back(&tally);
    }

    /// `texts` is how many of the column there are in all sources.
    std::optional<model::UncoveredColumn> finding(std::int64_t texts)
    {
        if (std::any_of(m_all.begin(), m_all.end(), [](auto const &one) { return one.second->partly; })) {
            return of_other_kinds(m_sources, m_lines, phrase(), m_all);
        }
        if (m_first.of_any && m_first.way == Way::path) {
            if (auto kinds = kinds_inside(m_plan, m_schema, {m_users.table->label, m_users.id}, m_all)) {
                return of_kinds(m_sources, m_lines, phrase(), m_all, *kinds);
            }
        }
        choose_target();
        Sums sums;
        auto result = m_lines.start();
        for (auto const &[suspect, tally] : m_all) {
            sums.values += tally->values;
            sums.known += hits(*tally);
            sums.none += tally->none;
            sums.own_names += tally->own_names;
            sums.owned += tally->owned;
            sums.unmistakable = sums.unmistakable || tally->unmistakable;
            sums.scattered = sums.scattered || tally->scattered;
            sums.tree = sums.tree || tally->tree;
            sums.by_number = sums.by_number && tally->by_number;
            sums.distinct = std::max(sums.distinct, tally->distinct);
            sums.distinct_names = std::max(sums.distinct_names, tally->distinct_names);
            auto const accident = tally->by_accident.find(m_to);
            sums.by_accident *= accident == tally->by_accident.end() ? 1 : accident->second;
            sums.besides.insert(tally->besides.begin(), tally->besides.end());
            if (tally->values > 0) {
                result.shares.push_back({m_sources[suspect->source].name, tally->values, hits(*tally)});
            }
        }
        if (is_of_own_names()) { // in a source without such a place as well
            sums.owned = std::max(sums.owned, texts);
        }
        if (!is_suspicious(sums)) {
            return std::nullopt;
        }
        find_rivals(sums.values);
        auto const doubtful = !m_rivals.empty() || !sums.besides.empty();
        result.what = phrase();
        result.evidence = evidence(result, sums);
        result.reference = references();
        result.waive = m_lines.waiver(m_first.path);
        result.likely = sums.known * 2 >= sums.values && sums.besides.empty();
        result.certain =
            m_first.way != Way::regex && !by_values_only() && !doubtful && sums.known * 100 >= sums.values * 99;
        if (auto const member = m_first.of_any ? kind_member(m_all) : std::nullopt) {
            propose_by_kind(m_lines, m_all, *member, result);
        }
        return result;
    }

    std::string const &path() const { return m_first.path; }
    /// Found in texts only because the names there are those of the rows' own users.
    bool is_of_own_names() const { return m_first.way == Way::regex && m_first.owned > 0 && m_first.nameless; }
    bool has_names_in_text() const { return m_first.way == Way::regex && m_by_name; }

private:
    struct Sums {
        std::int64_t values = 0;
        std::int64_t known = 0;
        std::int64_t none = 0;
        std::int64_t own_names = 0;
        std::int64_t owned = 0;
        bool unmistakable = false;
        bool scattered = false;
        bool tree = false;
        bool by_number = true;
        std::size_t distinct = 0;
        std::size_t distinct_names = 0;
        double by_accident = 1;
        std::set<std::string> besides;
    };

    bool by_values_only() const { return m_first.any_member || m_first.of_any || m_first.weak || m_first.bare; }

    /// The less its name says, the more its values have to.
    bool is_suspicious(Sums const &sums) const
    {
        constexpr std::size_t enough_numbers = 10;
        constexpr std::size_t few_names = 5; // where nothing else is among the words
        constexpr double accident = 1e-6;
        auto const several = sums.distinct >= least_different_ids;
        auto const by_number = m_first.way != Way::regex && m_first.any_member && sums.by_number;
        if (sums.values == 0 || (sums.known == 0 && !sums.unmistakable)) {
            return false;
        }
        if (m_by_name && are_own_names(sums.own_names, sums.owned, sums.distinct_names)) {
            return true;
        }
        if (m_first.nameless && m_by_name) { // any words
            auto const is_alone = has_names_in_text() && !is_of_own_names() && sums.known == sums.values;
            return sums.known * 10 >= sums.values * 9 && sums.distinct_names >= (is_alone ? few_names : enough_numbers);
        }
        if (m_first.nameless) { // any numbers
            return sums.known * 100 >= sums.values * 99 && sums.distinct >= enough_numbers &&
                   (sums.by_accident < accident || sums.tree || is_used_up(m_to, m_numbers));
        }
        auto const enough = m_first.vague ? sums.distinct >= enough_numbers : several;
        if (m_first.bare && !(enough && (sums.scattered || covers_half(sums)))) {
            return false; // of a page 1, 2, 3 is a number
        }
        if (((m_first.of_any || is_weak_word()) && !several && !m_by_name) ||
            ((by_number || m_first.only_id) && !(several && sums.scattered))) {
            return false;
        }
        return by_values_only()            ? sums.known * 10 >= sums.values * 9
               : m_first.way == Way::regex ? sums.known * 2 >= sums.values
                                           : true;
    }

    /// In each source half of the table's ids, or more.
    bool covers_half(Sums const &sums) const
    {
        return sums.distinct > 0 && std::all_of(m_numbers.begin(), m_numbers.end(), [&](SeenNumbers const *numbers) {
                   auto const size = numbers->sizes.find(m_to);
                   return numbers->values == 0 ||
                          (size != numbers->sizes.end() && size->second <= numbers->distinct * 2);
               });
    }

    /// A word of a text that may mean anything: user:7.
    bool is_weak_word() const { return m_first.way == Way::regex && m_first.weak && m_first.mark != in_a_list; }

    /// Other tables whose ids nearly all values are as well, where only the values say of which table they are.
    void find_rivals(std::int64_t values)
    {
        if (!m_first.of_any) {
            return;
        }
        std::map<model::KeyColumn, std::int64_t> all;
        for (auto const &[suspect, tally] : m_all) {
            all[{m_users.table->label, m_users.id}] += tally->ids;
            for (auto const &[table, table_hits] : tally->others) {
                all[table] += table_hits;
            }
        }
        for (auto const &[table, table_hits] : all) {
            if (table.table != m_to.table && table_hits * 10 >= values * 9) {
                m_rivals.push_back(table);
            }
        }
        std::stable_partition(m_rivals.begin(), m_rivals.end(),
                              [&](auto const &table) { return table.table != m_suspect.table; });
        if (is_used_up(m_to, m_numbers)) {
            std::erase_if(m_rivals, [&](auto const &table) { return avoid_the_rest(m_to, table, m_numbers); });
        }
    }

    std::int64_t hits(InsideTally const &tally) const
    {
        if (m_of_users) {
            return m_by_name ? tally.names : tally.ids;
        }
        auto const found = tally.others.find(m_to);
        return found == tally.others.end() ? 0 : found->second;
    }

    void choose_target()
    {
        std::int64_t ids = 0;
        std::int64_t names = 0;
        std::map<model::KeyColumn, std::int64_t> others;
        for (auto const &[suspect, tally] : m_all) {
            ids += tally->ids;
            names += tally->names;
            for (auto const &[table, table_hits] : tally->others) {
                others[table] += table_hits;
            }
        }
        auto const are_one = names > 0 && names == ids && m_first.distinct == 0; // users' names are their ids
        m_by_name = names > ids || are_one;
        m_to = {m_users.table->label, m_by_name ? m_plan.users.name : m_users.id};
        auto best = std::max(ids, names);
        for (auto const &[table, table_hits] : others) {
            auto const is_likelier = table_hits == best && m_first.of_any && likelihood(table) > likelihood(m_to);
            if (table_hits > best || is_likelier || (m_of_users && best == 0)) {
                best = table_hits;
                m_to = table;
                m_of_users = false;
            }
        }
    }

    /// A way through a tree leads most probably to its own row.
    bool is_own_tree(model::KeyColumn const &table) const
    {
        auto const is_tree = [](auto const &one) { return one.second->tree; };
        return table.table == m_suspect.table && std::any_of(m_all.begin(), m_all.end(), is_tree);
    }

    /// The greater the likelier.
    std::tuple<bool, bool, double> likelihood(model::KeyColumn const &table) const
    {
        return {is_own_tree(table), is_used_up(table, m_numbers), -accident_of(table)};
    }

    /// How probable it is that so many numbers are ids of this table.
    double accident_of(model::KeyColumn const &table) const
    {
        double result = 1;
        for (auto const &[suspect, tally] : m_all) {
            auto const found = tally->by_accident.find(table);
            result *= found == tally->by_accident.end() ? 1 : found->second;
        }
        return result;
    }

    std::string phrase() const
    {
        auto const *const document = m_first.path.empty() ? "" : is_php() ? " in serialised PHP" : " in JSON";
        auto const where = m_first.way == Way::regex
                               ? m_first.mark + " in a text" + (m_first.path.empty() ? "" : " at " + m_first.path)
                           : m_first.way == Way::keys ? "as keys at " + m_first.path
                                                      : "at " + m_first.path;
        return (m_by_name ? "names " : is_of_words() ? "ids " : "numbers ") + where + document;
    }

    /// Ids that are no numbers.
    bool is_of_words() const { return m_of_users && m_first.distinct == 0; }

    bool is_php() const { return m_first.format == model::Format::php; }

    std::string evidence(model::UncoveredColumn const &found, Sums const &sums) const
    {
        auto const are = m_by_name ? std::string("are names of users")
                                   : "are ids of " + (m_of_users ? std::string("users") : m_to.table);
        auto text = found.what + ": " + shares_in_words(found.shares, are) +
                    (sums.none == 0 ? "" : "; the others are 0 or less");
        std::string besides;
        for (auto const &member : sums.besides) {
            besides +=
                (besides.empty() ? "; the path leads to members with names of their own as well: " : ", ") + member;
        }
        return text + rivals_in_words(m_rivals) + besides;
    }

    /// One, or those of which the operator has to choose.
    std::string references() const
    {
        if (m_rivals.empty()) {
            return m_lines.reference(m_to, m_first.path);
        }
        std::vector<std::string> entries{m_lines.reference(m_to, m_first.path)};
        for (std::size_t i = 0; i < std::min(m_rivals.size(), most_rivals); ++i) {
            entries.push_back(m_lines.reference(m_rivals[i], m_first.path));
        }
        return one_of(entries);
    }

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
    Suspect const &m_suspect;
    InsideTally const &m_first; ///< what its name says is the same in all
    model::Schema const &m_schema;
    mapping::UsersTable m_users;
    LinesOfPlace m_lines;
    InsideCounts m_all;
    std::vector<SeenNumbers const *> m_numbers;
    bool m_of_users = true;
    bool m_by_name = false;
    model::KeyColumn m_to;
    std::vector<model::KeyColumn> m_rivals;
};

} // namespace

std::vector<model::UncoveredColumn> found_inside(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                                 std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    std::map<model::KeyColumn, DocumentForms> forms;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        forms[{suspects[i].table, suspects[i].column}].add(suspects[i], tallies[i]);
    }
    std::map<std::pair<model::KeyColumn, std::string>, Found> places;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto const &suspect = suspects[i];
        for (auto const &[place, tally] : tallies[i].inside) {
            auto const key = std::pair(model::KeyColumn{suspect.table, suspect.column}, place);
            places.try_emplace(key, plan, sources, suspect, place, forms.at(key.first), tally)
                .first->second.add(suspect, tally);
        }
    }
    std::vector<model::UncoveredColumn> result;
    std::map<model::KeyColumn, std::int64_t> texts; // that are no documents, in all sources
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        texts[{suspects[i].table, suspects[i].column}] += tallies[i].filled - tallies[i].php - tallies[i].json;
    }
    std::set<std::pair<model::KeyColumn, std::string>> with_names; // texts in which a name says where names are
    for (auto const by_own_names : {false, true}) {
        for (auto &[key, place] : places) {
            auto const text = std::pair(key.first, place.path());
            if (place.is_of_own_names() != by_own_names || (by_own_names && with_names.contains(text))) {
                continue;
            }
            if (auto found = place.finding(texts[key.first])) {
                result.push_back(std::move(*found));
                if (place.has_names_in_text()) {
                    with_names.insert(text);
                }
            }
        }
    }
    return result;
}

} // namespace tributary::undeclared
