#include "merge/undeclared/kind_pairs.hpp"

#include "merge/mapping/users.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/kinds_by_fit.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/role_kinds.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace tributary::undeclared {
namespace {

/// What speaks for a column of kinds beside a column of ids; the greater the more.
struct Fitness {
    bool is_named_like_id = false;
    bool is_related = false; ///< the two names begin alike
    bool names_tables = false;
    std::size_t percent = 0; ///< of the ids
    int nearness = 0;        ///< 0, or how far the columns are from each other, below 0

    auto order() const { return std::tie(is_named_like_id, is_related, names_tables, percent, nearness); }
};

bool begin_alike(std::string const &a, std::string const &b)
{
    constexpr std::size_t shortest = 3;
    auto const first = words_of(a);
    auto const second = words_of(b);
    if (first.empty() || second.empty()) {
        return false;
    }
    auto const &shorter = first[0].size() < second[0].size() ? first[0] : second[0];
    auto const &longer = first[0].size() < second[0].size() ? second[0] : first[0];
    return shorter.size() >= shortest && longer.starts_with(shorter);
}

struct Explained {
    std::int64_t values = 0;
    std::size_t distinct = 0;
    std::size_t hits = 0;
    std::set<std::string> tables;

    void add(Tally::Of const &of, std::size_t found, std::string const &table)
    {
        values += of.values;
        distinct += of.distinct;
        hits += found;
        tables.insert(table);
    }
};

/// The kinds that are called like tables, and have ids there.
Explained explained_by_names(plan::Plan const &plan, model::Schema const &schema, KindCounts const &kinds)
{
    Explained result;
    for (auto const &[kind, of] : kinds) {
        auto const table = table_of_kind_with_number(plan, schema, kind);
        auto const hits = table ? of.tables.find(*table) : of.tables.end();
        if (hits != of.tables.end() && hits->second * 2 >= of.distinct) {
            result.add(of, hits->second, table->table);
        }
    }
    return result;
}

/// The kinds that are called anything, and have all their ids in one table.
Explained explained_by_values(KindCounts const &kinds, std::map<std::string, model::KeyColumn> const &tables)
{
    Explained result;
    for (auto const &[kind, table] : tables) {
        result.add(kinds.at(kind), kinds.at(kind).distinct, table.table);
    }
    return result;
}

/// True if nearly all ids, of whatever kind, are rows of a table after which their column is named.
bool fit_named_table(Suspect const &suspect, KindCounts const &kinds)
{
    return std::any_of(suspect.of_tables.begin(), suspect.of_tables.end(), [&](NamedAfter const &named) {
        std::size_t distinct = 0;
        std::size_t hits = 0;
        for (auto const &[kind, of] : kinds) {
            auto const found = of.tables.find(named.to);
            distinct += of.distinct;
            hits += found == of.tables.end() ? 0 : found->second;
        }
        return hits * 100 >= distinct * 99;
    });
}

/// Of a source that has the column of kinds.
Suspect const &suspect_beside(Counts const &counts, std::string const &kind_column)
{
    auto const found = std::find_if(counts.begin(), counts.end(),
                                    [&](auto const &one) { return one.second.loose_kinds.contains(kind_column); });
    return *(found == counts.end() ? counts.front() : *found).first;
}

/// What was counted beside one column of kinds.
Counts beside(Counts const &counts, std::string const &kind_column)
{
    Counts result;
    for (auto const &[suspect, tally] : counts) {
        Tally one;
        one.values = tally.values;
        one.sizes = tally.sizes;
        if (auto const found = tally.loose_kinds.find(kind_column); found != tally.loose_kinds.end()) {
            one.kinds = found->second;
        }
        if (!tally.loose_kinds.empty()) {
            one.loose_kinds[kind_column]; // something was counted
        }
        result.emplace_back(suspect, std::move(one));
    }
    return result;
}

class Pairs {
public:
    Pairs(plan::Plan const &plan, std::span<CoverageSource const> sources) : m_plan(plan), m_sources(sources) {}

    /// How well the column of kinds fits; nothing: it says nothing of the suspect.
    std::optional<Fitness> fitness(Counts const &counts, std::string const &kind_column) const
    {
        auto const &suspect = suspect_beside(counts, kind_column);
        auto const &schema = m_sources[suspect.source].schema;
        auto const paired = beside(counts, kind_column);
        auto const kinds = kinds_of(paired);
        std::int64_t values = 0;
        for (auto const &[kind, of] : kinds) {
            values += of.values;
        }
        Fitness result{!suspect.bare, begin_alike(suspect.column, kind_column), true, 0, 0};
        auto const closely = result.is_named_like_id || result.is_related || says_kind(kind_column);
        auto explained = explained_by_names(m_plan, schema, kinds);
        auto const share_of_ids = result.is_named_like_id ? std::size_t{5} : std::size_t{9};
        auto const is_kind_of = says_kind_of(kind_column, suspect.column);
        auto const tied = is_kind_of || (result.is_named_like_id && (result.is_related || says_kind(kind_column)));
        auto const share_of_values = tied ? 0 : result.is_named_like_id || result.is_related ? 5 : 9;
        auto const named =
            explained.distinct >= least_different_ids && explained.values * 10 >= values * share_of_values &&
            explained.hits * 10 >= explained.distinct * share_of_ids && (explained.tables.size() > 1 || closely);
        if (!named) {
            explained = explained_by_values(kinds, kinds_by_values(paired, users_of(suspect)));
            result.names_tables = false;
            // any few small numbers are ids of some table: the names of the two columns have to say it as well
            auto const is_said = is_kind_of || (result.is_named_like_id && says_kind(kind_column));
            if (explained.tables.size() < 2 || !is_said || fit_named_table(suspect, kinds)) {
                return std::nullopt;
            }
        }
        result.percent = explained.distinct == 0 ? 0 : explained.hits * 100 / explained.distinct;
        result.nearness = -distance(schema, suspect, kind_column);
        return result;
    }

    /// What the kinds mean where neither name says that the two columns belong together: each of them uses up a table.
    KindTables by_use(Counts const &counts, std::string const &kind_column) const
    {
        return kinds_by_use(beside(counts, kind_column), users_of(suspect_beside(counts, kind_column)));
    }

    /// The same: their ids avoid those of other kinds' tables, as they would not by accident. The more the names say,
    /// the less they have to.
    KindTables by_fit(Counts const &counts, std::string const &kind_column) const
    {
        auto const &suspect = suspect_beside(counts, kind_column);
        auto const paired = beside(counts, kind_column);
        return fit_named_table(suspect, kinds_of(paired)) ? KindTables{}
                                                          : sure_kinds(paired, users_of(suspect), kind_column);
    }

    /// What the kinds mean beside a column that is named after a role of users.
    std::map<std::string, model::KeyColumn> of_role(Counts const &counts, std::string const &kind_column) const
    {
        auto const &suspect = suspect_beside(counts, kind_column);
        auto const &schema = m_sources[suspect.source].schema;
        auto const &table = *model::find_table(schema, suspect.table);
        return kinds_of_role(m_plan, schema, table, *model::find_column(table, kind_column),
                             kinds_of(beside(counts, kind_column)), users_of(suspect), sizes_of(counts));
    }

    /// What a flag that is called after a table says of a column of any name.
    std::map<std::string, model::KeyColumn> by_flag(Counts const &counts, std::string const &kind_column) const
    {
        auto const &suspect = suspect_beside(counts, kind_column);
        auto const &schema = m_sources[suspect.source].schema;
        auto const &table = *model::find_table(schema, suspect.table);
        return kinds_of_flag(schema, table, *model::find_column(table, kind_column),
                             kinds_of(beside(counts, kind_column)), users_of(suspect), sizes_of(counts));
    }

    Fitness fitness_of_pair(Counts const &counts, std::string const &kind_column) const
    {
        auto const &suspect = suspect_beside(counts, kind_column);
        return {!suspect.bare, begin_alike(suspect.column, kind_column), false, 0,
                -distance(m_sources[suspect.source].schema, suspect, kind_column)};
    }

private:
    static std::map<model::KeyColumn, std::size_t> sizes_of(Counts const &counts)
    {
        std::map<model::KeyColumn, std::size_t> sizes;
        for (auto const &[one, tally] : counts) {
            for (auto const &[key, size] : tally.sizes) {
                sizes[key] += size;
            }
        }
        return sizes;
    }

    model::KeyColumn users_of(Suspect const &suspect) const
    {
        auto const &source = m_sources[suspect.source];
        auto const users = mapping::users_table(m_plan, source.name, source.schema);
        return {users.table->label, users.id};
    }

    static int distance(model::Schema const &schema, Suspect const &suspect, std::string const &kind_column)
    {
        auto const &columns = model::find_table(schema, suspect.table)->columns;
        auto const place = [&](std::string const &name) {
            return static_cast<int>(
                std::find_if(columns.begin(), columns.end(), [&](auto const &column) { return column.name == name; }) -
                columns.begin());
        };
        return std::abs(place(suspect.column) - place(kind_column));
    }

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
};

/// A column of ids with one of kinds, in one table.
struct Candidate {
    model::KeyColumn column;
    KindPair pair;
    Fitness fitness;
};

void add_candidates(Pairs const &pairs, model::KeyColumn const &column, Counts const &counts,
                    std::string const &kind_column, std::vector<Candidate> &candidates)
{
    if (!is_of_role(*counts.front().first)) {
        if (auto const fitness = pairs.fitness(counts, kind_column)) {
            candidates.push_back({column, {kind_column, {}}, *fitness});
        } else if (auto known = pairs.by_use(counts, kind_column); !known.tables.empty()) {
            candidates.push_back({column, {kind_column, std::move(known)}, pairs.fitness_of_pair(counts, kind_column)});
        } else if (auto tables = pairs.by_flag(counts, kind_column); !tables.empty()) {
            candidates.push_back(
                {column, {kind_column, {std::move(tables), {}}}, pairs.fitness_of_pair(counts, kind_column)});
        } else if (auto fitting = pairs.by_fit(counts, kind_column); !fitting.tables.empty()) {
            candidates.push_back(
                {column, {kind_column, std::move(fitting)}, pairs.fitness_of_pair(counts, kind_column)});
        }
    } else if (auto tables = pairs.of_role(counts, kind_column); !tables.empty()) {
        candidates.push_back(
            {column, {kind_column, {std::move(tables), {}}}, pairs.fitness_of_pair(counts, kind_column)});
    }
}

} // namespace

std::map<model::KeyColumn, KindPair> pairs_by_value(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                                    std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    std::map<model::KeyColumn, Counts> by_column;
    std::map<model::KeyColumn, std::set<std::string>> kind_columns;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        for (auto const &[kind_column, kinds] : tallies[i].loose_kinds) {
            kind_columns[{suspects[i].table, suspects[i].column}].insert(kind_column);
        }
        auto const is_flag = suspects[i].may_be_flag && tallies[i].only_flags;
        if (!tallies[i].loose_kinds.empty() && !is_flag) {
            by_column[{suspects[i].table, suspects[i].column}].emplace_back(&suspects[i], tallies[i]);
        }
    }
    std::vector<Candidate> candidates;
    for (auto const &[column, counts] : by_column) {
        for (auto const &kind_column : kind_columns[column]) {
            add_candidates(Pairs(plan, sources), column, counts, kind_column, candidates);
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](auto const &a, auto const &b) { return b.fitness.order() < a.fitness.order(); });
    std::map<model::KeyColumn, KindPair> result;
    std::set<model::KeyColumn> taken;
    for (auto const &candidate : candidates) {
        model::KeyColumn const kinds{candidate.column.table, candidate.pair.kind_column};
        if (!taken.contains(kinds) && result.try_emplace(candidate.column, candidate.pair).second &&
            candidate.pair.known.tables.empty()) {
            taken.insert(kinds);
        }
    }
    return result;
}

} // namespace tributary::undeclared
