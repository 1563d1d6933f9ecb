#include "merge/databases/postgres/script.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::databases::postgres {
namespace {

/// "COMMIT in line 2", or "" where there is nothing to find.
std::string found(std::string const &script)
{
    auto const control = find_transaction_control(script);
    return control ? control->word + " in line " + std::to_string(control->line) : "";
}

TEST(TransactionControl, IsNotInAnEmptyScript) { EXPECT_EQ(found(""), ""); }

TEST(TransactionControl, IsNotInOrdinaryStatements)
{
    EXPECT_EQ(found("CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\nUPDATE t SET id = 2;\n"), "");
}

TEST(TransactionControl, IsFoundInBegin) { EXPECT_EQ(found("BEGIN;"), "BEGIN in line 1"); }

TEST(TransactionControl, IsFoundInStartTransaction) { EXPECT_EQ(found("START TRANSACTION;"), "START in line 1"); }

TEST(TransactionControl, IsFoundInCommit) { EXPECT_EQ(found("COMMIT;"), "COMMIT in line 1"); }

TEST(TransactionControl, IsFoundInEnd) { EXPECT_EQ(found("END;"), "END in line 1"); }

TEST(TransactionControl, IsFoundInRollback) { EXPECT_EQ(found("ROLLBACK;"), "ROLLBACK in line 1"); }

TEST(TransactionControl, IsFoundInAbort) { EXPECT_EQ(found("ABORT;"), "ABORT in line 1"); }

TEST(TransactionControl, IsFoundInSavepoint) { EXPECT_EQ(found("SAVEPOINT here;"), "SAVEPOINT in line 1"); }

TEST(TransactionControl, IsFoundInRelease) { EXPECT_EQ(found("RELEASE here;"), "RELEASE in line 1"); }

TEST(TransactionControl, IsFoundInPrepareTransaction)
{
    EXPECT_EQ(found("PREPARE TRANSACTION 'later';"), "PREPARE TRANSACTION in line 1");
}

TEST(TransactionControl, IsNotInAPreparedStatement) { EXPECT_EQ(found("PREPARE q AS SELECT 1;"), ""); }

TEST(TransactionControl, IsFoundInLowerCase) { EXPECT_EQ(found("commit;"), "COMMIT in line 1"); }

TEST(TransactionControl, IsFoundWithoutASemicolon) { EXPECT_EQ(found("SELECT 1;\nCOMMIT"), "COMMIT in line 2"); }

TEST(TransactionControl, IsFoundBehindAnotherStatementOfTheLine)
{
    EXPECT_EQ(found("SELECT 1; SELECT 2; commit; SELECT 3;"), "COMMIT in line 1");
}

TEST(TransactionControl, IsFoundBehindEmptyStatements) { EXPECT_EQ(found(";;\n;COMMIT;"), "COMMIT in line 2"); }

TEST(TransactionControl, IsTheFirstOfSeveral) { EXPECT_EQ(found("BEGIN;\nSELECT 1;\nCOMMIT;"), "BEGIN in line 1"); }

TEST(TransactionControl, IsNotInAStatementThatOnlyHoldsTheWord)
{
    EXPECT_EQ(found("SELECT CASE WHEN true THEN 1 END;\nALTER TABLE t RENAME TO start;"), "");
}

TEST(TransactionControl, IsNotInANameThatBeginsWithTheWord) { EXPECT_EQ(found("commits; end_all; begin$1;"), ""); }

TEST(TransactionControl, IsNotInAString) { EXPECT_EQ(found("SELECT 'a; COMMIT; b';"), ""); }

TEST(TransactionControl, IsNotInAStringWithADoubledQuote) { EXPECT_EQ(found("SELECT 'it''s; COMMIT; b';"), ""); }

TEST(TransactionControl, IsFoundBehindAString) { EXPECT_EQ(found("SELECT 'it''s';\nCOMMIT;"), "COMMIT in line 2"); }

TEST(TransactionControl, IsFoundBehindAStringThatEndsInABackslash)
{
    EXPECT_EQ(found("SELECT 'C:\\'; COMMIT; SELECT 'x';"), "COMMIT in line 1");
}

TEST(TransactionControl, IsNotInAnEscapeStringWithAnEscapedQuote)
{
    EXPECT_EQ(found("SELECT E'it\\'s; COMMIT; b';"), "");
}

TEST(TransactionControl, IsNotInAnEscapeStringOfASmallE) { EXPECT_EQ(found("SELECT e'it\\'s; COMMIT; b';"), ""); }

TEST(TransactionControl, IsFoundBehindAnEscapeStringThatEndsInABackslash)
{
    EXPECT_EQ(found("SELECT E'C:\\\\'; COMMIT; SELECT 'x';"), "COMMIT in line 1");
}

TEST(TransactionControl, IsFoundBehindAStringBehindANameThatEndsInE)
{
    EXPECT_EQ(found("SELECT date'\\'; COMMIT; SELECT 'x';"), "COMMIT in line 1");
}

TEST(TransactionControl, IsFoundBehindAUnicodeString)
{
    EXPECT_EQ(found("SELECT U&'d\\0061t\\+000061'; COMMIT;"), "COMMIT in line 1");
}

TEST(TransactionControl, IsNotInAQuotedName) { EXPECT_EQ(found("CREATE TABLE \"a; COMMIT; b\" (id int);"), ""); }

TEST(TransactionControl, IsNotInAQuotedNameWithADoubledQuote)
{
    EXPECT_EQ(found("CREATE TABLE \"a\"\"; COMMIT; b\" (id int);"), "");
}

TEST(TransactionControl, IsFoundBehindAQuotedNameThatHoldsASingleQuote)
{
    EXPECT_EQ(found("CREATE TABLE \"it's\" (id int); COMMIT; SELECT 'x';"), "COMMIT in line 1");
}

TEST(TransactionControl, IsNotInALineComment) { EXPECT_EQ(found("SELECT 1; -- COMMIT;\nSELECT 2;"), ""); }

TEST(TransactionControl, IsFoundBehindALineCommentWithAQuote)
{
    EXPECT_EQ(found("-- it's over\nCOMMIT;"), "COMMIT in line 2");
}

TEST(TransactionControl, IsNotInALineCommentAtTheEnd) { EXPECT_EQ(found("SELECT 1; -- COMMIT"), ""); }

TEST(TransactionControl, IsNotInAComment) { EXPECT_EQ(found("SELECT 1; /* ;\nCOMMIT; */ SELECT 2;"), ""); }

TEST(TransactionControl, IsNotInANestedComment) { EXPECT_EQ(found("/* one /* two */ ; COMMIT; */ SELECT 1;"), ""); }

TEST(TransactionControl, IsFoundBehindANestedComment)
{
    EXPECT_EQ(found("/* one\n/* two */\n*/ COMMIT;"), "COMMIT in line 3");
}

TEST(TransactionControl, IsNotInACommentThatNeverEnds) { EXPECT_EQ(found("/* ; COMMIT;"), ""); }

TEST(TransactionControl, IsNotInADollarQuotedString) { EXPECT_EQ(found("SELECT $$ it's; COMMIT; $$;"), ""); }

TEST(TransactionControl, IsNotInADollarQuotedStringWithATag)
{
    EXPECT_EQ(found("SELECT $tag$ $$; COMMIT; $other$; COMMIT; $tag$;"), "");
}

TEST(TransactionControl, IsFoundBehindADollarQuotedString)
{
    EXPECT_EQ(found("SELECT $$ it's $$;\nCOMMIT;"), "COMMIT in line 2");
}

TEST(TransactionControl, IsFoundBetweenTwoParameters)
{
    EXPECT_EQ(found("EXECUTE q($1); COMMIT; EXECUTE q($1);"), "COMMIT in line 1");
}

TEST(TransactionControl, IsFoundBetweenTwoNamesThatHoldADollar)
{
    EXPECT_EQ(found("SELECT a$b; COMMIT; SELECT a$b;"), "COMMIT in line 1");
}

TEST(TransactionControl, IsNotInAPlpgsqlBody)
{
    EXPECT_EQ(found("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND;\n$$;\nSELECT 1;"),
              "");
}

TEST(TransactionControl, IsNotInADoBlock) { EXPECT_EQ(found("DO $do$ BEGIN PERFORM 1; END $do$;"), ""); }

TEST(TransactionControl, IsFoundBehindAPlpgsqlBody)
{
    EXPECT_EQ(found("DO $$ BEGIN PERFORM 1; END $$;\nCOMMIT;"), "COMMIT in line 2");
}

TEST(TransactionControl, IsNotInAnAtomicBody)
{
    EXPECT_EQ(found("CREATE FUNCTION f() RETURNS int\nBEGIN ATOMIC\n  SELECT 1;\n  SELECT 2;\nEND;\nSELECT 3;"), "");
}

TEST(TransactionControl, IsNotInAnAtomicBodyWithACase)
{
    EXPECT_EQ(
        found("CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN a = 1 THEN CASE WHEN true THEN 2 "
              "END END; SELECT 3; END;"),
        "");
}

TEST(TransactionControl, IsFoundBehindAnAtomicBody)
{
    EXPECT_EQ(found("CREATE PROCEDURE p()\nbegin atomic\n  SELECT CASE WHEN true THEN 1 END;\nEND;\nCOMMIT;"),
              "COMMIT in line 5");
}

TEST(TransactionControl, IsNotInARuleOfSeveralStatements)
{
    EXPECT_EQ(found("CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b;);"), "");
}

TEST(LineOf, CountsFromOne) { EXPECT_EQ(line_of("SELECT 1", 1), 1); }

TEST(LineOf, CountsALineEndToItsOwnLine) { EXPECT_EQ(line_of("a\nb", 2), 1); }

TEST(LineOf, CountsTheFirstCharacterOfALineToThatLine) { EXPECT_EQ(line_of("a\nb", 3), 2); }

TEST(LineOf, CountsEmptyLines) { EXPECT_EQ(line_of("\n\n\nx", 4), 4); }

TEST(LineOf, CountsCharactersAndNotBytes) { EXPECT_EQ(line_of("äöü\nb", 4), 1); }

TEST(LineOf, CountsCharactersOfFourBytesAsOne) { EXPECT_EQ(line_of("😀\nb", 3), 2); }

TEST(LineOf, StaysOnTheLastLineBehindTheEnd) { EXPECT_EQ(line_of("a\nb", 100), 2); }

} // namespace
} // namespace tributary::databases::postgres
