#include "merge/staging/facts.hpp"

#include "merge/staging/accounts.hpp"
#include "merge/staging/not_shown.hpp"
#include "merge/staging/replaced.hpp"
#include "merge/staging/row_facts.hpp"
#include "merge/staging/story.hpp"
#include "sql/facts_accounts.hpp"

#include <utility>

namespace tributary::staging {
namespace {

using databases::sqlite::Statement;

/// A stream that makes one fact of each row of the query's result.
template <typename Fact>
model::Stream<Fact> stream(std::shared_ptr<Staging const> const &staging, std::string sql,
                           std::function<Fact(Statement const &)> make)
{
    return [staging, sql = std::move(sql), make = std::move(make)](std::function<void(Fact const &)> const &sink) {
        auto rows = staging->database().prepare(sql);
        while (rows.step()) {
            sink(make(rows));
        }
    };
}

model::Summary summary(Staging const &staging)
{
    auto const count = [&](char const *sql) { return staging.database().integer(sql); };
    model::Summary result;
    result.name = staging.property("run").value_or("");
    result.digest = staging.property("digest").value_or("");
    result.sources = count("SELECT count(*) FROM source");
    result.tables = count("SELECT count(*) FROM staged_table");
    result.rows = count("SELECT sum(rows) FROM staged_table");
    result.derived = count("SELECT sum(rows) FROM derived");
    result.accounts = count("SELECT count(*) FROM account");
    result.merged = count("SELECT count(*) FROM merged_account");
    result.identities = result.accounts - result.merged;
    result.contested_names = count("SELECT count(DISTINCT name) FROM collision");
    result.renamed = count("SELECT count(*) FROM renamed");
    result.widened_access = count("SELECT count(*) FROM widened_access");
    result.possible_matches = count("SELECT count(*) FROM possible_match");
    result.key_tables = std::stoll(staging.property("key_tables").value_or("1"));
    result.lost_keys =
        count("SELECT count(DISTINCT i.survivor) FROM lost_key AS l JOIN identity AS i ON i.account = l.account");
    result.dropped_values = count("SELECT count(*) FROM dropped_value");
    result.rewritten_values = count("SELECT count(*) FROM rewritten WHERE value IS NOT old");
    result.computed_values = count("SELECT sum(replaced) FROM replaced");
    result.values_from_rows = count("SELECT count(*) FROM assigned WHERE rule = 'value'");
    result.refused_values = count("SELECT count(*) FROM refused_value");
    result.dangling_values = count("SELECT sum(rows) FROM dangling_value");
    result.dangling_as_rows = count("SELECT sum(rows) FROM dangling_value WHERE now IS NOT NULL");
    result.folded_rows = count("SELECT sum(folded) FROM book WHERE label <> (SELECT label FROM temp.users)");
    result.left_out = count("SELECT sum(left_out) FROM book");
    result.overrides = count("SELECT count(*) FROM override");
    result.overrides_not_obeyed =
        count("SELECT count(*) FROM override WHERE state NOT IN ('obeyed', 'no longer needed')");
    result.malformed_keys = std::stoll(staging.property("malformed_keys").value_or("0"));
    result.undecided = count("SELECT count(*) FROM conflict");
    return result;
}

constexpr char const *account_columns =
    "SELECT called, source_name, old_id, new_id, name, new_name, action, survivor_called FROM outcome";

model::AccountFact account_of(Statement const &row)
{
    return {row.text(0),          row.text(1),          row.text(2), row.text(3),
            row.optional_text(4), row.optional_text(5), row.text(6), row.text(7)};
}

/// Facts about accounts.
void add_accounts(model::Facts &result, std::shared_ptr<Staging const> const &staging, std::string const &accounts)
{
    result.accounts = stream<model::AccountFact>(staging, accounts + account_columns + " ORDER BY id", account_of);
    result.accounts_with = [staging, accounts](std::string const &word) {
        auto rows = staging->database().prepare(
            accounts + account_columns +
            " WHERE ?1 IN (name, new_name, CAST(old_id AS TEXT), CAST(new_id AS TEXT)) ORDER BY id");
        rows.bind(1, std::string_view(word));
        std::vector<model::AccountFact> found;
        while (rows.step()) {
            found.push_back(account_of(rows));
        }
        return found;
    };
    result.matches = stream<model::MatchFact>(
        staging,
        accounts +
            "SELECT a.called, b.called, m.rule, m.evidence FROM match AS m JOIN person AS a ON a.id = m.first JOIN person AS b ON b.id = m.second "
            "ORDER BY m.first, m.second",
        [](Statement const &row) {
            return model::MatchFact{row.text(0), row.text(1), row.text(2), row.text(3)};
        });
    result.merges = stream<model::MergeFact>(
        staging,
        accounts +
            "SELECT called, source_name, old_id, new_id, survivor_called, survivor_source, survivor_old_id, rule, reason, CASE WHEN name IS NOT new_name THEN nullif(name, '') END, name, new_name "
            "FROM merged_account AS m CROSS JOIN outcome ON id = m.account ORDER BY id",
        [](Statement const &row) {
            return model::MergeFact{row.text(0), row.text(1),          row.text(2),           row.text(3),
                                    row.text(4), row.text(5),          row.text(6),           row.text(7),
                                    row.text(8), row.optional_text(9), row.optional_text(10), row.optional_text(11)};
        });
    result.renames = stream<model::RenameFact>(
        staging,
        accounts +
            "SELECT called, source_name, old_id, new_id, outcome.name, outcome.new_name, rule, reason FROM renamed AS r CROSS JOIN outcome ON id = r.account ORDER BY id",
        [](Statement const &row) {
            return model::RenameFact{row.text(0), row.text(1), row.text(2), row.text(3),
                                     row.text(4), row.text(5), row.text(6), row.text(7)};
        });
    result.collisions = stream<model::CollisionFact>(
        staging,
        accounts +
            "SELECT c.name, k.called, g.called, coalesce(c.new_name, '') FROM collision AS c JOIN person AS k ON k.id = c.keeps JOIN person AS g ON g.id = c.gives_up ORDER BY c.name, c.gives_up",
        [](Statement const &row) {
            return model::CollisionFact{row.text(0), row.text(1), row.text(2), row.text(3)};
        });
}

/// Facts about who may log in, and who may be one.
void add_access(model::Facts &result, std::shared_ptr<Staging const> const &staging, std::string const &accounts)
{
    result.widened_access = stream<model::WidenedAccessFact>(
        staging,
        accounts +
            "SELECT g.called, s.called, w.key, o.called FROM widened_access AS w JOIN person AS g ON g.id = w.account LEFT JOIN merged_account AS m ON m.account = w.account "
            "JOIN person AS s ON s.id = coalesce(m.survivor, w.account) JOIN person AS o ON o.id = w.origin ORDER BY w.account, w.key, w.origin",
        [](Statement const &row) {
            return model::WidenedAccessFact{row.text(0), row.text(1), row.text(2), row.text(3)};
        });
    result.possible_matches = stream<model::PossibleMatchFact>(
        staging,
        accounts +
            "SELECT a.called, b.called, m.evidence FROM possible_match AS m JOIN person AS a ON a.id = m.first JOIN person AS b ON b.id = m.second ORDER BY m.first, m.second",
        [](Statement const &row) {
            return model::PossibleMatchFact{row.text(0), row.text(1), row.text(2)};
        });
    result.lost_keys = stream<model::LostKeyFact>(
        staging,
        accounts +
            "SELECT a.called, s.called, l.fingerprint, l.rule, coalesce(h.called, '') FROM lost_key AS l JOIN identity AS i ON i.account = l.account JOIN person AS a ON a.id = l.account "
            "JOIN person AS s ON s.id = i.survivor LEFT JOIN person AS h ON h.id = l.holder ORDER BY l.account, l.fingerprint",
        [](Statement const &row) {
            return model::LostKeyFact{row.text(0), row.text(1), shown(row.cell(2).bytes), row.text(3), row.text(4)};
        });
    result.look_alikes = stream<model::LookAlikeFact>(
        staging,
        accounts +
            "SELECT b.called, b.new_name, a.called, a.new_name, l.fold FROM look_alike AS l JOIN outcome AS a ON a.id = l.first JOIN outcome AS b ON b.id = l.second ORDER BY l.first, l.second",
        [](Statement const &row) {
            return model::LookAlikeFact{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
        });
    result.malformed_keys = stream<model::MalformedKeyFact>(
        staging,
        accounts +
            "SELECT p.called, k.shown FROM account_key AS k JOIN person AS p ON p.id = k.account WHERE k.fingerprint IS NULL AND k.left_out = 0 ORDER BY p.id, k.shown",
        [](Statement const &row) {
            return model::MalformedKeyFact{row.text(0), row.text(1)};
        });
}

/// What is said of values that are not the row's own.
void add_values(model::Facts &result, std::shared_ptr<Staging const> const &staging, NotShown const &hidden)
{
    result.dropped_values = stream<model::DroppedValueFact>(
        staging,
        "SELECT s.name, t.label, d.called, d.\"column\", d.dropped, d.kept, d.rule FROM dropped_value AS d "
        "JOIN staged_table AS t ON t.id = d.table_id JOIN source AS s ON s.id = t.source ORDER BY t.label, t.source, 3, d.\"column\"",
        [hidden](Statement const &row) {
            model::DroppedValueFact fact{row.text(0), row.text(1), row.text(2), row.text(3), {}, {}, row.text(6)};
            fact.dropped = shown_value(hidden, fact.table, fact.column, row.optional_text(4));
            fact.kept = shown_value(hidden, fact.table, fact.column, row.optional_text(5));
            fact.row = shown_row(hidden, fact.table, fact.row);
            return fact;
        });
    result.rewrites = stream<model::RewriteFact>(
        staging,
        "SELECT s.name, t.label, r.called, r.\"column\", r.old, r.value FROM rewritten AS r "
        "JOIN staged_table AS t ON t.id = r.table_id JOIN source AS s ON s.id = t.source WHERE r.value IS NOT r.old ORDER BY t.label, t.source, 3, r.\"column\"",
        [hidden](Statement const &row) {
            model::RewriteFact fact{row.text(0), row.text(1), row.text(2), row.text(3), {}, {}};
            fact.old_value = shown_value(hidden, fact.table, fact.column, row.optional_text(4));
            fact.new_value = shown_value(hidden, fact.table, fact.column, row.optional_text(5));
            fact.row = shown_row(hidden, fact.table, fact.row);
            return fact;
        });
    result.computed_values = [staging, hidden](std::function<void(model::ComputedValueFact const &)> const &sink) {
        for_each_replaced(*staging, [&](ReplacedValue const &one) {
            sink({one.source, one.label, shown_row(hidden, one.label, one.row_key), one.column,
                  shown_value(hidden, one.label, one.column, one.old_value),
                  shown_value(hidden, one.label, one.column, one.new_value)});
        });
    };
    result.dangling_values = stream<model::DanglingValueFact>(
        staging,
        "SELECT s.name, t.label, d.\"column\", d.to_label || '.' || d.to_column, d.value, d.becomes, d.rule, d.rows, coalesce(d.now, '') FROM dangling_value AS d "
        "JOIN staged_table AS t ON t.id = d.table_id JOIN source AS s ON s.id = t.source ORDER BY t.label, t.source, d.\"column\", 4, d.value, d.rule",
        [hidden](Statement const &row) {
            model::DanglingValueFact fact{row.text(0), row.text(1), row.text(2),    row.text(3), {},
                                          {},          row.text(6), row.integer(7), row.text(8)};
            fact.value = shown_value(hidden, fact.table, fact.column, row.text(4)).value_or("");
            fact.becomes = shown_value(hidden, fact.table, fact.column, row.optional_text(5));
            return fact;
        });
    result.assigned_values = stream<model::AssignedValueFact>(
        staging,
        "SELECT s.name, t.label, a.called, a.\"column\", a.old, a.value, a.rule FROM assigned AS a "
        "JOIN staged_table AS t ON t.id = a.table_id JOIN source AS s ON s.id = t.source ORDER BY t.label, t.source, 3, a.\"column\"",
        [hidden](Statement const &row) {
            model::AssignedValueFact fact{row.text(0), row.text(1), row.text(2), row.text(3), {}, {}, row.text(6)};
            fact.old_value = shown_value(hidden, fact.table, fact.column, row.optional_text(4));
            fact.new_value = shown_value(hidden, fact.table, fact.column, row.optional_text(5));
            fact.row = shown_row(hidden, fact.table, fact.row);
            return fact;
        });
}

void add_ids(model::Facts &facts, std::shared_ptr<Staging const> const &staging)
{
    facts.ids = stream<model::RangeFact>(
        staging,
        "SELECT s.name, r.label, r.\"column\", r.\"offset\", r.first, r.last, r.headroom FROM id_range AS r JOIN source AS s ON s.id = r.source ORDER BY r.label, r.\"column\", r.source",
        [](Statement const &row) {
            return model::RangeFact{row.text(0),    row.text(1),    row.text(2),   row.integer(3),
                                    row.integer(4), row.integer(5), row.integer(6)};
        });
    facts.not_carried = stream<model::NotCarriedFact>(
        staging, "SELECT source, kind, name, rows, remark FROM not_carried ORDER BY place", [](Statement const &row) {
            return model::NotCarriedFact{row.text(0), row.text(1), row.text(2),
                                         row.is_null(3) ? std::nullopt : std::optional(row.integer(3)), row.text(4)};
        });
    facts.crosswalk = stream<model::CrosswalkFact>(
        staging,
        "SELECT s.name, k.label, k.\"column\", "
        "CASE typeof(x.old) WHEN 'blob' THEN '\\x' || lower(hex(x.old)) ELSE x.old END, "
        "CASE typeof(x.new) WHEN 'blob' THEN '\\x' || lower(hex(x.new)) ELSE x.new END FROM crosswalk AS x JOIN key_column AS k ON k.id = x.key_id JOIN source AS s ON s.id = k.source ORDER BY k.source, k.label, k.\"column\", x.old",
        [](Statement const &row) {
            return model::CrosswalkFact{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
        });
}

} // namespace

std::unique_ptr<model::Facts const> read_facts(Staging file, std::string const &users, model::KeyColumn const &id)
{
    auto const staging = std::make_shared<Staging const>(std::move(file));
    auto const accounts = std::string(sql::facts_accounts);
    staging->database().execute("CREATE TEMP TABLE users AS SELECT " + model::sql_literal(users) + " AS label, " +
                                model::sql_literal(id.table) + " AS id_label, " + model::sql_literal(id.column) +
                                " AS id_column");
    auto result = std::make_unique<model::Facts>();
    result->summary = summary(*staging);
    result->books = stream<model::Book>(
        staging,
        "SELECT s.name, b.label, b.read, b.loaded, b.folded, b.left_out FROM book AS b JOIN source AS s ON s.id = b.source ORDER BY b.source, b.label",
        [](Statement const &row) {
            return model::Book{row.text(0),    row.text(1),    row.integer(2),
                               row.integer(3), row.integer(4), row.integer(5)};
        });
    result->derived =
        stream<model::DerivedFact>(staging, "SELECT label, rows FROM derived ORDER BY label", [](Statement const &row) {
            return model::DerivedFact{row.text(0), row.integer(1)};
        });
    result->sources = stream<model::SourceFact>(staging, "SELECT name FROM source ORDER BY id",
                                                [](Statement const &row) { return model::SourceFact{row.text(0)}; });
    add_accounts(*result, staging, accounts);
    add_access(*result, staging, accounts);
    result->conflicts = stream<model::ConflictFact>(
        staging,
        "SELECT id, kind, account, \"table\", row, claimants, evidence, proposal, allowed FROM conflict ORDER BY kind, \"table\", account, row, id",
        [](Statement const &row) {
            return model::ConflictFact{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                                       row.text(5), row.text(6), row.text(7), row.text(8)};
        });
    auto const hidden = read_not_shown(*staging);
    add_values(*result, staging, hidden);
    result->left_out = [staging, hidden](std::function<void(model::LeftOutFact const &)> const &sink) {
        for_each_left_out(*staging, [&](model::LeftOutFact fact) {
            fact.row = shown_row(hidden, fact.table, std::move(fact.row));
            sink(fact);
        });
    };
    result->folded_rows = [staging, hidden](std::function<void(model::FoldedRowFact const &)> const &sink) {
        for_each_folded_row(*staging, [&](model::FoldedRowFact fact) {
            fact.row = shown_row(hidden, fact.table, std::move(fact.row));
            fact.survivor = shown_row(hidden, fact.table, std::move(fact.survivor));
            sink(fact);
        });
    };
    result->id_of_account = [staging](std::string const &source, std::string const &name) {
        auto const found = accounts_with_name(*staging, source, name);
        return found.size() == 1 ? account_record(*staging, found.front()).old_id : std::string();
    };
    result->refused_values = stream<model::RefusedValueFact>(
        staging,
        "SELECT r.\"constraint\", s.name, t.label, r.called, r.has FROM refused_value AS r JOIN staged_table AS t ON t.id = r.table_id JOIN source AS s ON s.id = t.source ORDER BY r.\"constraint\", t.source, r.table_id, r.row",
        [](Statement const &row) {
            return model::RefusedValueFact{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
        });
    result->overrides = stream<model::OverrideFact>(
        staging, "SELECT id, kind, account, decision, state, note FROM override ORDER BY place",
        [](Statement const &row) {
            return model::OverrideFact{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
        });
    add_ids(*result, staging);
    return result;
}

} // namespace tributary::staging
