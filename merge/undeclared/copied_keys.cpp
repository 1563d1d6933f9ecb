#include "merge/undeclared/copied_keys.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/copied_keys.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/undeclared/name_words.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/unexplained.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

constexpr std::int64_t least_copies = 3;

/// The keys of the source, the target or the plan that say by a value of the column which row is meant: their other
/// columns, which are none where the column alone says it.
std::set<std::vector<std::string>> keys_with(plan::Plan const &plan, model::MappedTable const &table,
                                             model::MappedSource const &source, std::string const &column)
{
    std::set<std::vector<std::string>> result;
    auto const add = [&](std::vector<std::string> others) {
        if (auto const found = std::find(others.begin(), others.end(), column); found != others.end()) {
            others.erase(found);
            result.insert(std::move(others));
        }
    };
    for (auto const *const keys : {&source.table->unique_keys, &table.target.unique_keys}) {
        for (auto const &key : *keys) {
            if (key.plain()) {
                add(key.columns);
            }
        }
    }
    for (auto const &unique : plan.uniques) {
        if (unique.table == table.target.label) {
            add(unique.columns);
        }
    }
    return result;
}

/// The column that holds what another holds, because both refer to the same. Null: none.
model::MappedColumn const *same_reference(model::MappedSource const &source, model::MappedColumn const &column)
{
    model::MappedColumn const *result = nullptr;
    for (auto const &other : source.columns) {
        auto const same = !column.chain.empty() && !other.chain.empty() && other.chain.back() == column.chain.back();
        if (same && (result == nullptr || other.name == column.name)) {
            result = &other;
        }
    }
    return result;
}

/// True if its name says that it holds this part of the key: `ticket_number` and `ticket` of tickets.number. Numbers
/// count too many things to need no name.
bool is_named_after(std::string const &column, std::string const &table, std::string const &key)
{
    auto const words = words_of(column);
    auto const thing = thing_of(table);
    auto const last = words_of(key);
    auto const ends_so = !last.empty() && words.size() > 1 && words.back() == last.back();
    auto const has_thing = !thing.empty() && std::any_of(words.begin(), words.end(), [&](std::string const &word) {
        return singular_word(word) == thing.back() || word.starts_with(thing.back());
    });
    return ends_so || has_thing;
}

/// A column that copies a part of a key.
struct Copy {
    model::KeyColumn from;
    model::KeyColumn to;
    std::string beside; ///< the columns that say of which key, in words; empty: it is the whole of the key

    auto operator<=>(Copy const &) const = default;
};

class CopiedKeys {
public:
    CopiedKeys(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping)
        : m_plan(plan), m_staging(staging), m_mapping(mapping)
    {
    }

    std::map<Copy, std::string> run()
    {
        for (auto const &table : m_mapping) {
            for (auto const &source : table.sources) {
                if (!table.name_column.empty()) {
                    continue;
                }
                for (auto const &column : staging::columns_with_new_values(m_staging, source)) {
                    for (auto const &others : keys_with(m_plan, table, source, column)) {
                        look({table, source, column, others});
                    }
                }
            }
        }
        return std::move(m_found);
    }

private:
    struct Key {
        model::MappedTable const &table;
        model::MappedSource const &source;
        std::string const &column;
        std::vector<std::string> const &others;
    };

    void look(Key const &key)
    {
        staging::KeyValues const values(m_staging, key.table, key.source, key.column, key.others);
        for (auto const &table : m_mapping) {
            auto const *const source = model::find_source(table, key.source.source);
            auto const beside = source == nullptr ? std::nullopt : columns_beside(key, *source);
            if (!beside) {
                continue;
            }
            for (auto const &column : source->columns) {
                if (!may_copy(key, table, column, *beside)) {
                    continue;
                }
                auto const found = values.compare(table, *source, column, *beside);
                if (found && found->of_key >= least_copies && found->changed > 0 &&
                    10 * found->of_key >= 9 * found->values) {
                    note(key, table, column, *beside,
                         fmt::format("{} of {} in {}, of which {} changed", found->of_key,
                                     model::counted(found->values, "different value", "different values"),
                                     source->source_name, found->changed));
                }
            }
        }
    }

    /// What says, beside a copy, of which key it is. Nothing: the table does not have it.
    static std::optional<std::vector<model::MappedColumn const *>> columns_beside(Key const &key,
                                                                                  model::MappedSource const &source)
    {
        std::vector<model::MappedColumn const *> result;
        for (auto const &other : key.others) {
            auto const *const own = model::find_filled(key.source, other);
            auto const *const same = own == nullptr ? nullptr : same_reference(source, *own);
            if (same == nullptr) {
                return std::nullopt;
            }
            result.push_back(same);
        }
        return result;
    }

    bool may_copy(Key const &key, model::MappedTable const &table, model::MappedColumn const &column,
                  std::vector<model::MappedColumn const *> const &beside) const
    {
        auto const itself = &table == &key.table && column.name == key.column;
        auto const kind = model::find_column(table.target, column.name)->kind;
        auto const is_text = kind == model::Kind::text;
        auto const is_number =
            kind == model::Kind::integer && is_named_after(column.name, key.table.target.name, key.column);
        auto const is_beside = std::find(beside.begin(), beside.end(), &column) != beside.end();
        return !itself && !is_beside && (is_text || is_number) && !column.staged.empty() && !column.computed &&
               !is_explained(m_plan, table, column);
    }

    void note(Key const &key, model::MappedTable const &table, model::MappedColumn const &column,
              std::vector<model::MappedColumn const *> const &beside, std::string const &words)
    {
        Copy copy{{table.target.label, column.name}, {key.table.target.label, key.column}, {}};
        for (std::size_t i = 0; i < beside.size(); ++i) {
            copy.beside += (i == 0 ? "" : " and ") + model::sql_name(beside[i]->name);
        }
        auto &evidence = m_found[copy];
        evidence += (evidence.empty() ? "" : "; ") + words;
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    std::map<Copy, std::string> m_found;
};

} // namespace

void ask_about_copied_keys(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                           answers::Answers &answers)
{
    staging::DecisionWriter writer(staging);
    for (auto const &[copy, evidence] : CopiedKeys(plan, staging, mapping).run()) {
        auto const &[from, to, beside] = copy;
        auto const name = plan::toml_text(plan::written({from.table, from.column}));
        auto const waiver = fmt::format("# [[waive]]\n# column = {}\n# reason = \"…\"", name);
        model::ConflictFact question;
        question.kind = "uncovered";
        question.table = from.table;
        question.claimants = fmt::format("{}.{} of {}.{}", from.table, from.column, to.table, to.column);
        question.evidence =
            fmt::format("it holds values of \"{}.{}\", which the plan's policies change for some rows: {}", to.table,
                        to.column, evidence);
        if (beside.empty()) {
            question.proposal =
                fmt::format("[[reference]]\ncolumn = {}\nto = {}\n# or, if it means something else:\n{}", name,
                            plan::toml_text(plan::written({to.table, to.column})), waiver);
        } else {
            question.evidence +=
                fmt::format("; together with {} it says which row of \"{}\" is meant, and nothing follows "
                            "a part of such a key: use a policy that does not change \"{}\" "
                            "(keep-first, keep-newest), or waive the column",
                            beside, to.table, to.column);
            question.proposal = "# If it means something else, or may stay as it is:\n" + waiver;
        }
        answers.left_to_plan(question, "[[reference]] or [[waive]]");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::undeclared
