#include "tests/testing/schema_given.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace tributary::testing {

namespace {

class Given {
public:
    Given(SchemaTruth const &truth, SchemaTable const &table, std::vector<SchemaValues> const &rows)
        : m_truth(truth), m_table(table), m_rows(rows)
    {
    }

    std::vector<std::string> run()
    {
        for (auto const &key : m_table.keys) {
            if (key.policy != "suffix" && key.policy != "renumber") {
                continue;
            }
            std::set<std::string> changed;
            for (auto const &group : m_truth.rivals(m_table, key)) {
                for (auto const *row : group) {
                    changed.insert(row->label);
                }
                if (key.policy == "suffix") {
                    check_suffixes(key.column, group);
                } else {
                    check_numbers(key.column, group);
                }
            }
            for (auto const &row : m_rows) {
                auto const label = row.at("origin").value_or("");
                if (!changed.contains(label) && m_truth.has(label) &&
                    row.at(key.column) != m_truth.row(label).values.at(key.column)) {
                    fault(label + "." + key.column + " has no rival and is " + row.at(key.column).value_or("NULL"));
                }
            }
        }
        return std::move(m_faults);
    }

private:
    std::string now(SourceRow const &row, std::string const &column) const
    {
        for (auto const &one : m_rows) {
            if (one.at("origin") == row.label) {
                return one.at(column).value_or("NULL");
            }
        }
        return "!";
    }

    void check_suffixes(std::string const &column, std::vector<SourceRow const *> const &group)
    {
        std::size_t kept = 0;
        for (auto const *row : group) {
            auto const before = row->values.at(column).value_or("");
            auto const after = now(*row, column);
            bool const first = row->source == group[0]->source;
            kept += first && after == before ? 1U : 0U;
            if (!after.starts_with(before + "tmp") && !(first && after == before)) {
                fault(row->label + "." + column + " was " + before + " and is " + after);
            }
        }
        if (kept != 1) {
            fault(group[0]->label + "." + column + ": " + std::to_string(kept) + " of its rivals keep it");
        }
    }

    /// Those of the first source stay, unless it has one twice; all others follow in their order.
    void check_numbers(std::string const &column, std::vector<SourceRow const *> group)
    {
        auto const before = [&](SourceRow const *row) { return std::stoll(row->values.at(column).value_or("0")); };
        std::stable_sort(group.begin(), group.end(), [&](auto const *a, auto const *b) {
            return std::pair(a->source, before(a)) < std::pair(b->source, before(b));
        });
        std::set<long long> taken;
        std::set<long long> first;
        bool rivals = false;
        for (auto const *row : group) {
            rivals = !taken.insert(before(row)).second || rivals;
            if (row->source == group[0]->source) {
                first.insert(before(row));
            }
        }
        long long last = *first.rbegin();
        for (auto const *row : group) {
            bool const stays = !rivals || (row->source == group[0]->source && first.erase(before(row)) == 1);
            auto const must = stays ? before(row) : ++last;
            if (now(*row, column) != std::to_string(must)) {
                fault(row->label + "." + column + " must be " + std::to_string(must) + " and is " + now(*row, column));
            }
        }
    }

    void fault(std::string const &sentence) { m_faults.push_back(sentence); }

    SchemaTruth const &m_truth;
    SchemaTable const &m_table;
    std::vector<SchemaValues> const &m_rows;
    std::vector<std::string> m_faults;
};

} // namespace

std::vector<std::string> faults_of_policies(SchemaTruth const &truth, SchemaTable const &table,
                                            std::vector<SchemaValues> const &rows)
{
    return Given(truth, table, rows).run();
}

} // namespace tributary::testing
