#include "merge/mapping/users.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/proposal.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace tributary::undeclared {
namespace {

using Way = InsideTally::Way;

/// What all values of a column are like, in all sources.
struct Forms {
    std::int64_t filled = 0;
    std::int64_t php = 0;
    std::set<std::string> begin; ///< how those begin that PHP may have serialised, as patterns of GLOB

    void add(Suspect const &suspect, Tally const &tally)
    {
        filled += tally.filled;
        php += tally.php;
        if (suspect.bytes) {
            begin.insert({R"(\x613a*)", R"(\x4f3a*)", R"(\x733a*)"}); // a: O: s:
        } else {
            begin.insert("[aOs]:[0-9]*");
        }
    }
};

/// One place in one column, in all sources.
class Found {
public:
    Found(plan::Plan const &plan, std::span<CoverageSource const> sources, Suspect const &suspect, std::string place,
          Forms const &forms)
        : m_plan(plan), m_sources(sources), m_suspect(suspect), m_place(std::move(place)), m_forms(forms),
          m_schema(sources[suspect.source].schema),
          m_users(mapping::users_table(plan, sources[suspect.source].name, m_schema))
    {
    }

    void add(Suspect const &suspect, InsideTally const &tally) { m_all.emplace_back(suspect.source, &tally); }

    std::optional<model::UncoveredColumn> finding()
    {
        choose_target();
        std::int64_t values = 0;
        std::int64_t known = 0;
        std::int64_t none = 0;
        bool unmistakable = false;
        bool scattered = false;
        bool under_numbers = true;
        std::size_t distinct = 0;
        auto const any_member = m_all.front().second->any_member;
        auto const of_any = m_all.front().second->of_any;
        model::UncoveredColumn result;
        for (auto const &[source, tally] : m_all) {
            values += tally->values;
            known += hits(*tally);
            none += tally->none;
            unmistakable = unmistakable || tally->unmistakable;
            scattered = scattered || tally->scattered;
            under_numbers = under_numbers && tally->under_numbers;
            distinct = std::max(distinct, tally->distinct);
            if (tally->values > 0) {
                result.shares.push_back({m_sources[source].name, tally->values, hits(*tally)});
            }
        }
        auto const way = m_all.front().second->way;
        auto const by_values = any_member || of_any;
        auto const enough = way == Way::regex ? known * 2 >= values : !by_values || known * 10 >= values * 9;
        auto const numbers_of_ids = any_member && under_numbers && !(distinct >= least_different_ids && scattered);
        if ((of_any && distinct < least_different_ids) || numbers_of_ids) {
            return std::nullopt;
        }
        if (values == 0 || (known == 0 && !unmistakable) || !enough) {
            return std::nullopt;
        }
        result.table = m_suspect.table;
        result.column = m_suspect.column;
        result.inside = m_place;
        result.what = phrase(way);
        result.evidence = evidence(result, none);
        result.reference = reference(way);
        result.waive = "[[waive]]\ncolumn = " + in_plan(m_schema, m_suspect.table, m_suspect.column) +
                       place_in_plan(way) + "\nreason = \"…\"";
        result.likely = known * 2 >= values;
        result.certain = way != Way::regex && !by_values && known * 100 >= values * 99;
        return result;
    }

private:
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
        for (auto const &[source, tally] : m_all) {
            ids += tally->ids;
            names += tally->names;
            for (auto const &[table, table_hits] : tally->others) {
                others[table] += table_hits;
            }
        }
        m_by_name = names > ids;
        m_to = {m_users.table->label, m_by_name ? m_plan.users.name : m_users.id};
        auto best = std::max(ids, names);
        for (auto const &[table, table_hits] : others) {
            if (table_hits > best || (m_of_users && best == 0)) {
                best = table_hits;
                m_to = table;
                m_of_users = false;
            }
        }
    }

    std::string phrase(Way way) const
    {
        auto const &path = m_all.front().second->path;
        auto const where = way == Way::regex  ? "behind \"" + path.substr(0, path.rfind('(')) + "\" in a text"
                           : way == Way::keys ? "as keys at " + path
                                              : "at " + path;
        return std::string(m_by_name ? "names " : "numbers ") + where +
               (way == Way::regex ? ""
                : is_php()        ? " in serialised PHP"
                                  : " in JSON");
    }

    bool is_php() const { return m_all.front().second->format == model::Format::php; }

    std::string evidence(model::UncoveredColumn const &found, std::int64_t none) const
    {
        auto const are = m_by_name ? std::string("are names of users")
                                   : "are ids of " + (m_of_users ? std::string("users") : m_to.table);
        auto const text = found.what + ": " + shares_in_words(found.shares, are);
        return text + (none == 0 ? "" : "; the others are 0 or less");
    }

    std::string place_in_plan(Way way) const
    {
        auto const path = plan::toml_text(m_all.front().second->path);
        return (way == Way::regex ? "\nregex = " + path : "\npath = " + path) +
               (way == Way::keys ? "\nkeys = true" : "") + (is_php() ? "\nformat = \"php\"" : "");
    }

    /// The rows whose values PHP serialised, where others are not.
    std::string rows_in_plan() const
    {
        std::string condition;
        for (auto const &pattern : m_forms.begin) {
            condition += (condition.empty() ? "" : " OR ") + in_condition(m_suspect.column) + " GLOB " +
                         model::sql_literal(pattern);
        }
        return is_php() && m_forms.php < m_forms.filled ? "\nwhen = " + plan::toml_text(condition) : "";
    }

    std::string reference(Way way) const
    {
        return "[[reference]]\ncolumn = " + in_plan(m_schema, m_suspect.table, m_suspect.column) +
               "\nto = " + in_plan(m_schema, m_to.table, m_to.column) + rows_in_plan() + place_in_plan(way);
    }

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
    Suspect const &m_suspect;
    std::string m_place;
    Forms const &m_forms;
    model::Schema const &m_schema;
    mapping::UsersTable m_users;
    std::vector<std::pair<std::uint32_t, InsideTally const *>> m_all;
    bool m_of_users = true;
    bool m_by_name = false;
    model::KeyColumn m_to;
};

} // namespace

std::vector<model::UncoveredColumn> found_inside(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                                 std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    std::map<model::KeyColumn, Forms> forms;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        forms[{suspects[i].table, suspects[i].column}].add(suspects[i], tallies[i]);
    }
    std::map<std::pair<model::KeyColumn, std::string>, Found> places;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto const &suspect = suspects[i];
        for (auto const &[place, tally] : tallies[i].inside) {
            auto const key = std::pair(model::KeyColumn{suspect.table, suspect.column}, place);
            places.try_emplace(key, plan, sources, suspect, place, forms.at(key.first))
                .first->second.add(suspect, tally);
        }
    }
    std::vector<model::UncoveredColumn> result;
    for (auto &[key, place] : places) {
        if (auto found = place.finding()) {
            result.push_back(std::move(*found));
        }
    }
    return result;
}

} // namespace tributary::undeclared
