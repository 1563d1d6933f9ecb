#include "merge/staging/story.hpp"

#include "merge/staging/account_label.hpp"
#include "merge/staging/not_shown.hpp"

namespace tributary::staging {
namespace {

using databases::sqlite::Statement;

/// The name of the account that the SQL `id` gives.
std::string named(std::string const &id)
{
    return "(SELECT s.name || '/' || " + account_name_in_sql("p") +
           " FROM account AS p JOIN source AS s ON s.id = p.source WHERE p.id = " + id + ")";
}

/// A query whose ?1 is the account.
Statement ask(Staging const &staging, std::int64_t account, std::string const &sql)
{
    auto statement = staging.database().prepare(sql);
    statement.bind(1, account);
    return statement;
}

std::vector<std::int64_t> accounts_where(Staging const &staging, std::string const &source,
                                         std::string const &condition, std::string const &wanted)
{
    auto rows = staging.database().prepare(
        "SELECT a.id FROM account AS a JOIN source AS s ON s.id = a.source WHERE s.name = ?1 AND " + condition +
        " = ?2 ORDER BY a.id");
    rows.bind(1, std::string_view(source)).bind(2, std::string_view(wanted));
    std::vector<std::int64_t> found;
    while (rows.step()) {
        found.push_back(rows.integer(0));
    }
    return found;
}

constexpr char const *no_match_with_a =
    " AND a.id <> ?1 AND NOT EXISTS (SELECT 1 FROM match WHERE (first = ?1 AND second = a.id) OR (first = a.id AND second = ?1))";

/// Over conflict or override; ?1 is the name of the account.
constexpr char const *concerns_it =
    "(account = ?1 OR instr(' ' || replace(claimants, '=', ' ') || ' ', ' ' || ?1 || ' ') > 0)";

} // namespace

std::vector<std::int64_t> accounts_with_name(Staging const &staging, std::string const &source, std::string const &name)
{
    return accounts_where(staging, source, "a.name", name);
}

std::vector<std::int64_t> accounts_with_id(Staging const &staging, std::string const &source, std::string const &old_id)
{
    return accounts_where(staging, source, "CAST(a.old_id AS TEXT)", old_id);
}

AccountRecord account_record(Staging const &staging, std::int64_t account)
{
    auto row = ask(staging, account,
                   "SELECT a.source, a.row, a.old_id, a.name, coalesce(m.survivor, a.id) FROM account AS a "
                   "LEFT JOIN merged_account AS m ON m.account = a.id WHERE a.id = ?1");
    row.step();
    return {account, row.integer(0), row.integer(1), row.text(2), row.optional_text(3), row.integer(4)};
}

std::string account_in_words(Staging const &staging, std::int64_t account)
{
    return staging.database().value("SELECT " + named(std::to_string(account))).value_or("");
}

std::vector<std::string> merged_into(Staging const &staging, std::int64_t survivor)
{
    auto rows =
        ask(staging, survivor,
            "SELECT " + named("i.account") + " FROM merged_account AS i WHERE i.survivor = ?1 ORDER BY i.account");
    std::vector<std::string> result;
    while (rows.step()) {
        result.push_back(rows.text(0));
    }
    return result;
}

std::optional<RuleAndReason> why_folded(Staging const &staging, std::string const &users, AccountRecord const &account)
{
    auto decision = staging.database().prepare(
        "SELECT d.rule, d.reason FROM decision AS d JOIN staged_table AS t ON t.id = d.table_id WHERE t.label = ?1 AND "
        "t.source = ?2 AND d.row = ?3 AND d.action = 'fold'");
    decision.bind(1, std::string_view(users)).bind(2, account.source).bind(3, account.row);
    return decision.step() ? std::optional(RuleAndReason{decision.text(0), decision.text(1)}) : std::nullopt;
}

std::vector<LoginKey> login_keys(Staging const &staging, std::int64_t account)
{
    auto keys =
        ask(staging, account,
            "SELECT k.shown, k.fingerprint IS NULL, CASE WHEN k.left_out THEN '' ELSE (SELECT coalesce((SELECT " +
                named("h.id") +
                " FROM account AS h WHERE h.id = l.holder), '') FROM lost_key AS l WHERE l.account = k.account AND "
                "l.fingerprint = k.fingerprint) END FROM account_key AS k WHERE k.account = ?1 ORDER BY k.shown");
    std::vector<LoginKey> result;
    while (keys.step()) {
        result.push_back({keys.text(0), keys.integer(1) != 0, keys.optional_text(2)});
    }
    return result;
}

std::vector<MatchWith> matches_of(Staging const &staging, std::int64_t account)
{
    auto matches = ask(staging, account,
                       "SELECT rule, evidence, " + named("m.other") +
                           ", coalesce((SELECT survivor FROM merged_account WHERE account = m.other), m.other) FROM "
                           "(SELECT second AS other, rule, evidence FROM match WHERE first = ?1 UNION ALL SELECT "
                           "first, rule, evidence FROM match WHERE second = ?1) AS m ORDER BY m.other");
    std::vector<MatchWith> result;
    while (matches.step()) {
        result.push_back({matches.text(2), matches.text(0), matches.text(1), matches.integer(3)});
    }
    return result;
}

std::vector<SharedKey> unmatched_with_key(Staging const &staging, std::int64_t account)
{
    auto keys = ask(
        staging, account,
        "SELECT " + named("a.id") +
            ", min(theirs.shown) FROM account_key AS own JOIN account_key AS theirs ON "
            "theirs.fingerprint = own.fingerprint AND theirs.keys = own.keys AND theirs.left_out + own.left_out = 0 JOIN account AS a ON a.id = theirs.account WHERE own.account = ?1" +
            no_match_with_a + " GROUP BY a.id ORDER BY a.id");
    std::vector<SharedKey> result;
    while (keys.step()) {
        result.push_back({keys.text(0), keys.text(1)});
    }
    return result;
}

std::vector<std::string> unmatched_with_name(Staging const &staging, std::int64_t account, std::string const &name)
{
    auto names = ask(
        staging, account,
        "SELECT " + named("a.id") +
            " FROM account AS a WHERE (a.name = ?2 COLLATE NOCASE OR a.id IN (SELECT keeps FROM collision "
            "WHERE gives_up = ?1 UNION SELECT gives_up FROM collision WHERE keeps = ?1))" +
            no_match_with_a +
            " AND NOT EXISTS (SELECT 1 FROM account_key AS own JOIN account_key AS theirs ON "
            "theirs.fingerprint = own.fingerprint AND theirs.keys = own.keys AND theirs.left_out + own.left_out = 0 WHERE own.account = ?1 AND theirs.account = a.id) "
            "ORDER BY a.id");
    names.bind(2, std::string_view(name));
    std::vector<std::string> result;
    while (names.step()) {
        result.push_back(names.text(0));
    }
    return result;
}

std::optional<Renaming> renaming_of(Staging const &staging, std::string const &users, std::int64_t account)
{
    auto renamed = ask(
        staging, account,
        "SELECT a.name, d.new_name, d.rule, d.reason FROM renamed AS r JOIN account AS a ON a.id = r.account JOIN "
        "staged_table AS t ON t.source = a.source AND t.label = ?2 JOIN decision AS d ON d.table_id = t.id AND d.row = "
        "a.row WHERE r.account = ?1");
    renamed.bind(2, std::string_view(users));
    if (!renamed.step()) {
        return std::nullopt;
    }
    return Renaming{renamed.text(0), renamed.text(1), {renamed.text(2), renamed.text(3)}};
}

std::vector<YieldingAccount> those_who_yield_to(Staging const &staging, std::int64_t account)
{
    auto rows = ask(staging, account,
                    "SELECT " + named("c.gives_up") +
                        ", coalesce(c.new_name, '') FROM collision AS c WHERE c.keeps = ?1 ORDER BY c.gives_up");
    std::vector<YieldingAccount> result;
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1)});
    }
    return result;
}

OpenName open_name(Staging const &staging, std::int64_t account)
{
    auto row = ask(staging, account,
                   "SELECT (SELECT " + named("c.keeps") +
                       " FROM collision AS c WHERE gives_up = ?1 AND new_name IS NULL), "
                       "EXISTS (SELECT 1 FROM conflict WHERE kind = 'name' AND account = " +
                       named("?1") + ")");
    row.step();
    return {row.optional_text(0), row.integer(1) != 0};
}

std::vector<WidenedAccess> widened_access_of(Staging const &staging, std::int64_t survivor)
{
    auto rows = ask(staging, survivor,
                    "SELECT " + named("w.account") + ", w.key, " + named("w.origin") +
                        " FROM widened_access AS w LEFT JOIN merged_account AS m ON m.account = w.account WHERE "
                        "coalesce(m.survivor, w.account) = ?1 ORDER BY w.account, w.key");
    std::vector<WidenedAccess> result;
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1), rows.text(2)});
    }
    return result;
}

std::vector<DroppedValue> dropped_values_of(Staging const &staging, std::string const &users,
                                            AccountRecord const &account)
{
    auto values = staging.database().prepare(
        "SELECT d.\"column\", d.dropped, d.kept, d.rule FROM dropped_value AS d JOIN staged_table AS t ON t.id = d.table_id "
        "WHERE t.label = ?1 AND t.source = ?2 AND d.row = ?3 ORDER BY 1");
    values.bind(1, std::string_view(users)).bind(2, account.source).bind(3, account.row);
    auto const hidden = read_not_shown(staging);
    std::vector<DroppedValue> result;
    while (values.step()) {
        auto const column = values.text(0);
        result.push_back({column, shown_value(hidden, users, column, values.text(1)).value_or(""),
                          shown_value(hidden, users, column, values.optional_text(2)), values.text(3)});
    }
    return result;
}

std::vector<OpenQuestion> questions_about(Staging const &staging, std::string const &account)
{
    auto rows = staging.database().prepare(std::string("SELECT id, kind, evidence, claimants FROM conflict WHERE ") +
                                           concerns_it + " ORDER BY id");
    rows.bind(1, std::string_view(account));
    std::vector<OpenQuestion> result;
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
    }
    return result;
}

std::vector<AnswerOutcome> answers_about(Staging const &staging, std::string const &account)
{
    auto rows =
        staging.database().prepare(std::string("SELECT coalesce(nullif(id, ''), kind), decision, state, note, "
                                               "CASE WHEN account = ?1 THEN '' ELSE account END FROM override WHERE ") +
                                   concerns_it + " ORDER BY place");
    rows.bind(1, std::string_view(account));
    std::vector<AnswerOutcome> result;
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)});
    }
    return result;
}

RowsOfAccount rows_of_account(Staging const &staging, std::int64_t account, ReferringColumn const &by)
{
    auto const label = model::sql_name(by.label);
    auto rows = ask(staging, account,
                    "SELECT count(*), count(*) FILTER (WHERE d.action = 'fold'), count(*) FILTER (WHERE d.action = "
                    "'leave_out') FROM " +
                        model::sql_name(by.staged) + " AS " + label +
                        " LEFT JOIN (SELECT row, table_id, action FROM decision) AS d ON d.table_id = " +
                        std::to_string(by.table) + " AND d.row = " + label + ".\"#\" WHERE CAST(" + by.value +
                        " AS TEXT) = (SELECT CAST(" + (by.by_name ? "name" : "old_id") +
                        " AS TEXT) FROM account WHERE id = ?1)" + (by.when.empty() ? "" : " AND (" + by.when + "\n)"));
    rows.step();
    return {rows.integer(0), rows.integer(1), rows.integer(2)};
}

} // namespace tributary::staging
