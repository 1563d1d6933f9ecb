#include "merge/uniqueness/settler.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/model/characters.hpp"
#include "merge/staging/row_digest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::uniqueness {
namespace {

using model::UniquePolicy;
using plan::Decision;
using staging::DuplicateRow;
using Way = UniquePolicy::Way;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True if a suffix, with a number behind it or none, could have made this value.
bool may_be_made(std::string_view value, plan::Affixes const &around)
{
    if (!value.starts_with(around.before)) {
        return false;
    }
    while (!value.ends_with(around.after)) {
        if (value.empty() || !is_digit(value.back())) {
            return false;
        }
        value.remove_suffix(1);
    }
    return true;
}

} // namespace

UniqueSettler::UniqueSettler(job::Job const &job, staging::Staging const &staging, UniqueSearch &search,
                             job::Answers &answers)
    : m_staging(staging), m_search(search), m_answers(answers), m_writer(staging),
      m_assign(staging.database().prepare("INSERT OR REPLACE INTO assigned VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
{
    for (auto const &source : job.plan.sources) {
        m_affixes.push_back(plan::affixes(job.plan, source.name));
    }
}

Settled UniqueSettler::settle(model::MappedTable const &table, KeyRule const &rule, std::string const &no_policy)
{
    m_table = &table;
    m_rule = &rule;
    m_no_policy = no_policy;
    m_settled = {};
    m_has_taken = m_has_owners = false;
    m_exceptions = staging::read_exceptions(m_staging);
    m_shown.clear();
    for (auto const &name : rule.key.uses) {
        if (!model::find_column(table.target, name)->generated) {
            m_shown.push_back(name);
        }
    }
    if (!rule.column.empty() && std::find(m_shown.begin(), m_shown.end(), rule.column) == m_shown.end()) {
        m_shown.push_back(rule.column);
    }
    staging::DuplicateSearch told;
    told.rest = columns_that_must_agree(table, rule);
    told.shown = m_shown;
    auto const accounts = !table.name_column.empty(); // which only match rules may merge
    m_search.for_each_duplicate(table, rule.key, told, m_exceptions, [&](Group const &group) {
        auto const rows = accounts ? group : without_identical(group);
        if (rows.size() > 1) {
            settle_different(rows);
        }
    });
    if (m_has_owners) {
        renumber();
        if (!m_settled.assigned) { // it is not their numbers that make them equal
            m_exceptions = staging::read_exceptions(m_staging);
            m_search.for_each_duplicate(table, rule.key, told, m_exceptions,
                                        [&](Group const &group) { ask(group, "no number is free"); });
        }
    }
    return m_settled;
}

/// Folds rows that are equal onto the first of them. What is left differs.
UniqueSettler::Group UniqueSettler::without_identical(Group const &group)
{
    Group different;
    std::map<std::string_view, std::size_t> seen;
    for (auto const &row : group) {
        auto const [first, is_first] = seen.emplace(row.rest, different.size());
        if (is_first) {
            different.push_back(row);
        } else {
            auto const &onto = different[first->second];
            fold(row, onto, "identical (" + m_rule->key.name + ")",
                 fmt::format("equal to the row of {} in all but its own id{}",
                             m_table->sources[onto.source].source_name,
                             m_rule->ignore.empty() ? "" : " and what the plan ignores"));
            m_settled.folded_different = m_settled.folded_different || !m_rule->ignore.empty();
        }
    }
    return different;
}

void UniqueSettler::settle_different(Group const &rows)
{
    auto const &policy = m_rule->policy;
    if (policy.way == Way::asks || !m_no_policy.empty()) {
        return ask(rows, m_no_policy);
    }
    if (policy.way == Way::renumbers) {
        return list_owner(rows.front());
    }
    auto const verdict = [&] {
        std::function<bool(std::size_t, std::string_view)> const taken = [&](std::size_t i, std::string_view value) {
            return is_taken(rows[i], value);
        };
        auto const column =
            m_rule->column.empty() ? model::Column{} : *model::find_column(m_table->target, m_rule->column);
        return policy.settle(rivals(rows), {column.max_length, identity::compared_as(column), &taken});
    }();
    if (verdict.onto) {
        auto const &winner = rows[*verdict.onto];
        return fold_others(rows, *verdict.onto, fmt::format("{} ({})", policy.name, m_rule->key.name),
                           fmt::format("the row of {} stays", m_table->sources[winner.source].source_name));
    }
    give(rows, verdict);
    if (!verdict.helpless.empty()) {
        Group left{rows.front()};
        for (auto const i : verdict.helpless) {
            left.push_back(rows[i]);
        }
        ask(left, fmt::format("policy {} finds no value for column {}", policy.name, m_rule->column));
    }
}

std::vector<model::Rival> UniqueSettler::rivals(Group const &rows) const
{
    std::vector<model::Rival> result;
    for (auto const &row : rows) {
        auto const &source = m_table->sources[row.source];
        model::Rival rival;
        if (!m_rule->column.empty()) {
            auto const gives = m_rule->policy.way == Way::gives && row.assigned;
            rival.value = gives ? value_before(row) : row.shown[place_of(m_rule->column)];
        }
        rival.source = source.source_name;
        rival.before = m_affixes[source.source].before;
        rival.after = m_affixes[source.source].after;
        result.push_back(std::move(rival));
    }
    return result;
}

std::size_t UniqueSettler::place_of(std::string const &column) const
{
    return static_cast<std::size_t>(std::find(m_shown.begin(), m_shown.end(), column) - m_shown.begin());
}

/// What the row had before a policy gave it a value.
model::Value UniqueSettler::value_before(DuplicateRow const &row) const
{
    auto const &source = m_table->sources[row.source];
    std::vector<std::string> const wanted{m_rule->column};
    auto found = m_staging.database().prepare(
        "SELECT * FROM (" +
        staging::merged_select(*m_table, source, wanted, m_exceptions, staging::Origin::row, staging::Rows::rewritten) +
        ") WHERE \"#\" = ?1");
    found.bind(1, row.row).step();
    return model::value_of(found.cell(1), source.source);
}

/// Whether a row that agrees with this one in the rest of the key has the value; as bytes, so that what the target
/// takes for equal beyond that comes back in the next round.
bool UniqueSettler::is_taken(DuplicateRow const &row, std::string_view value)
{
    auto const current = model::cell_of(row.shown[place_of(m_rule->column)]);
    if (row.assigned && current.bytes == value) {
        return true;
    }
    if (m_rule->policy.column != UniquePolicy::Column::text) {
        return false;
    }
    if (!m_has_taken) {
        read_taken();
    }
    auto const key = key_with(row, model::Cell::of(value));
    auto find = m_staging.database().prepare("SELECT 1 FROM temp.taken WHERE key = ?1");
    return find.bind_blob(1, key).step();
}

/// temp.taken: the keys of all rows whose value a suffix could make.
void UniqueSettler::read_taken()
{
    m_has_taken = true;
    m_staging.database().execute(
        "CREATE TEMP TABLE IF NOT EXISTS taken (key BLOB PRIMARY KEY) WITHOUT ROWID; DELETE FROM temp.taken");
    auto insert = m_staging.database().prepare("INSERT OR IGNORE INTO temp.taken VALUES (?1)");
    auto const place = place_of(m_rule->column);
    std::string bytes;
    staging::for_each_merged_row(
        m_staging, *m_table, m_shown, m_exceptions, [&](std::size_t, std::int64_t, model::Row cells) {
            auto const possible = std::any_of(m_affixes.begin(), m_affixes.end(), [&](auto const &around) {
                return may_be_made(cells[place].bytes, around);
            });
            if (possible) {
                bytes.clear();
                staging::append_canonical(bytes, cells);
                insert.bind_blob(1, bytes).run();
            }
        });
}

std::string UniqueSettler::key_with(DuplicateRow const &row, model::Cell const &value) const
{
    std::vector<model::Cell> cells;
    for (auto const &one : row.shown) {
        cells.push_back(model::cell_of(one));
    }
    cells[place_of(m_rule->column)] = value;
    std::string bytes;
    staging::append_canonical(bytes, cells);
    return bytes;
}

void UniqueSettler::give(Group const &rows, model::RivalVerdict const &verdict)
{
    for (std::size_t i = 0; i < verdict.values.size(); ++i) {
        if (verdict.values[i]) {
            assign(rows[i], m_rule->column, *verdict.values[i],
                   fmt::format("{} ({})", m_rule->policy.name, m_rule->key.name));
        }
    }
}

void UniqueSettler::assign(DuplicateRow const &row, std::string const &column, model::Value const &value,
                           std::string const &rule)
{
    auto const place = place_of(column);
    if (model::same(row.shown[place], value)) {
        return;
    }
    auto const old = row.assigned ? value_before(row) : row.shown[place];
    auto const words = UniqueQuestions(m_staging, *m_table, *m_rule, m_exceptions).in_words(row);
    auto const called = words.substr(words.find('#') + 1);
    m_assign.bind(1, m_table->sources[row.source].table_id)
        .bind(2, row.row)
        .bind(3, std::string_view(column))
        .bind(4, model::cell_of(value))
        .bind(5, std::string_view(rule))
        .bind(6, model::cell_of(old))
        .bind(7, std::string_view(called))
        .run();
    m_settled.assigned = true;
    if (m_has_taken) {
        auto const key = key_with(row, model::cell_of(value));
        auto insert = m_staging.database().prepare("INSERT OR IGNORE INTO temp.taken VALUES (?1)");
        insert.bind_blob(1, key).run();
    }
}

/// temp.listed: the owners of rows that collide, that is, the rest of their keys.
void UniqueSettler::list_owner(DuplicateRow const &row)
{
    if (!m_has_owners) {
        m_staging.database().execute(
            "CREATE TEMP TABLE IF NOT EXISTS listed (key BLOB PRIMARY KEY) WITHOUT ROWID; DELETE FROM temp.listed");
        m_has_owners = true;
    }
    std::vector<model::Cell> owner;
    for (auto const &part : m_rule->key.parts) {
        if (part.column != m_rule->column) {
            owner.push_back(model::cell_of(row.shown[place_of(part.column)]));
        }
    }
    std::string bytes;
    staging::append_canonical(bytes, owner);
    m_staging.database().prepare("INSERT OR IGNORE INTO temp.listed VALUES (?1)").bind_blob(1, bytes).run();
}

void UniqueSettler::renumber()
{
    m_exceptions = staging::read_exceptions(m_staging); // identical rows are folded by now
    staging::DuplicateSearch search;
    search.nulls_agree = true;
    search.shown = m_shown;
    for (auto const &part : m_rule->key.parts) {
        if (part.column != m_rule->column) {
            search.key.push_back(part.column);
        }
    }
    search.only_listed = !search.key.empty();
    auto const column = *model::find_column(m_table->target, m_rule->column);
    staging::for_each_duplicate(m_staging, *m_table, search, m_exceptions, [&](Group const &rows) {
        give(rows, m_rule->policy.settle(rivals(rows), {0, identity::compared_as(column), nullptr}));
    });
}

void UniqueSettler::fold(DuplicateRow const &row, DuplicateRow const &onto, std::string const &rule,
                         std::string const &reason)
{
    m_writer.fold(m_table->sources[row.source].table_id, row.row, m_table->sources[onto.source].table_id, onto.row,
                  rule, reason);
    m_settled.folded = true;
}

void UniqueSettler::fold_others(Group const &rows, std::size_t onto, std::string const &rule, std::string const &reason)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i != onto) {
            fold(rows[i], rows[onto], rule, reason);
        }
    }
    m_settled.folded_different = true;
}

/// The operator's answers are obeyed; what he has not answered is a conflict.
void UniqueSettler::ask(Group const &rows, std::string const &why)
{
    UniqueQuestions const questions(m_staging, *m_table, *m_rule, m_exceptions);
    auto const accounts = !m_table->name_column.empty();
    std::vector<model::ConflictFact> asked;
    std::vector<std::size_t> kept;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        asked.push_back(questions.about(rows, i));
        asked.back().proposal = accounts ? "" : "drop";
        auto const *const answer = m_answers.find(asked.back());
        if (answer != nullptr && answer->decision == Decision::keep && !accounts) {
            kept.push_back(i);
        }
    }
    auto const contradict = kept.size() > 1;
    auto const onto = kept.size() == 1 ? kept.front() : 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const override_reason = [&] {
            return "the row of " + m_table->sources[rows[onto].source].source_name + " stays";
        };
        auto const *const question = i == 0 ? nullptr : &asked[i - 1];
        auto const keeps = std::find(kept.begin(), kept.end(), i) != kept.end();
        if (keeps && contradict) {
            m_answers.refuse(*question, "two answers keep a row of this key");
        }
        if (question != nullptr && accounts) {
            m_answers.refuse(*question, "accounts are made one by an answer of kind match");
        }
        auto const may_be_answered = question != nullptr && !accounts && !(keeps && contradict);
        auto const answer = may_be_answered
                                ? m_answers.to(*question, {Decision::accept, Decision::drop, Decision::keep})
                                : std::nullopt;
        if (i != onto && (onto != 0 || answer)) {
            fold(rows[i], rows[onto], "override", override_reason());
            m_settled.folded_different = true;
        } else if (i != onto && question != nullptr) {
            auto conflict = *question;
            conflict.evidence =
                questions.evidence(rows, i) + (why.empty() ? "" : "; " + why) + m_answers.why_not(*question);
            m_writer.conflict(std::move(conflict));
        }
    }
}

} // namespace tributary::uniqueness
