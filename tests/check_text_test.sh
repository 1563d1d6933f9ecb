#!/usr/bin/env bash
# scripts/check-text on a small tree: clean, it passes; with one wrong file planted, it says exactly which line and
# why. A line per case; stops at the first that fails. Ends with 77 if Git, which check-text
# asks for files, is not installed.
set -euo pipefail

if ! command -v git >/dev/null; then
    echo "check_text_test: Git is not installed" >&2
    exit 77
fi

check_text=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/scripts/check-text
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
git init --quiet "$tree"

plant() { # FILE LINE...
    mkdir -p "$tree/$(dirname "$1")"
    printf '%s\n' "${@:2}" >"$tree/$1"
}

expect() { # SENTENCE EXIT_CODE OUTPUT
    local code=0 output
    output=$("$check_text" "$tree" 2>&1) || code=$?
    if [[ $code != "$2" || $output != "$3" ]]; then
        printf 'FAILED  %s\nexpected %s: %s\ngot      %s: %s\n' "$1" "$2" "$3" "$code" "$output" >&2
        exit 1
    fi
    echo "ok  $1"
}

passes() { # SENTENCE FILE LINE...
    plant "${@:2}"
    expect "$1" 0 ""
    rm "$tree/$2"
}

fails() { # SENTENCE WHAT FILE LINE: the violation is in the only line
    plant "${@:3}"
    expect "$1" 1 "$3:1:$4
check-text: $2"
    rm "$tree/$3"
}

expect "an empty tree is an error, not a success" 2 "check-text: git names no files in $tree"
plant README.md 'A project.'
plant merge/staging/schema.sql '-- no tables'
expect "a staging file without tables is an error" 2 "check-text: no tables in merge/staging/schema.sql"

plant merge/staging/schema.sql 'CREATE TABLE decision (row INTEGER);' 'CREATE TABLE "override" (id TEXT);' \
    'CREATE TABLE match (first INTEGER);' 'CREATE VIEW identity AS' 'SELECT 1;'
plant merge/staging/decisions.cpp '"SELECT row FROM decision JOIN temp.found"'
plant merge/steps/resolve.cpp '// decides FROM decision' 'SELECT("SELECT id FROM \"lists.posts\" JOIN decisions")'
expect "a clean tree passes" 0 ""

# Notes and names. The words are cut in two, so that the script does not find them here.
note='do it, or write down elsewhere what is to be done'
fails "a note to self" "$note" tools/x.cpp '// TO''DO: more'
fails "a note to self in a script of the tests" "$note" tests/x.sh '# FIX''ME'
passes "a page may speak of notes" docs/x.md 'TO''DO'
fails "the standard library has its name" 'names of the standard library are written with std::' \
    rules/x.hpp 'using namespace s''td;'
fails "a path of a machine" "a path of somebody's machine" docs/x.md 'in /ho''me/ann'
passes "a path in a path is another" docs/x.md 'in build/ho''me/ann'

# SQL on the staging file's own tables.
staging="SQL on the staging file's own tables belongs in merge/staging"
fails "a table is read elsewhere" "$staging" merge/steps/x.cpp '"SELECT row FROM decision WHERE row = 1"'
fails "a table is joined elsewhere" "$staging" merge/steps/x.cpp '"SELECT 1 FROM \"lists.posts\" JOIN decision"'
fails "a view is read elsewhere" "$staging" merge/steps/x.cpp '"SELECT 1 FROM identity"'
fails "a temporary table is read elsewhere" "$staging" merge/steps/x.cpp '"SELECT 1 FROM temp.found"'
fails "a table is updated elsewhere" "$staging" merge/steps/x.cpp '"UPDATE match SET first = 1"'
fails "a table in quotes is read elsewhere" "$staging" merge/steps/x.cpp '"SELECT row FROM \"decision\""'
fails "a table in quotes is read in a raw string elsewhere" "$staging" merge/steps/x.cpp 'R"(SELECT row FROM "match")"'
passes "a table of a source with such a name is another" merge/steps/x.cpp '"SELECT row FROM \"decision.x\""'
passes "a word that begins like a table is none" merge/steps/x.cpp '"SELECT row FROM matches"'
passes "what is not in quotes is no SQL" merge/steps/x.cpp '/// rows FROM decision'

# INSERTs.
insert='an INSERT names its columns'
fails "an INSERT of values" "$insert" merge/staging/x.cpp '"INSERT INTO decision VALUES (1)"'
fails "an INSERT of a query" "$insert" merge/staging/x.cpp '"INSERT INTO decision SELECT 1"'
fails "an INSERT of a query with a name" "$insert" merge/staging/x.cpp '"INSERT INTO decision WITH a AS (SELECT 1) TABLE a"'
fails "an INSERT that goes on elsewhere" "$insert" merge/staging/x.cpp 'BulkInsert(database, "INSERT INTO decision", 1)'
fails "an INSERT OR IGNORE" "$insert" merge/staging/x.cpp '"INSERT OR IGNORE INTO temp.found VALUES (1)"'
fails "a REPLACE" "$insert" merge/staging/x.cpp '"REPLACE INTO decision VALUES (1)"'
fails "an INSERT behind another statement" "$insert" merge/staging/x.cpp '"DELETE FROM match; INSERT INTO match VALUES (1)"'
fails "an INSERT into a table in quotes" "$insert" merge/staging/x.cpp '"INSERT INTO \"match\" SELECT 1"'
fails "an INSERT into a table in quotes in a raw string" "$insert" merge/staging/x.cpp 'R"(INSERT INTO "match" VALUES (1))"'
passes "an INSERT with its columns" merge/staging/x.cpp '"INSERT INTO \"match\" (first) SELECT 1"'
passes "an INSERT of defaults" merge/staging/x.cpp '"INSERT INTO decision DEFAULT VALUES"'

# Length.
lines=()
for ((i = 0; i < 400; ++i)); do lines+=("int x;"); done
passes "400 lines are not too many" tools/x.cpp "${lines[@]}"
plant tools/x.cpp "${lines[@]}" 'int y;'
expect "401 lines are" 1 "tools/x.cpp: 401 lines; 400 at most"
rm "$tree/tools/x.cpp"

plant tools/x.cpp '// TO''DO' 'using namespace s''td;'
expect "every violation is named, not the first only" 1 "tools/x.cpp:1:// TO""DO
check-text: $note
tools/x.cpp:2:using namespace s""td;
check-text: names of the standard library are written with std::"
