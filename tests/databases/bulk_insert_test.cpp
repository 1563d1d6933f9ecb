#include "merge/databases/sqlite/bulk_insert.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::databases::sqlite {
namespace {

using model::Cell;

class BulkInserts : public ::testing::Test {
protected:
    BulkInserts() : database(":memory:", Open::create)
    {
        database.execute("CREATE TABLE t (a, b, UNIQUE (a)); CREATE TABLE empty (a)");
    }

    std::int64_t count() const { return database.integer("SELECT count(*) FROM t"); }

    Database database;
};

TEST_F(BulkInserts, WriteEveryRowInOrder)
{
    BulkInsert insert(database, "INSERT INTO t", 2);
    for (std::int64_t i = 0; i < 1000; ++i) {
        auto const text = std::to_string(i);
        insert.add({Cell::of(i), Cell::of(std::string_view(text))});
    }
    insert.finish();
    EXPECT_EQ(database.value("SELECT count(*) || ' ' || sum(a = CAST(b AS INTEGER) AND rowid = a + 1) FROM t"),
              "1000 1000");
}

TEST_F(BulkInserts, KeepTheTypesOfValues)
{
    BulkInsert insert(database, "INSERT INTO t", 2);
    insert.add({Cell{Cell::Type::blob, 0, 0, "x"}, Cell{}});
    insert.add({Cell::of(std::int64_t{1}), Cell{Cell::Type::real, 0, 0.5, {}}});
    insert.add({Cell::of(std::string_view("")), Cell{Cell::Type::blob, 0, 0, ""}});
    insert.finish();
    EXPECT_EQ(database.value("SELECT group_concat(typeof(a) || ' ' || typeof(b), ', ') FROM t"),
              "blob null, integer real, text blob");
}

TEST_F(BulkInserts, ObeyTheConflictClause)
{
    BulkInsert insert(database, "INSERT OR IGNORE INTO t", 2);
    for (int i = 0; i < 100; ++i) {
        insert.add({Cell::of(std::int64_t{i % 10}), Cell::of(std::int64_t{i})});
    }
    insert.finish();
    EXPECT_EQ(database.value("SELECT count(*) || ' ' || max(b) FROM t"), "10 9");
}

TEST_F(BulkInserts, GoOnAfterFinish)
{
    BulkInsert insert(database, "INSERT INTO t", 2);
    insert.add({Cell::of(std::int64_t{1}), Cell{}});
    insert.finish();
    insert.add({Cell::of(std::int64_t{2}), Cell{}});
    insert.finish();
    EXPECT_EQ(count(), 2);
}

TEST_F(BulkInserts, DoNotWaitForManyRowsThatAreLarge)
{
    BulkInsert insert(database, "INSERT INTO t", 2);
    std::string const large(3U << 20U, 'x');
    insert.add({Cell::of(std::int64_t{1}), Cell::of(std::string_view(large))});
    EXPECT_EQ(database.integer("SELECT length(b) FROM t"), 3 << 20);
}

TEST_F(BulkInserts, SayWhatSqliteRefuses)
{
    BulkInsert insert(database, "INSERT INTO t", 2);
    insert.add({Cell::of(std::int64_t{1}), Cell{}});
    insert.add({Cell::of(std::int64_t{1}), Cell{}});
    EXPECT_THROW(insert.finish(), Failure);
}

} // namespace
} // namespace tributary::databases::sqlite
