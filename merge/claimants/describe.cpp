#include "merge/claimants/describe.hpp"

#include "merge/claimants/known_rows.hpp"
#include "merge/claimants/words.hpp"
#include "merge/identity/shown_value.hpp"
#include "merge/model/booleans.hpp"
#include "merge/model/masked.hpp"
#include "merge/model/times.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/claimant_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::claimants {
namespace {

using staging::StagedRowId;

/// One claimant of a question: a row, or an account with those that are one with it.
struct Claimant {
    std::vector<StagedRowId> rows;
    std::string name;
    Known all; ///< of all its rows; the values are those of the first
};

/// What refers to more rows of one claimant, and their keys.
void add(Known &all, Known const &more)
{
    all.referring.insert(all.referring.end(), more.referring.begin(), more.referring.end());
    all.login_keys.insert(more.login_keys.begin(), more.login_keys.end());
}

class Describer {
public:
    Describer(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
        : m_plan(job.plan), m_staging(staging), m_mapping(mapping), m_users(model::users_of(mapping)),
          m_known(job, staging, mapping)
    {
    }

    void run()
    {
        auto const questions = staging::questions_with_rows(m_staging);
        if (questions.empty()) {
            return;
        }
        m_known.read();
        m_known.count_accounts_with(equal_texts(questions));
        for (auto const &question : questions) {
            if (auto const text = described(question); !text.empty()) {
                staging::add_evidence(m_staging, question.id, text);
            }
        }
    }

private:
    /// Columns in which all accounts of a question agree, and what they hold.
    std::map<std::size_t, std::set<std::string>> equal_texts(std::vector<staging::QuestionRows> const &questions)
    {
        std::map<std::size_t, std::set<std::string>> result;
        for (auto const &question : questions) {
            if (!compares_columns(question)) {
                continue;
            }
            auto const columns = columns_of(claimants_of(question));
            for (auto const &column : columns) {
                if (are_equal(column) && !column.is_boolean && column.values.front().type == model::Cell::Type::text) {
                    result[column.place].insert(column.values.front().bytes);
                }
            }
        }
        return result;
    }

    /// Those of rows show it already.
    static bool compares_columns(staging::QuestionRows const &question) { return question.kind != "unique"; }

    /// What is known of all rows of each claimant together.
    std::vector<Claimant> claimants_of(staging::QuestionRows const &question)
    {
        std::vector<Claimant> result;
        for (auto const &row : question.rows) {
            if (row.claimant >= result.size()) {
                result.resize(row.claimant + 1);
            }
            auto &claimant = result[row.claimant];
            StagedRowId const id{row.table, row.row};
            auto const &known = m_known.of(id);
            if (claimant.rows.empty()) {
                claimant.all = known;
                claimant.name = m_known.name_of(id);
            } else {
                add(claimant.all, known);
                claimant.name += (claimant.rows.size() == 1 ? " with " : ", ") + m_known.name_of(id);
            }
            claimant.rows.push_back(id);
        }
        std::erase_if(result, [](auto const &claimant) { return claimant.rows.empty(); });
        return result;
    }

    std::string described(staging::QuestionRows const &question)
    {
        auto const claimants = claimants_of(question);
        if (claimants.empty()) {
            return {};
        }
        auto const of_accounts = m_known.is_account(claimants.front().rows.front());
        auto const &label = m_known.label_of(claimants.front().rows.front());
        auto const counts = is_referred_to(label);
        std::vector<std::string> parts;
        for (auto const &claimant : claimants) {
            auto const what = of_accounts ? of_account(claimant, counts) : of_row(claimant, counts);
            if (!what.empty()) {
                parts.push_back(claimant.name + ": " + what);
            }
        }
        if (auto const inside = columns_with_ids_inside(label); !inside.empty()) {
            parts.push_back(fmt::format("ids inside {} are not counted", fmt::join(inside, ", ")));
        }
        auto const more = of_accounts ? about_accounts(question, claimants) : what_follows(question, claimants);
        parts.insert(parts.end(), more.begin(), more.end());
        return fmt::format("{}", fmt::join(parts, "; "));
    }

    std::string of_row(Claimant const &claimant, bool counts) const
    {
        auto parts = claimant.all.owners;
        if (counts) {
            auto const rows = counted_rows(claimant.all.referring);
            parts.push_back(rows.empty() ? "no rows refer to it" : "referred to by " + rows);
        }
        return fmt::format("{}", fmt::join(parts, ", "));
    }

    std::string of_account(Claimant const &claimant, bool counts) const
    {
        std::vector<std::string> parts;
        if (counts) {
            auto rows = counted_rows(claimant.all.referring);
            parts.push_back(rows.empty() ? "no rows" : std::move(rows));
        }
        if (!m_plan.users.keys.empty()) {
            auto const keys = claimant.all.login_keys.size();
            parts.push_back(keys == 0 ? "no login key" : model::counted(keys, "login key", "login keys"));
        }
        return fmt::format("{}", fmt::join(parts, ", "));
    }

    /// What accounts have in common, where that is the question.
    std::vector<std::string> about_accounts(staging::QuestionRows const &question,
                                            std::vector<Claimant> const &claimants)
    {
        std::vector<std::string> parts;
        if (claimants.size() < 2) {
            return parts;
        }
        if (auto const keys = keys_in_common(claimants); !keys.empty()) {
            parts.push_back(keys);
        }
        if (auto const text = compares_columns(question) ? compared(columns_of(claimants)) : ""; !text.empty()) {
            parts.push_back(text);
        }
        if (auto const all = of_account(together(claimants), true);
            takes_merge(question) && all != of_account({}, true)) {
            parts.push_back("merge: one account with " + all);
        }
        return parts;
    }

    static bool takes_merge(staging::QuestionRows const &question)
    {
        return question.kind != "privilege" && question.kind != "self";
    }

    static Claimant together(std::vector<Claimant> const &claimants)
    {
        Claimant result;
        for (auto const &claimant : claimants) {
            add(result.all, claimant.all);
        }
        return result;
    }

    static std::string keys_in_common(std::vector<Claimant> const &claimants)
    {
        std::map<std::string, std::size_t> holders;
        for (auto const &claimant : claimants) {
            for (auto const &key : claimant.all.login_keys) {
                ++holders[key];
            }
        }
        std::vector<std::string> shared;
        for (auto const &[key, count] : holders) {
            if (count == claimants.size()) {
                shared.push_back(key);
            }
        }
        if (shared.empty()) {
            auto const all_have = std::all_of(claimants.begin(), claimants.end(),
                                              [](auto const &one) { return !one.all.login_keys.empty(); });
            return all_have ? "no login key in common" : "";
        }
        return model::counted(shared.size(), "login key", "login keys") + " in common: " + shared.front() +
               (shared.size() > 1 ? ", …" : "");
    }

    std::vector<ColumnOfClaimants> columns_of(std::vector<Claimant> const &claimants) const
    {
        std::vector<ColumnOfClaimants> result;
        if (claimants.size() < 2) {
            return result;
        }
        auto const &names = m_known.columns();
        for (std::size_t place = 0; place < names.size(); ++place) {
            auto const &declared = *model::find_column(m_users.target, names[place]);
            ColumnOfClaimants column{names[place], place, model::is_time(declared), model::is_boolean(declared)};
            bool may_be_shown = true;
            for (auto const &claimant : claimants) {
                if (place >= claimant.all.values.size()) {
                    return {};
                }
                auto const &value = claimant.all.values[place];
                column.shown.push_back(identity::shown_value(m_users, names[place], value));
                may_be_shown = may_be_shown && column.shown.back() != model::not_shown;
                column.values.push_back(value);
            }
            if (may_be_shown) {
                column.accounts = m_known.accounts_with(place, column.values.front().bytes);
                result.push_back(std::move(column));
            }
        }
        return result;
    }

    /// What the decisions do with the rows that refer to the claimants.
    static std::vector<std::string> what_follows(staging::QuestionRows const &question,
                                                 std::vector<Claimant> const &claimants)
    {
        std::vector<std::string> parts;
        auto const yields = counted_rows(claimants.back().all.referring);
        if (question.kind == "self" && !yields.empty()) {
            parts.push_back("drop: " + yields + " will dangle");
        }
        if (question.kind == "unique" && claimants.size() == 2) {
            auto const stays = counted_rows(claimants.front().all.referring);
            if (!yields.empty()) {
                parts.push_back("drop: " + yields + " will refer to " + claimants.front().name);
            }
            if (!stays.empty()) {
                parts.push_back("keep: " + stays + " will refer to " + claimants.back().name);
            }
        }
        return parts;
    }

    bool is_referred_to(std::string const &label) const
    {
        return std::any_of(m_mapping.begin(), m_mapping.end(), [&](auto const &child) {
            return !(label == m_users.target.label && plan::has_keys(m_plan, child.target.label)) &&
                   std::any_of(child.sources.begin(), child.sources.end(),
                               [&](auto const &source) { return model::refers_to(source, label); });
        });
    }

    /// References to rows of this table that are not the whole value, as `table.column`.
    std::vector<std::string> columns_with_ids_inside(std::string const &label) const
    {
        std::set<std::string> result;
        for (auto const &child : m_mapping) {
            for (auto const &source : child.sources) {
                for (auto const &column : source.columns) {
                    auto const has_some =
                        std::any_of(column.declared.begin(), column.declared.end(), [&](auto const &reference) {
                            return reference.holds != model::DeclaredReference::Holds::value &&
                                   reference.chain.front().table == label;
                        });
                    if (has_some) {
                        result.insert(child.target.label + "." + column.name);
                    }
                }
            }
        }
        return {result.begin(), result.end()};
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    model::MappedTable const &m_users;
    KnownRows m_known;
};

} // namespace

void describe(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
{
    Describer(job, staging, mapping).run();
}

} // namespace tributary::claimants
