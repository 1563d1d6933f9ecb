#include "merge/staging/reviewed.hpp"

namespace tributary::staging {
namespace {

constexpr char const *was_reviewed = "reviewed";

/// What the facts say, one line for each decision, into temp.shown.
class Writer {
public:
    explicit Writer(Staging const &staging)
        : m_insert(staging.database().prepare("INSERT INTO temp.shown (kind, what, rows) VALUES (?1, ?2, ?3) "
                                              "ON CONFLICT (kind, what) DO UPDATE SET rows = rows + excluded.rows"))
    {
    }

    void add(std::string_view kind, std::string_view what, std::int64_t rows = 1)
    {
        m_insert.bind(1, kind).bind(2, what).bind(3, rows).run();
    }

    void add_all(model::Facts const &facts)
    {
        // several accounts may have one name, and names may change hands
        facts.merges([&](auto const &one) {
            add("merge",
                one.account + " (#" + one.old_id + ") into " + one.survivor + " (#" + one.survivor_old_id + ")");
        });
        facts.renames(
            [&](auto const &one) { add("rename", one.account + " (#" + one.old_id + ") to " + one.new_name); });
        facts.widened_access([&](auto const &one) {
            add("access", one.account + " (" + one.survivor + ") by " + one.key + " of " + one.origin);
        });
        facts.folded_rows([&](auto const &one) { add("fold", row_of(one) + onto(one)); });
        facts.left_out([&](auto const &one) { add("left out", row_of(one), one.row.empty() ? 1 : one.rows); });
    }

private:
    /// A number in staging may be another row's after the next snapshot.
    template <typename Fact> static std::string row_of(Fact const &one)
    {
        auto const table = one.source + "/" + one.table;
        return one.is_numbered || one.row.empty() ? table : table + "#" + one.row;
    }

    static std::string onto(model::FoldedRowFact const &one)
    {
        return one.is_numbered ? std::string() : " onto " + one.survivor;
    }

    databases::sqlite::Statement m_insert;
};

} // namespace

void keep_reviewed(Staging const &earlier, Staging const &later)
{
    auto const reviewed = earlier.property(was_reviewed);
    if (!reviewed) {
        return;
    }
    auto insert = later.database().prepare("INSERT INTO reviewed (kind, what, rows) VALUES (?1, ?2, ?3)");
    auto rows = earlier.database().prepare("SELECT kind, what, rows FROM reviewed ORDER BY kind, what");
    while (rows.step()) {
        insert.bind(1, rows.cell(0)).bind(2, rows.cell(1)).bind(3, rows.cell(2)).run();
    }
    later.set_property(was_reviewed, *reviewed);
}

void review(Staging const &staging, model::Facts const &facts,
            std::function<void(ReviewDifference const &)> const &sink, std::function<void()> const &show)
{
    auto const &database = staging.database();
    database.execute(
        "CREATE TEMP TABLE shown (kind TEXT, what TEXT, rows INTEGER, PRIMARY KEY (kind, what)) WITHOUT ROWID");
    Writer(staging).add_all(facts);
    auto const is_first = !staging.property(was_reviewed).has_value();
    if (!is_first) {
        auto rows = database.prepare(
            "SELECT 1, kind, what, rows FROM (SELECT kind, what, rows FROM temp.shown EXCEPT SELECT kind, what, rows FROM main.reviewed) "
            "UNION ALL SELECT 0, kind, what, rows FROM (SELECT kind, what, rows FROM main.reviewed EXCEPT SELECT kind, what, rows FROM temp.shown) "
            "ORDER BY 2, 3, 1");
        while (rows.step()) {
            sink({rows.integer(0) != 0, rows.text(1), rows.text(2), rows.integer(3)});
        }
    }
    show();
    Transaction transaction(database);
    database.execute(
        "DELETE FROM main.reviewed; INSERT INTO main.reviewed (kind, what, rows) SELECT kind, what, rows FROM temp.shown");
    staging.set_property(was_reviewed, staging.property("digest").value_or(""));
    transaction.commit();
    database.execute("DROP TABLE temp.shown");
}

} // namespace tributary::staging
