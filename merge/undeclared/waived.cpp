#include "merge/undeclared/waived.hpp"

#include "merge/model/nearest.hpp"
#include "merge/references/path.hpp"
#include "merge/undeclared/covered.hpp"

#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace tributary::undeclared {
namespace {

std::vector<std::string> labels(model::Schema const &schema)
{
    std::vector<std::string> result;
    for (auto const &table : schema.tables) {
        result.push_back(table.label);
    }
    return result;
}

void check_path(plan::Plan const &plan, plan::WaivePlan const &waived)
{
    try {
        references::check_path(waived.path.empty() ? "$" : waived.path, waived.format, !waived.regex.empty());
    } catch (std::invalid_argument const &error) {
        throw plan::plan_error(plan, waived.position, "[[waive]]: `path` \"" + waived.path + "\": " + error.what(),
                               "such as $.owner, $.watchers[*], $.log[*].user or $[*]");
    }
}

} // namespace

void check_waived(plan::Plan const &plan, std::span<CoverageSource const> sources)
{
    for (auto const &waived : plan.waived) {
        check_path(plan, waived);
        std::vector<std::string> tables;
        std::vector<std::string> columns;
        bool found = false;
        for (auto const &source : sources) {
            auto const all = labels(source.schema);
            tables.insert(tables.end(), all.begin(), all.end());
            auto const *const table = model::find_table(source.schema, waived.column.table);
            for (std::size_t i = 0; table != nullptr && i < table->columns.size(); ++i) {
                columns.push_back(table->columns[i].name);
                found = found || columns.back() == waived.column.column;
            }
        }
        if (columns.empty()) {
            throw plan::plan_error(plan, waived.position,
                                   "[[waive]]: no source has a table \"" + waived.column.table + "\"",
                                   model::did_you_mean(waived.column.table, tables));
        }
        if (!found) {
            throw plan::plan_error(plan, waived.position,
                                   "[[waive]]: table \"" + waived.column.table + "\" has no column \"" +
                                       waived.column.column + "\" in any source",
                                   model::did_you_mean(waived.column.column, columns));
        }
    }
}

std::vector<std::string> needless_waivers(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                          model::Schema const &target)
{
    auto without = plan;
    without.waived.clear();
    std::set<references::KeyColumn> suspicious;
    for (auto const &suspect : suspects(without, sources, target)) {
        suspicious.insert({suspect.table, suspect.column}); // whose values may be what makes it suspicious
    }
    auto const covered = covered_columns(without, sources, target);
    std::vector<std::string> sentences;
    for (auto const &waived : plan.waived) {
        auto const column = key_of(waived.column);
        if (!suspicious.contains(column)) {
            sentences.push_back("[[waive]] of \"" + column.table + "." + column.column + "\" is not needed: " +
                                (covered.wholly.contains(column) ? "the column is covered already"
                                                                 : "the column does not look like a reference"));
        }
    }
    return sentences;
}

std::vector<std::string> idle_places(std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    struct Sums {
        std::int64_t values = 0;
        std::int64_t found = 0;
    };
    std::map<std::pair<references::KeyColumn, DeclaredPlace>, Sums> all;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        for (auto const &[place, found] : tallies[i].found) {
            auto &sums = all[{{suspects[i].table, suspects[i].column}, place}];
            sums.values += tallies[i].filled;
            sums.found += found;
        }
    }
    std::vector<std::string> sentences;
    for (auto const &[entry, sums] : all) {
        auto const &[column, place] = entry;
        if (sums.values > 0 && sums.found == 0) {
            sentences.push_back("\"" + column.table + "." + column.column +
                                "\": " + (place.path.empty() ? "" : "`path` " + place.path) +
                                (place.path.empty() || place.regex.empty() ? "" : " with ") +
                                (place.regex.empty() ? "" : "`regex` " + place.regex) + " finds nothing in any source");
        }
    }
    return sentences;
}

} // namespace tributary::undeclared
