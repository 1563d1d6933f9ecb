#include "merge/identity/decide_values.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/folded_values.hpp"
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
using staging::StagedRow;
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

/// The one column that says whose rows these are: nothing if several refer to users, as only one of them is then the
/// same in all rows that a merged account brought along.
std::optional<std::string> owner_column(MappedTable const &table, std::string const &users)
{
    std::optional<std::string> result;
    for (auto const &column : compared_columns(table)) {
        if (refers_to(table, column.name, users)) {
            if (result) {
                return std::nullopt;
            }
            result = column.name;
        }
    }
    return result;
}

/// The rule for one column, with what it has to know.
struct ColumnRule {
    model::Column column;
    model::Survivorship rule;
    model::SurvivorshipContext context;
    std::string source;    ///< the one that the plan names
    std::string by;        ///< the column that decides which row's value it is
    bool is_named = false; ///< by the plan or an answer: otherwise the rule by which its row folds decides
};

/// A row of a fold, and its values.
struct Member : staging::RowReader::RowValues {
    StagedRow row;
};

/// Writes what is decided about the values of one table.
class TableDecider {
public:
    TableDecider(staging::Staging const &staging, MappedTable const &table, std::vector<ColumnRule> rules,
                 std::map<std::pair<StagedRow, std::string>, std::uint32_t> const &winners,
                 std::vector<model::UniquePolicy> const &policies)
        : m_staging(staging), m_table(table), m_rules(std::move(rules)), m_winners(winners), m_policies(policies),
          m_writer(staging), m_fold_rules(staging)
    {
    }

    bool run()
    {
        std::vector<std::string> columns;
        for (auto const &rule : m_rules) {
            columns.push_back(rule.column.name);
        }
        auto const adds_up =
            std::any_of(m_rules.begin(), m_rules.end(), [](auto const &rule) { return rule.rule.way == Way::adds_up; });
        auto const exceptions = staging::read_exceptions(m_staging);
        staging::RowReader reader(m_staging, m_table, columns, exceptions);
        m_writer.clear(m_table);
        staging::for_each_fold(m_staging, m_table, columns, adds_up, exceptions, [&](auto const &rows) {
            std::vector<Member> members;
            for (auto const &row : rows) {
                members.push_back({reader.read(row), row});
            }
            decide(std::move(members));
        });
        return m_changed;
    }

private:
    /// The policy for a unique key by which the row folds, or "override" where the operator decided; nullopt if it
    /// folds for another reason.
    std::optional<std::string> policy_of(StagedRow const &row)
    {
        auto const rule = m_fold_rules.of(row);
        auto const name = rule.substr(0, rule.find(" ("));
        auto const is_policy = name == "override" || std::any_of(m_policies.begin(), m_policies.end(),
                                                                 [&](auto const &one) { return one.name == name; });
        return is_policy ? std::optional(name) : std::nullopt;
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

    /// The survivor is the first.
    void decide(std::vector<Member> members)
    {
        std::sort(members.begin() + 1, members.end(), [](auto const &a, auto const &b) {
            return std::tie(a.source->source, a.key.type, a.key.integer, a.key.bytes, a.row) <
                   std::tie(b.source->source, b.key.type, b.key.integer, b.key.bytes, b.row);
        });
        for (std::size_t column = 0; column < m_rules.size(); ++column) {
            decide(members, column);
        }
    }

    void decide(std::vector<Member> const &members, std::size_t column)
    {
        auto const &rule = m_rules[column];
        auto const &name = rule.column.name;
        std::string rule_name(rule.rule.name);
        if (rule.rule.way == Way::picks_source) {
            rule_name += ":" + rule.source;
        } else if (rule.rule.way == Way::by_column) {
            rule_name += "(" + rule.by + ")";
        }
        std::vector<Value> values;
        for (auto const &member : members) {
            if (model::find_filled(*member.source, name)) {
                values.push_back(member.values[column]);
            }
        }
        auto const &survivor = members.front();
        Value chosen = survivor.values[column];
        if (!values.empty() && model::find_filled(*survivor.source, name)) {
            auto const winner = m_winners.find({survivor.row, name});
            if (winner != m_winners.end()) {
                rule_name = "override";
                chosen = model::expect_found(
                    values, [&](auto const &value) { return value.source == winner->second; }, "value of column", name);
            } else {
                chosen = rule.rule.way == Way::by_column ? value_of_chosen_row(members, column)
                                                         : choose(rule, values, survivor);
            }
        }
        if (!same(chosen, survivor.values[column], rule)) {
            m_changed = true;
            m_writer.add_survived(survivor.row, name, model::cell_of(chosen), rule_name);
        }
        for (auto const &member : members) {
            auto const &value = member.values[column];
            if (rule.rule.way != Way::adds_up && !value.is_null() && !same(value, chosen, rule) &&
                model::find_filled(*member.source, name)) {
                m_writer.add_dropped(member.row, name, in_report(value, rule), in_report(chosen, rule),
                                     rule.is_named ? rule_name : policy_of(member.row).value_or(rule_name),
                                     model::cell_of(member.key));
            }
        }
    }

    /// That of the first row which has the value that the rule chooses in the column that decides.
    Value value_of_chosen_row(std::vector<Member> const &members, std::size_t column) const
    {
        auto const &rule = m_rules[column];
        auto const by = static_cast<std::size_t>(
            std::find_if(m_rules.begin(), m_rules.end(), [&](auto const &one) { return one.column.name == rule.by; }) -
            m_rules.begin());
        std::vector<Value> deciding;
        for (auto const &member : members) {
            deciding.push_back(member.values.at(by));
        }
        auto const chosen = rule.rule.choose(deciding, m_rules.at(by).context);
        auto const row = std::find_if(deciding.begin(), deciding.end(),
                                      [&](auto const &value) { return model::same(value, chosen); });
        return members.at(static_cast<std::size_t>(row - deciding.begin())).values[column];
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
                            staging::row_in_words(m_staging, m_table, *survivor.source, survivor.row.row),
                            rule.rule.name, rule.column.name, error.what()),
                "choose another survivorship for this column, or fix the rows");
        }
    }

    staging::Staging const &m_staging;
    MappedTable const &m_table;
    std::vector<ColumnRule> m_rules;
    std::map<std::pair<StagedRow, std::string>, std::uint32_t> const &m_winners;
    std::vector<model::UniquePolicy> const &m_policies;
    staging::FoldedValueWriter m_writer;
    staging::FoldRules m_fold_rules;
    bool m_changed = false;
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
    for (auto const &keys : job.plan.users.keys) {
        m_rules[keys.table]; // their folded rows may differ, in comments and dates
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
    std::vector<ColumnRule> rules;
    auto const keys = plan::has_keys(m_job.plan, table.target.label) && table.name_column.empty() && !folds_differ;
    auto const owner = keys ? owner_column(table, m_job.plan.users.table) : std::nullopt;
    for (auto const &column : compared_columns(table)) {
        auto const from_rows = plan::find_value(m_job.plan, table.target.label, column.name) != nullptr;
        if (from_rows || column.name == owner) {
            continue;
        }
        ColumnRule rule{column, m_job.rules.survivorships.front(), {}, {}, {}, false};
        rule.context = compared_as(column);
        auto const named = std::find_if(survivorship_rules.begin(), survivorship_rules.end(),
                                        [&](auto const &one) { return one.column == column.name; });
        if (named != survivorship_rules.end()) {
            rule.rule = rule_named(m_job.rules, named->rule);
            rule.source = named->source;
            rule.by = named->by;
            rule.is_named = true;
            for (std::uint32_t source = 0; source < m_job.plan.sources.size(); ++source) {
                if (m_job.plan.sources[source].name == named->source) {
                    rule.context.source = source;
                }
            }
        }
        rules.push_back(std::move(rule));
    }
    return TableDecider(m_staging, table, std::move(rules), m_winners, m_job.rules.unique_policies).run();
}

} // namespace tributary::identity
