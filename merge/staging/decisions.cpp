#include "merge/staging/decisions.hpp"

#include "merge/staging/catalogue.hpp"
#include "merge/staging/claimant_rows.hpp"
#include "merge/staging/merged.hpp"

namespace tributary::staging {

void clear_decisions(Staging const &staging)
{
    for (char const *const table :
         {"match",          "merged_account", "decision",   "collision",      "renamed",         "widened_access",
          "possible_match", "lost_key",       "look_alike", "rewritten",      "survived",        "assigned",
          "dropped_value",  "override",       "id_range",   "crosswalk",      "key_column",      "conflict",
          "derived",        "book",           "replaced",   "dangling_value", "moved_reference", "refused_value"}) {
        staging.database().execute(std::string("DELETE FROM ") + table);
    }
    clear_claimant_rows(staging);
}

DecisionWriter::DecisionWriter(Staging const &staging)
    : m_database(staging.database()),
      m_fold(staging.database().prepare(
          "INSERT OR IGNORE INTO decision (table_id, row, action, survivor_table, survivor_row, rule, reason) "
          "VALUES (?1, ?2, 'fold', ?3, ?4, ?5, ?6)")),
      m_leave_out(staging.database().prepare(
          "INSERT OR IGNORE INTO decision (table_id, row, action, rule, reason) VALUES (?1, ?2, 'leave_out', ?3, ?4)")),
      m_rename(staging.database().prepare(
          "INSERT INTO decision (table_id, row, action, new_name, rule, reason) VALUES (?1, ?2, 'rename', ?3, ?4, ?5)")),
      m_assign(
          staging.database().prepare("INSERT OR REPLACE INTO assigned (table_id, row, \"column\", value, rule, old, "
                                     "called) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      m_conflict(staging.database().prepare(
          "INSERT OR IGNORE INTO conflict (id, kind, account, \"table\", row, claimants, evidence, proposal, allowed) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")),
      m_add_evidence(staging.database().prepare("UPDATE conflict SET evidence = evidence || '; ' || ?2 WHERE id = ?1")),
      m_claimant(insert_claimant_row(staging)),
      m_forget_claimants(staging.database().prepare("DELETE FROM temp.claimant WHERE conflict IN (SELECT id FROM "
                                                    "conflict WHERE kind = ?1 AND \"table\" = ?2)")),
      m_forget(staging.database().prepare("DELETE FROM conflict WHERE kind = ?1 AND \"table\" = ?2")),
      m_refused_value(staging.database().prepare("INSERT OR IGNORE INTO refused_value (\"constraint\", table_id, row, "
                                                 "called, has) VALUES (?1, ?2, ?3, ?4, ?5)"))
{
}

void DecisionWriter::refused_value(std::string_view constraint, std::int64_t table, std::int64_t row,
                                   std::string_view key, std::string_view values)
{
    m_refused_value.bind(1, constraint).bind(2, table).bind(3, row).bind(4, key).bind(5, values).run();
}

bool DecisionWriter::forget_conflicts(std::string_view kind, std::string_view table)
{
    m_forget_claimants.bind(1, kind).bind(2, table).run();
    m_forget.bind(1, kind).bind(2, table).run();
    return m_database.changes() > 0;
}

void DecisionWriter::fold(std::int64_t table, std::int64_t row, std::int64_t survivor_table, std::int64_t survivor_row,
                          std::string_view rule, std::string_view reason)
{
    m_fold.bind(1, table)
        .bind(2, row)
        .bind(3, survivor_table)
        .bind(4, survivor_row)
        .bind(5, rule)
        .bind(6, reason)
        .run();
}

bool DecisionWriter::leave_out(std::int64_t table, std::int64_t row, std::string_view rule, std::string_view reason)
{
    m_leave_out.bind(1, table).bind(2, row).bind(3, rule).bind(4, reason).run();
    return m_database.changes() > 0;
}

void DecisionWriter::rename(std::int64_t table, std::int64_t row, std::string_view new_name, std::string_view rule,
                            std::string_view reason)
{
    m_rename.bind(1, table).bind(2, row).bind(3, new_name).bind(4, rule).bind(5, reason).run();
}

void DecisionWriter::assign(std::int64_t table, std::int64_t row, std::string_view key, std::string_view column,
                            model::Cell const &value, model::Cell const &old, std::string_view rule)
{
    m_assign.bind(1, table).bind(2, row).bind(3, column).bind(4, value).bind(5, rule).bind(6, old).bind(7, key).run();
}

std::string conflict_id(model::ConflictFact const &conflict)
{
    return conflict.kind + "-" +
           sha256(conflict.kind + '\0' + conflict.table + '\0' + conflict.account + '\0' + conflict.row + '\0' +
                  conflict.claimants)
               .substr(0, 12);
}

bool DecisionWriter::conflict(model::ConflictFact conflict)
{
    conflict.id = conflict_id(conflict);
    m_conflict.bind(1, std::string_view(conflict.id))
        .bind(2, std::string_view(conflict.kind))
        .bind(3, std::string_view(conflict.account))
        .bind(4, std::string_view(conflict.table))
        .bind(5, std::string_view(conflict.row))
        .bind(6, std::string_view(conflict.claimants))
        .bind(7, std::string_view(conflict.evidence))
        .bind(8, std::string_view(conflict.proposal))
        .bind(9, std::string_view(conflict.allowed))
        .run();
    auto const is_new = m_database.changes() > 0;
    for (std::size_t place = 0; is_new && place < conflict.rows.size(); ++place) {
        auto const &claimant = conflict.rows[place];
        m_claimant.bind(1, std::string_view(conflict.id))
            .bind(2, static_cast<std::int64_t>(claimant.claimant))
            .bind(3, static_cast<std::int64_t>(place))
            .bind(4, claimant.table)
            .bind(5, claimant.row)
            .run();
    }
    return is_new;
}

void DecisionWriter::add_to_conflict(model::ConflictFact const &conflict)
{
    if (!this->conflict(conflict)) {
        m_add_evidence.bind(1, std::string_view(conflict_id(conflict)))
            .bind(2, std::string_view(conflict.evidence))
            .run();
    }
}

FoldWriter::FoldWriter(Staging const &staging)
    : m_insert(staging.database(),
               "INSERT OR IGNORE INTO decision (table_id, row, action, survivor_table, survivor_row, rule, reason)", 7)
{
}

void FoldWriter::fold(std::int64_t table, std::int64_t row, std::int64_t survivor_table, std::int64_t survivor_row,
                      std::string_view rule, std::string_view reason)
{
    using model::Cell;
    m_insert.add({Cell::of(table), Cell::of(row), Cell::of(std::string_view("fold")), Cell::of(survivor_table),
                  Cell::of(survivor_row), Cell::of(rule), Cell::of(reason)});
}

void settle_survivors(Staging const &staging)
{
    auto const &database = staging.database();
    do {
        database.execute(
            "UPDATE decision SET survivor_table = next.survivor_table, survivor_row = next.survivor_row FROM decision AS next "
            "WHERE decision.action = 'fold' AND next.action = 'fold' AND next.table_id = decision.survivor_table AND next.row = decision.survivor_row");
    } while (database.changes() > 0);
}

void leave_out_with_survivors(Staging const &staging)
{
    do {
        staging.database().execute(
            "UPDATE decision SET action = 'leave_out', survivor_table = NULL, survivor_row = NULL, reason = 'its survivor is left out: ' || gone.reason "
            "FROM decision AS gone WHERE decision.action = 'fold' AND gone.action = 'leave_out' AND gone.table_id = decision.survivor_table AND gone.row = decision.survivor_row");
    } while (staging.database().changes() > 0);
}

namespace {

void add_all(databases::sqlite::Statement &rows, RowSetDigest &digest)
{
    std::vector<model::Cell> cells(static_cast<std::size_t>(rows.columns()));
    while (rows.step()) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = rows.cell(static_cast<int>(i));
        }
        digest.add(cells);
    }
}

std::string text_of(RowSetDigest const &digest)
{
    return digest.hexadecimal() + " " + std::to_string(digest.rows()) + "\n";
}

/// Each value with the whole row that it is given to: its number depends on the order in which rows were read.
std::string digest_of_values(Staging const &staging, Layer layer)
{
    RowSetDigest digest;
    auto tables =
        staging.database().prepare("SELECT id, staged, columns FROM staged_table WHERE id IN (SELECT table_id FROM " +
                                   std::string(name_of(layer)) + ")");
    while (tables.step()) {
        std::string columns;
        for (auto const &column : words_from_json(tables.text(2))) {
            columns += ", t." + model::sql_name(column);
        }
        auto rows = staging.database().prepare(
            "SELECT " + model::sql_literal(tables.text(1)) + ", s.\"column\", s.value" + columns + " FROM " +
            std::string(name_of(layer)) + " AS s JOIN " + model::sql_name(tables.text(1)) +
            " AS t ON t.\"#\" = s.row WHERE s.table_id = " + tables.text(0));
        add_all(rows, digest);
    }
    return text_of(digest);
}

} // namespace

std::string decisions_digest(Staging const &staging)
{
    constexpr char const *renamed_accounts =
        "SELECT r.account, d.new_name, d.rule FROM renamed AS r CROSS JOIN account AS a ON a.id = r.account "
        "CROSS JOIN staged_table AS t ON t.source = a.source CROSS JOIN decision AS d ON d.table_id = t.id AND d.row = a.row "
        "AND d.action = 'rename'";
    std::string text;
    for (
        char const *const sql : {
            "SELECT first, second, rule FROM match",
            "SELECT account, survivor FROM merged_account",
            "SELECT name, keeps, gives_up, new_name FROM collision",
            renamed_accounts,
            "SELECT source, label, read, loaded, folded, left_out FROM book",
            "SELECT source, label, \"column\", \"offset\" FROM id_range",
            "SELECT k.source, k.label, k.\"column\", x.old, x.new FROM crosswalk AS x JOIN key_column AS k ON k.id = x.key_id",
            "SELECT id, proposal FROM conflict",
            "SELECT label, \"view\", columns, rows FROM derived",
        }) {
        RowSetDigest digest;
        auto rows = staging.database().prepare(sql);
        add_all(rows, digest);
        text += text_of(digest);
    }
    for (auto const layer : layers) {
        text += digest_of_values(staging, layer);
    }
    return sha256(text);
}

void leave_out_unless(Staging const &staging, StagedRows const &rows, std::string const &condition)
{
    staging.database().execute(
        "INSERT INTO decision (table_id, row, action, rule, reason) SELECT " + std::to_string(rows.table) +
        ", \"#\", 'leave_out', 'where', 'the plan''s `where`' FROM " + model::sql_name(rows.staged) + " AS " +
        model::sql_name(rows.label) + " WHERE (" + condition + ") IS NOT TRUE");
}

bool has_conflict(Staging const &staging, std::string_view kind, std::string_view table)
{
    auto found = staging.database().prepare("SELECT 1 FROM conflict WHERE kind = ?1 AND \"table\" = ?2 LIMIT 1");
    return found.bind(1, kind).bind(2, table).step();
}

void write_answer(Staging const &staging, model::OverrideFact const &answer, std::string_view claimants)
{
    staging.database()
        .prepare("INSERT INTO override (id, kind, account, decision, state, note, claimants) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(1, std::string_view(answer.id))
        .bind(2, std::string_view(answer.kind))
        .bind(3, std::string_view(answer.account))
        .bind(4, std::string_view(answer.decision))
        .bind(5, std::string_view(answer.state))
        .bind(6, std::string_view(answer.note))
        .bind(7, claimants)
        .run();
}

std::vector<std::string> answers_not_obeyed(Staging const &staging)
{
    auto rows = staging.database().prepare(
        "SELECT coalesce(nullif(id, ''), kind || ' ' || coalesce(nullif(account, ''), claimants)) || ' (' || decision || ')' "
        "FROM override WHERE state NOT IN ('obeyed', 'no longer needed') ORDER BY place");
    std::vector<std::string> result;
    while (rows.step()) {
        result.push_back(rows.text(0));
    }
    return result;
}

std::vector<model::ConflictFact> open_questions(Staging const &staging)
{
    std::vector<model::ConflictFact> result;
    auto rows = staging.database().prepare(
        "SELECT id, kind, account, \"table\", row, claimants, evidence, proposal, allowed FROM conflict ORDER BY id");
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5),
                          rows.text(6), rows.text(7), rows.text(8)});
    }
    return result;
}

std::int64_t undecided(Staging const &staging) { return staging.database().integer("SELECT count(*) FROM conflict"); }

} // namespace tributary::staging
