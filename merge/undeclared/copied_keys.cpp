#include "merge/undeclared/copied_keys.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/copied_keys.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/undeclared/unexplained.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tributary::undeclared {
namespace {

constexpr std::int64_t least_copies = 3;

/// True if a value of the column says which row is meant: by a key of the source or the target, or as the plan says.
bool is_key(plan::Plan const &plan, model::MappedTable const &table, model::MappedSource const &source,
            std::string const &column)
{
    auto const is_over = [&](std::vector<model::UniqueKey> const &keys) {
        return std::any_of(keys.begin(), keys.end(),
                           [&](auto const &key) { return key.plain() && key.columns == std::vector{column}; });
    };
    return is_over(source.table->unique_keys) || is_over(table.target.unique_keys) ||
           std::any_of(plan.uniques.begin(), plan.uniques.end(), [&](auto const &unique) {
               return unique.table == table.target.label && unique.columns == std::vector{column};
           });
}

class CopiedKeys {
public:
    CopiedKeys(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping)
        : m_plan(plan), m_staging(staging), m_mapping(mapping)
    {
    }

    /// Evidence by the column that copies and the key.
    std::map<std::pair<model::KeyColumn, model::KeyColumn>, std::string> run()
    {
        for (auto const &table : m_mapping) {
            for (auto const &source : table.sources) {
                if (!table.name_column.empty()) {
                    continue;
                }
                for (auto const &column : staging::columns_with_new_values(m_staging, source)) {
                    if (is_key(m_plan, table, source, column)) {
                        look(table, source, column);
                    }
                }
            }
        }
        return std::move(m_found);
    }

private:
    void look(model::MappedTable const &key_table, model::MappedSource const &key_source, std::string const &key)
    {
        staging::KeyValues const values(m_staging, key_table, key_source, key);
        for (auto const &table : m_mapping) {
            auto const *const source = model::find_source(table, key_source.source);
            if (source == nullptr) {
                continue;
            }
            for (auto const &column : source->columns) {
                auto const itself = &table == &key_table && column.name == key;
                auto const *const target = model::find_column(table.target, column.name);
                if (itself || target->kind != model::Kind::text || column.staged.empty() || column.computed ||
                    is_explained(m_plan, table, column)) {
                    continue;
                }
                auto const found = values.compare(table, *source, column);
                if (found && found->of_key >= least_copies && found->changed > 0 &&
                    10 * found->of_key >= 9 * found->values) {
                    auto &words = m_found[{{table.target.label, column.name}, {key_table.target.label, key}}];
                    words +=
                        fmt::format("{}{} of {} in {}, of which {} changed", words.empty() ? "" : "; ", found->of_key,
                                    model::counted(found->values, "different value", "different values"),
                                    source->source_name, found->changed);
                }
            }
        }
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    std::map<std::pair<model::KeyColumn, model::KeyColumn>, std::string> m_found;
};

} // namespace

void ask_about_copied_keys(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                           answers::Answers &answers)
{
    staging::DecisionWriter writer(staging);
    for (auto const &[columns, evidence] : CopiedKeys(plan, staging, mapping).run()) {
        auto const &[from, to] = columns;
        auto const name = plan::toml_text(plan::written({from.table, from.column}));
        model::ConflictFact question;
        question.kind = "uncovered";
        question.table = from.table;
        question.claimants = fmt::format("{}.{} of {}.{}", from.table, from.column, to.table, to.column);
        question.evidence =
            fmt::format("it holds values of \"{}.{}\", which the plan's policies change for some rows: {}", to.table,
                        to.column, evidence);
        question.proposal = fmt::format(
            "[[reference]]\ncolumn = {}\nto = {}\n# or, if it means something else:\n# [[waive]]\n# column = "
            "{}\n# reason = \"…\"",
            name, plan::toml_text(plan::written({to.table, to.column})), name);
        answers.left_to_plan(question, "[[reference]] or [[waive]]");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::undeclared
