#include "merge/identity/accounts.hpp"

#include "merge/identity/look_alike_texts.hpp"
#include "merge/mapping/staged_columns.hpp"
#include "merge/mapping/users.hpp"
#include "merge/model/placeholder.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <tuple>

namespace tributary::identity {
namespace {

using model::AccountIndex;

/// True if the text contains the column's name as a whole word.
bool contains_word(std::string const &text, std::string const &word)
{
    auto const is_part = [&](std::size_t at) {
        return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
    };
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        if ((at == 0 || !is_part(at - 1)) && !is_part(at + word.size())) {
            return true;
        }
    }
    return false;
}

/// citext, COLLATE NOCASE (of the column, or of its index) and a unique index on lower(name) are all one: case means
/// nothing. What says so; empty: nothing does.
std::string case_means_nothing(model::Table const &users, std::string const &name)
{
    auto const *const column = model::find_column(users, name);
    if (column != nullptr && column->type.ends_with("citext")) {
        return "the type citext";
    }
    if (column != nullptr && column->collation == "NOCASE") {
        return "the collation NOCASE";
    }
    auto const key = std::find_if(users.unique_keys.begin(), users.unique_keys.end(), [&](auto const &one) {
        auto const lowered = one.columns.empty() && (one.definition.find("lower(") != std::string::npos ||
                                                     one.definition.find("upper(") != std::string::npos);
        return std::find(one.nocase.begin(), one.nocase.end(), name) != one.nocase.end() ||
               (lowered &&
                contains_word(one.definition.substr(std::min(one.definition.find('('), one.definition.size())), name));
    });
    return key == users.unique_keys.end() ? "" : key->name.empty() ? "a unique key" : "the unique index " + key->name;
}

/// The foldings that hold for names, and why.
void fold_by(Accounts &accounts, job::Job const &job, std::vector<staging::StagedSource> const &sources,
             model::Table const &users)
{
    auto const &all = job.rules.foldings;
    auto const &names = job.plan.users.names;
    auto const without_case = std::find_if(all.begin(), all.end(), [](auto const &one) { return one.ignores_case; });
    auto const by_target = case_means_nothing(users, job.plan.users.name);
    accounts.key_folding = by_target.empty() ? all.front() : *without_case;
    auto const asked = names.fold.empty() ? all.begin() : std::find_if(all.begin(), all.end(), [&](auto const &one) {
        return one.name == names.fold;
    });
    accounts.folding = *asked;
    accounts.folding_reason = names.fold.empty() ? "no unique key asks for more" : "the plan";
    auto demanding = by_target.empty() ? "" : by_target + " of the target ignores case";
    for (auto source = sources.begin(); demanding.empty() && source != sources.end(); ++source) {
        auto const *const table = model::find_table(source->schema, job.plan.users.table);
        auto const by_source = table == nullptr ? "" : case_means_nothing(*table, job.plan.users.name);
        demanding = by_source.empty() ? "" : by_source + " of source \"" + source->name + "\" ignores case";
    }
    if (!demanding.empty() && asked < without_case) {
        accounts.folding = *without_case;
        accounts.folding_reason = demanding;
    }
}

ComparedColumn read_column(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                           job::ChosenMatch const &match)
{
    auto const size = accounts.list().size();
    ComparedColumn result{0, match.plan.column, std::vector<model::TextId>(size), std::vector<model::TextId>(size), {},
                          {}};
    auto const &fold = match.fold ? *match.fold : accounts.folding;
    bool found = false;
    for (auto const &columns : accounts.columns) {
        auto const &all = columns.scope.columns;
        auto const column =
            std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.name == match.plan.column; });
        if (column == all.end()) {
            continue;
        }
        found = true;
        auto const is_name = column->name == job.plan.users.name;
        auto const value =
            "CAST(" + model::sql_name(columns.label) + "." + model::sql_name(column->staged) + " AS TEXT)";
        staging::for_each_account(staging, columns, value, false, [&](AccountIndex account, model::Cell const &cell) {
            if (is_name ? !model::has_no_letter(cell.bytes) : !model::is_placeholder(cell.bytes)) {
                result.folded[account] = result.folded_texts.intern(fold.fold(cell.bytes));
                result.as_is[account] = result.texts.intern(cell.bytes);
            }
        });
    }
    if (!found) {
        throw plan::plan_error(job.plan, match.plan.position,
                               "no source has a column \"" + match.plan.column + "\" in table \"" +
                                   job.plan.users.table + "\"");
    }
    return result;
}

/// Values are equal from now on only where the names are, too; an account without a name is equal to no other.
void require_equal_names(ComparedColumn &column, FoldedNames const &names)
{
    model::Interner both;
    for (AccountIndex account = 0; account < column.folded.size(); ++account) {
        auto &folded = column.folded[account];
        auto const name = names.of[account];
        folded = folded == 0 || name == 0 ? 0
                                          : both.intern(std::string(column.folded_texts.text(folded)) + '\0' +
                                                        std::string(names.texts.text(name)));
    }
    column.folded_texts = std::move(both);
}

/// Which rows of the table the plan loads; empty: all.
std::string loaded_rows(plan::Plan const &plan, std::string const &label)
{
    auto const *const table_plan = plan::find_table(plan, label);
    return table_plan == nullptr ? "" : table_plan->where;
}

staging::KeyColumns key_columns(plan::Plan const &plan, plan::KeysPlan const &keys, staging::StagedSource const &source,
                                mapping::KeysTable const &table)
{
    staging::KeyColumns result;
    result.label = table.table->label;
    result.table = mapping::staged_table(source, result.label).staged;
    result.scope = mapping::condition_scope(plan, source, *table.table);
    result.key = mapping::staged_column(source, *table.table, keys.column);
    result.user = mapping::staged_column(source, table.owners(), table.user);
    result.where = keys.where;
    result.loaded = loaded_rows(plan, result.label);
    if (table.via != nullptr) {
        auto const &label = table.via->label;
        result.via = staging::KeyColumns::Links{mapping::staged_table(source, label).staged,
                                                label,
                                                mapping::condition_scope(plan, source, *table.via),
                                                mapping::staged_column(source, *table.via, table.link),
                                                mapping::staged_column(source, *table.table, table.id),
                                                loaded_rows(plan, label)};
    }
    return result;
}

} // namespace

std::string Accounts::label_of(AccountIndex account) const
{
    auto const &one = list()[account];
    return sources[one.source] + "/" + (model::has_name(one) ? *one.name : "#" + one.id);
}

std::string Accounts::label_of(std::vector<AccountIndex> const &all) const
{
    std::string text;
    for (auto const account : all) {
        text += (text.empty() ? "" : " ") + label_of(account);
    }
    return text;
}

model::ClaimantRow Accounts::row_in_question(AccountIndex account, std::size_t claimant) const
{
    auto const &one = list()[account];
    return {claimant, users[one.source], one.row};
}

std::vector<model::ClaimantRow> Accounts::rows_in_question(std::vector<AccountIndex> const &all) const
{
    constexpr std::size_t most = 10;
    std::vector<model::ClaimantRow> result;
    for (auto const account : all) {
        if (result.size() < most) {
            result.push_back(row_in_question(account, result.size()));
        }
    }
    return result;
}

std::string Accounts::shown(model::KeyId key) const { return staging::shown(population.keys.text(key)); }

std::string Accounts::evidence(model::Match const &match) const
{
    auto const &first = list()[match.first];
    auto const &second = list()[match.second];
    std::string text;
    auto const both_have = [&](auto const &folded) { return folded[match.first] != 0 && folded[match.second] != 0; };
    auto const agree = [&](auto const &folded) {
        return both_have(folded) && folded[match.first] == folded[match.second];
    };
    auto const add_texts = [&](std::string_view label, std::string_view own, std::string_view other, bool are_equal) {
        text += (text.empty() ? "" : ", ") + std::string(label) + " " + std::string(own);
        if (own != other) {
            text += (are_equal ? " = " : " ~ ") + std::string(other);
        }
    };
    auto const of_entry = names_of_entry.find(match.entry);
    auto const by_names = of_entry != names_of_entry.end() && both_have(names.of);
    auto const equal_names = agree(names.of) || (by_names && !of_entry->second.empty() && agree(of_entry->second));
    if (equal_names || by_names) {
        add_texts("name", *first.name, *second.name, equal_names);
    }
    for (auto const &column : compared) {
        if (agree(column.folded) || (column.entry == match.entry && both_have(column.folded))) {
            add_texts(column.name, column.texts.text(column.as_is[match.first]),
                      column.texts.text(column.as_is[match.second]), agree(column.folded));
        }
    }
    std::vector<std::string> shared;
    for (auto const key : model::shared_keys(first, second)) {
        shared.push_back(shown(key));
    }
    std::sort(shared.begin(), shared.end());
    for (auto const &key : shared) {
        text += (text.empty() ? "key " : ", key ") + key;
    }
    return text;
}

std::vector<staging::AccountColumns> account_columns(job::Job const &job,
                                                     std::vector<staging::StagedSource> const &sources)
{
    std::vector<staging::AccountColumns> result;
    for (std::uint32_t id = 0; id < sources.size(); ++id) {
        auto const &source = sources[id];
        auto const users = mapping::users_table(job.plan, source.name, source.schema);
        staging::AccountColumns one;
        one.source = id;
        one.label = users.table->label;
        one.table = mapping::staged_table(source, users.table->label).staged;
        one.scope = mapping::condition_scope(job.plan, source, *users.table);
        one.id = mapping::staged_column(source, *users.table, users.id);
        one.name = mapping::staged_column(source, *users.table, job.plan.users.name);
        one.name_padded = model::is_padded(*model::find_column(*users.table, job.plan.users.name));
        for (std::size_t i = 0; i < users.keys.size(); ++i) {
            one.keys.push_back(key_columns(job.plan, job.plan.users.keys[i], source, users.keys[i]));
        }
        one.loaded = loaded_rows(job.plan, one.label);
        result.push_back(std::move(one));
    }
    return result;
}

Accounts read_accounts(job::Job const &job, staging::Staging const &staging,
                       std::vector<staging::StagedSource> const &sources, model::Table const &users)
{
    Accounts accounts;
    accounts.population = staging::read_accounts(staging);
    fold_by(accounts, job, sources, users);
    accounts.names = fold_names(accounts.list(), accounts.folding);
    accounts.columns = account_columns(job, sources);
    for (auto const &source : sources) {
        accounts.sources.push_back(source.name);
        accounts.users.push_back(mapping::staged_table(source, job.plan.users.table).id);
        auto &keys = accounts.keys.emplace_back();
        for (auto const &one : job.plan.users.keys) {
            keys.push_back(mapping::staged_table(source, one.table).id);
        }
    }
    return accounts;
}

std::vector<bool> accounts_where(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                 std::string const &condition, plan::Position position)
{
    std::vector<bool> result(accounts.list().size());
    for (auto const &columns : accounts.columns) {
        if (auto const problem = staging::condition_problem(staging, columns.scope, condition)) {
            throw plan::plan_error(job.plan, position, "\"" + condition + "\": " + *problem,
                                   "it is an SQLite condition over the columns of \"" + job.plan.users.table + "\"");
        }
        staging::for_each_account(
            staging, columns, "(" + condition + "\n) IS TRUE", true,
            [&](AccountIndex account, model::Cell const &cell) { result[account] = cell.integer != 0; });
    }
    return result;
}

std::vector<model::Match> find_matches(job::Job const &job, staging::Staging const &staging, Accounts &accounts,
                                       bool ids_are_local)
{
    auto const &list = accounts.list();
    std::vector<AccountIndex> everybody(list.size());
    std::iota(everybody.begin(), everybody.end(), AccountIndex{0});
    std::vector<model::Match> all;
    std::uint32_t entry = 0;
    for (auto const &match : job.rules.match) {
        ++entry;
        std::vector<bool> chosen;
        std::vector<AccountIndex> admitted;
        if (!match.plan.where.empty()) {
            chosen = accounts_where(job, staging, accounts, match.plan.where, match.plan.position);
            std::copy_if(everybody.begin(), everybody.end(), std::back_inserter(admitted),
                         [&](auto account) { return chosen[account]; });
        }
        std::span<model::TextId const> texts = accounts.names.of;
        auto const *folded_texts = &accounts.names.texts;
        FoldedNames own;
        if (match.rule.compares == model::MatchRule::Compares::column) {
            auto &column = accounts.compared.emplace_back(read_column(job, staging, accounts, match));
            column.entry = entry;
            if (match.plan.same_id && ids_are_local) {
                require_equal_names(column, accounts.names);
            }
            for (AccountIndex account = 0; account < chosen.size(); ++account) {
                column.folded[account] = chosen[account] ? column.folded[account] : 0; // else it is evidence of nothing
            }
            texts = column.folded;
            folded_texts = &column.folded_texts;
        } else if (match.rule.compares == model::MatchRule::Compares::name) {
            auto &names = accounts.names_of_entry[entry];
            if (match.fold && match.fold->name != accounts.folding.name) {
                own = fold_names(list, *match.fold);
                names = own.of;
                texts = own.of;
                folded_texts = &own.texts;
            }
        }
        auto found = match.rule.find({list, match.plan.where.empty() ? everybody : admitted, texts, *folded_texts});
        std::for_each(found.begin(), found.end(), [&](auto &pair) { pair.entry = entry; });
        if (match.rule.compares == model::MatchRule::Compares::column) {
            auto const with_names = match.plan.same_id && ids_are_local;
            mark_look_alikes(found, accounts.compared.back(),
                             with_names ? std::span(list) : std::span<model::Account const>(), job.rules.foldings);
        }
        std::sort(found.begin(), found.end());
        all.insert(all.end(), found.begin(), found.end());
    }
    // of each pair the first rule, and whether any of them compared texts, or more than what looks alike
    std::stable_sort(all.begin(), all.end(), [](auto const &a, auto const &b) {
        return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept > 0 && all[kept - 1].first == all[i].first && all[kept - 1].second == all[i].second) {
            all[kept - 1].by_text = all[kept - 1].by_text || all[i].by_text;
            all[kept - 1].looks_alike = all[kept - 1].looks_alike && all[i].looks_alike;
        } else {
            all[kept++] = all[i];
        }
    }
    all.resize(kept);
    return all;
}

} // namespace tributary::identity
