#include "merge/identity/decide_values.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>

namespace tributary::identity {
namespace {

using model::MappedSource;
using model::MappedTable;
using model::Value;
using Row = std::pair<std::int64_t, std::int64_t>;
using Way = model::Survivorship::Way;

/// True if all sources fill the column with ids of users: in rows that merged accounts brought along they are equal.
bool refers_to(MappedTable const &table, std::string const &name, std::string const &users)
{
    return std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
        return std::any_of(source.columns.begin(), source.columns.end(), [&](auto const &column) {
            return column.name == name && !column.chain.empty() && column.chain.front().table == users;
        });
    });
}

/// The rule for one column, with what it has to know.
struct ColumnRule {
    model::Column column;
    model::Survivorship rule;
    model::SurvivorshipContext context;
    std::string source; ///< the one that the plan names
};

/// Writes what is decided about the values of one table.
class TableDecider {
public:
    TableDecider(staging::Staging const &staging, MappedTable const &table, std::vector<ColumnRule> rules,
                 std::map<std::pair<Row, std::string>, std::uint32_t> const &winners)
        : m_staging(staging), m_table(table), m_rules(std::move(rules)), m_winners(winners),
          m_exceptions(staging::read_exceptions(staging)),
          m_survived(staging.database().prepare("INSERT INTO survived VALUES (?1, ?2, ?3, ?4, ?5)")),
          m_dropped(staging.database().prepare("INSERT INTO dropped_value VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
    {
        for (auto const &rule : m_rules) {
            m_columns.push_back(rule.column.name);
        }
        for (auto const &source : table.sources) {
            m_reads.push_back(
                staging.database().prepare("SELECT * FROM (" +
                                           staging::merged_select(table, source, m_columns, m_exceptions,
                                                                  staging::Origin::row, staging::Rows::rewritten) +
                                           ") WHERE \"#\" = ?1"));
            auto const label = model::sql_name(table.target.label);
            m_names.push_back(staging.database().prepare(
                "SELECT " + staging::primary_key_in_sql(staging, table, source) + " FROM " +
                model::sql_name(source.staged) + " AS " + label + " WHERE " + label + ".\"#\" = ?1"));
        }
    }

    bool run()
    {
        find_differences();
        auto members = m_staging.database().prepare(
            "SELECT d.survivor_table, d.survivor_row, d.table_id, d.row FROM temp.difference AS f "
            "JOIN decision AS d ON d.action = 'fold' AND d.survivor_table = f.survivor_table AND d.survivor_row = f.survivor_row "
            "ORDER BY 1, 2, 3, 4");
        std::vector<Row> group;
        while (members.step()) {
            Row const survivor{members.integer(0), members.integer(1)};
            if (group.empty() || group.front() != survivor) {
                decide(group);
                group = {survivor};
            }
            group.emplace_back(members.integer(2), members.integer(3));
        }
        decide(group);
        return m_changed;
    }

private:
    struct Member {
        Row row;
        MappedSource const *source;
        std::vector<Value> values; ///< of m_columns
        Value name;                ///< its old primary key
    };

    /// temp.difference: the survivors with a folded row that is not as they are.
    void find_differences()
    {
        auto const &database = m_staging.database();
        database.execute(
            "CREATE TEMP TABLE IF NOT EXISTS difference (survivor_table INTEGER, survivor_row INTEGER, PRIMARY KEY "
            "(survivor_table, survivor_row)) WITHOUT ROWID; DELETE FROM temp.difference");
        auto const adds_up =
            std::any_of(m_rules.begin(), m_rules.end(), [](auto const &rule) { return rule.rule.way == Way::adds_up; });
        for (auto const &folded : m_table.sources) {
            for (auto const &survivor : m_table.sources) {
                std::vector<std::string> common;
                std::string differ;
                for (auto const &name : m_columns) {
                    if (model::find_filled(folded, name) && model::find_filled(survivor, name)) {
                        common.push_back(name);
                        differ += (differ.empty() ? "" : " OR ") + ("f." + model::sql_name(name)) + " IS NOT s." +
                                  model::sql_name(name);
                    } else if (model::find_filled(folded, name)) {
                        differ += (differ.empty() ? "" : " OR ") + ("f." + model::sql_name(name)) + " IS NOT NULL";
                        common.push_back(name);
                    }
                }
                if (differ.empty()) {
                    continue;
                }
                auto const side = [&](MappedSource const &source) {
                    return "(" +
                           staging::merged_select(m_table, source, common, m_exceptions, staging::Origin::row,
                                                  staging::Rows::rewritten) +
                           ")";
                };
                database.execute(
                    "INSERT OR IGNORE INTO temp.difference SELECT d.survivor_table, d.survivor_row FROM decision AS d CROSS JOIN " +
                    side(folded) + " AS f ON f.\"#\" = d.row CROSS JOIN " + side(survivor) +
                    " AS s ON s.\"#\" = d.survivor_row WHERE d.action = 'fold' AND d.table_id = " +
                    std::to_string(folded.table_id) + " AND d.survivor_table = " + std::to_string(survivor.table_id) +
                    (adds_up ? "" : " AND (" + differ + ")"));
            }
        }
    }

    Member read(Row const &row)
    {
        auto const place = place_of(row);
        auto const &source = m_table.sources[place];
        Member member{row, &source, {}, name_of(row)};
        auto &statement = m_reads[place];
        statement.bind(1, row.second);
        if (!statement.step()) {
            throw std::logic_error("a decision names a row that is not staged");
        }
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            member.values.push_back(model::value_of(statement.cell(static_cast<int>(i) + 1), source.source));
        }
        statement.reset();
        return member;
    }

    /// 1 and t are one value where the target has a boolean.
    static bool same(Value const &a, Value const &b, ColumnRule const &rule)
    {
        auto const one = model::truth(model::cell_of(a));
        auto const other = model::truth(model::cell_of(b));
        return model::same(a, b) || (rule.context.boolean && one && other && *one == *other);
    }

    /// Booleans are t and f there, whatever they travel as.
    static model::Cell in_report(Value const &value, ColumnRule const &rule)
    {
        if (auto const boolean_value = model::truth(model::cell_of(value)); rule.context.boolean && boolean_value) {
            return model::Cell::of(std::string_view(*boolean_value ? "t" : "f"));
        }
        return model::cell_of(value);
    }

    /// `group` is the survivor and all rows that are folded into it.
    void decide(std::vector<Row> const &group)
    {
        if (group.empty()) {
            return;
        }
        std::vector<Member> members;
        members.reserve(group.size());
        for (auto const &row : group) {
            members.push_back(read(row));
        }
        std::sort(members.begin() + 1, members.end(), [](auto const &a, auto const &b) {
            return std::tie(a.source->source, a.name.type, a.name.integer, a.name.bytes, a.row) <
                   std::tie(b.source->source, b.name.type, b.name.integer, b.name.bytes, b.row);
        });
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            decide(members, i);
        }
    }

    void decide(std::vector<Member> const &members, std::size_t place)
    {
        auto rule = m_rules[place];
        auto const &name = rule.column.name;
        std::string rule_name(rule.rule.name);
        if (rule.rule.way == Way::picks_source) {
            rule_name += ":" + rule.source;
        }
        std::vector<Value> values;
        for (auto const &member : members) {
            if (model::find_filled(*member.source, name)) {
                values.push_back(member.values[place]);
            }
        }
        auto const &survivor = members.front();
        Value chosen = survivor.values[place];
        if (!values.empty() && model::find_filled(*survivor.source, name)) {
            auto const winner = m_winners.find({survivor.row, name});
            if (winner != m_winners.end()) {
                rule_name = "override";
                chosen = *std::find_if(values.begin(), values.end(),
                                       [&](auto const &value) { return value.source == winner->second; });
            } else {
                chosen = choose(rule, values, survivor);
            }
        }
        if (!same(chosen, survivor.values[place], rule)) {
            m_changed = true;
            m_survived.bind(1, survivor.row.first)
                .bind(2, survivor.row.second)
                .bind(3, std::string_view(name))
                .bind(4, model::cell_of(chosen))
                .bind(5, std::string_view(rule_name))
                .run();
        }
        for (auto const &member : members) {
            auto const &value = member.values[place];
            if (rule.rule.way == Way::adds_up || value.is_null() || same(value, chosen, rule) ||
                !model::find_filled(*member.source, name)) {
                continue;
            }
            m_dropped.bind(1, member.row.first)
                .bind(2, member.row.second)
                .bind(3, std::string_view(name))
                .bind(4, in_report(value, rule))
                .bind(5, in_report(chosen, rule))
                .bind(6, std::string_view(rule_name))
                .bind(7, model::cell_of(member.name))
                .run();
        }
    }

    Value name_of(Row const &row)
    {
        auto &statement = m_names[place_of(row)];
        statement.bind(1, row.second);
        statement.step();
        auto value = model::value_of(statement.cell(0), 0);
        statement.reset();
        return value;
    }

    std::size_t place_of(Row const &row) const
    {
        std::size_t place = 0;
        while (m_table.sources[place].table_id != row.first) {
            ++place;
        }
        return place;
    }

    Value choose(ColumnRule const &rule, std::vector<Value> const &values, Member const &survivor) const
    {
        try {
            if (!rule.context.boolean) {
                return rule.rule.choose(values, rule.context);
            }
            // one writes t, another 1: chosen by what they say, loaded as it is written
            auto candidates = values;
            for (auto &value : candidates) {
                if (auto const truth = model::truth(model::cell_of(value))) {
                    value = {model::Cell::Type::integer, *truth ? 1 : 0, 0, {}, value.source};
                }
            }
            auto const chosen = rule.rule.choose(candidates, rule.context);
            auto const place = std::find_if(candidates.begin(), candidates.end(), [&](auto const &one) {
                return model::same(one, chosen) && one.source == chosen.source;
            });
            return place == candidates.end() ? chosen : values[static_cast<std::size_t>(place - candidates.begin())];
        } catch (std::overflow_error const &error) {
            throw model::Error(
                model::Exit::data,
                fmt::format("{}: survivorship \"{}\" of column \"{}\": {}",
                            staging::row_in_words(m_staging, m_table, *survivor.source, survivor.row.second),
                            rule.rule.name, rule.column.name, error.what()),
                "choose another survivorship for this column, or fix the rows");
        }
    }

    staging::Staging const &m_staging;
    MappedTable const &m_table;
    std::vector<ColumnRule> m_rules;
    std::map<std::pair<Row, std::string>, std::uint32_t> const &m_winners;
    staging::Exceptions m_exceptions;
    bool m_changed = false;
    databases::sqlite::Statement m_survived;
    databases::sqlite::Statement m_dropped;
    std::vector<std::string> m_columns;
    std::vector<databases::sqlite::Statement> m_reads; ///< one row of each source
    std::vector<databases::sqlite::Statement> m_names; ///< and its old primary key
};

} // namespace

ValueDecider::ValueDecider(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                           Accounts const &accounts, std::vector<SettledPrivilege> const &privileges)
    : m_job(job), m_staging(staging)
{
    auto const &list = accounts.list();
    for (auto const &settled : privileges) {
        auto const &survivor = list[settled.survivor];
        m_winners[{{accounts.users[survivor.source], survivor.row}, settled.column}] = list[settled.winner].source;
    }
    m_rules[job.plan.users.table] = job.plan.users.survivorship;
    if (job.plan.users.keys) {
        m_rules[job.plan.users.keys->table]; // their folded rows may differ, in comments and dates
    }
    for (auto const &table : job.plan.tables) {
        auto &rules = m_rules[table.name];
        rules.insert(rules.end(), table.survivorship.begin(), table.survivorship.end());
    }
    for (auto const &[label, rules] : m_rules) {
        if (auto const *const table =
                model::find_table(mapping, label)) { // else it is refused where the plan is checked
            check_survivorship(job, *table, rules);
        }
    }
}

bool ValueDecider::decide(MappedTable const &table, bool folds_differ) const
{
    static std::vector<plan::SurvivorshipPlan> const none;
    auto const found = m_rules.find(table.target.label);
    if (found == m_rules.end() && !folds_differ) {
        return false;
    }
    auto const &survivorship_rules = found == m_rules.end() ? none : found->second;
    for (auto const &source : table.sources) {
        auto const these = " WHERE table_id = " + std::to_string(source.table_id);
        m_staging.database().execute("DELETE FROM survived" + these + "; DELETE FROM dropped_value" + these);
    }
    std::vector<ColumnRule> rules;
    auto const keys =
        m_job.plan.users.keys && m_job.plan.users.keys->table == table.target.label && table.name_column.empty();
    for (auto const &column : compared_columns(table)) {
        if (keys && refers_to(table, column.name, m_job.plan.users.table)) {
            continue;
        }
        ColumnRule rule{column, m_job.rules.survivorships.front(), {}, {}};
        rule.context = compared_as(column);
        auto const named = std::find_if(survivorship_rules.begin(), survivorship_rules.end(),
                                        [&](auto const &one) { return one.column == column.name; });
        if (named != survivorship_rules.end()) {
            rule.rule = rule_named(m_job.rules, named->rule);
            rule.source = named->source;
            for (std::uint32_t source = 0; source < m_job.plan.sources.size(); ++source) {
                if (m_job.plan.sources[source].name == named->source) {
                    rule.context.source = source;
                }
            }
        }
        rules.push_back(std::move(rule));
    }
    return TableDecider(m_staging, table, std::move(rules), m_winners).run();
}

} // namespace tributary::identity
