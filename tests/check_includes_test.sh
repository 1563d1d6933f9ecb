#!/usr/bin/env bash
# scripts/check-includes on a small tree: clean, it passes; with one wrong file planted, it says exactly
# which line and why. A line per case; stops at the first that fails.
set -euo pipefail

check_includes=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/scripts/check-includes
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

plant() { # FILE LINE...
    mkdir -p "$tree/$(dirname "$1")"
    printf '%s\n' "${@:2}" >"$tree/$1"
}

expect() { # SENTENCE EXIT_CODE OUTPUT
    local code=0 output
    output=$("$check_includes" "$tree" 2>&1) || code=$?
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

fails() { # SENTENCE EXPECTED FILE LINE...
    plant "${@:3}"
    expect "$1" 1 "$2"
    rm "$tree/$3"
}

expect "an empty tree is an error, not a success" 2 "check-includes: no C++ files in $tree"

plant merge/model/account.hpp '#pragma once' '#include "merge/model/key.hpp"' '#include <vector>' '#include <cstdint>'
plant merge/plan/plan.cpp '#include "merge/plan/plan.hpp"' '#include "merge/model/error.hpp"' '#include <toml++/toml.h>'
plant merge/name_collisions/names.cpp '#include "merge/name_collisions/names.hpp"' '' '#include <range/v3/view/chunk_by.hpp>'
plant merge/databases/source.hpp '#include "merge/model/schema.hpp"'
plant merge/databases/source.cpp '#include "merge/databases/source.hpp"' \
    '#include "merge/databases/postgres/source.hpp"' '#include "merge/databases/sqlite/source.hpp"'
plant merge/databases/postgres/source.cpp '#include "merge/databases/postgres/source.hpp"' \
    '#include "merge/databases/source.hpp"' '#include "sql/catalogue.hpp"' '#include <libpq-fe.h>' '#include <pqxx/pqxx>'
plant merge/databases/sqlite/file.hpp '#include <sqlite3.h>'
plant merge/staging/staging.cpp '#include "merge/databases/sqlite/file.hpp"' '#include "merge/databases/source.hpp"' \
    '#include "sql/schema.hpp"' '#include <nlohmann/json.hpp>'
plant merge/steps/snapshot.cpp '#include "merge/steps/snapshot.hpp"' '#include "merge/staging/staging.hpp"' \
    '#include "merge/databases/source.hpp"' '#include "merge/name_collisions/names.hpp"' '#include "merge/plan/plan.hpp"'
plant rules/matching/same_key.cpp '#include "rules/rules.hpp"' '#include "merge/model/account.hpp"' '#include <fmt/core.h>'
plant reports/json.cpp '#include "reports/json.hpp"' '#include "merge/model/account.hpp"' '#include <nlohmann/json.hpp>'
plant tools/run.cpp '#include "tools/command.hpp"' '#include "rules/rules.hpp"' '#include "reports/reports.hpp"' \
    '#include "merge/steps/snapshot.hpp"' '#include "merge/plan/plan.hpp"' '#include <boost/program_options.hpp>'
plant tests/load_test.cpp '#include "tests/testing/server.hpp"' '#include "merge/databases/postgres/source.hpp"' \
    '#include <gtest/gtest.h>' '#include <libpq-fe.h>' '#include <sqlite3.h>' '#include <filesystem>'
expect "a clean tree passes" 0 ""

# The rooms, each in the wrong direction.
fails "uniqueness does not see name_collisions" \
    'merge/uniqueness/x.cpp:3: merge/uniqueness may not include merge/name_collisions/names.hpp' \
    merge/uniqueness/x.cpp '#include "merge/uniqueness/x.hpp"' '' '#include "merge/name_collisions/names.hpp"'
fails "no subject sees the steps" 'merge/proof/x.cpp:1: merge/proof may not include merge/steps/steps.hpp' \
    merge/proof/x.cpp '#include "merge/steps/steps.hpp"'
fails "the ground sees no subject" 'merge/staging/x.cpp:1: merge/staging may not include merge/mapping/mapping.hpp' \
    merge/staging/x.cpp '#include "merge/mapping/mapping.hpp"'
fails "what a room may include is not what its neighbour may" \
    'merge/schema_diff/x.cpp:1: merge/schema_diff may not include merge/mapping/mapping.hpp' \
    merge/schema_diff/x.cpp '#include "merge/mapping/mapping.hpp"'
fails "the model sees only itself" 'merge/model/x.hpp:1: merge/model may not include merge/plan/plan.hpp' \
    merge/model/x.hpp '#include "merge/plan/plan.hpp"'
fails "the plan does not see the databases" 'merge/plan/x.cpp:1: merge/plan may not include merge/databases/source.hpp' \
    merge/plan/x.cpp '#include "merge/databases/source.hpp"'
fails "steps use the doors, not the drivers" \
    'merge/steps/x.cpp:1: merge/steps may not include merge/databases/postgres/source.hpp' \
    merge/steps/x.cpp '#include "merge/databases/postgres/source.hpp"'
fails "steps do not see the rules" 'merge/steps/x.cpp:1: merge/steps may not include rules/rules.hpp' \
    merge/steps/x.cpp '#include "rules/rules.hpp"'
fails "staging does not see PostgreSQL" \
    'merge/staging/x.cpp:1: merge/staging may not include merge/databases/postgres/source.hpp' \
    merge/staging/x.cpp '#include "merge/databases/postgres/source.hpp"'
fails "the drivers do not see each other" \
    'merge/databases/sqlite/x.cpp:1: merge/databases/sqlite may not include merge/databases/postgres/source.hpp' \
    merge/databases/sqlite/x.cpp '#include "merge/databases/postgres/source.hpp"'
fails "a door's header knows no driver" \
    'merge/databases/x.hpp:1: merge/databases may not include merge/databases/sqlite/file.hpp' \
    merge/databases/x.hpp '#include "merge/databases/sqlite/file.hpp"'
fails "the databases do not see the staging file" \
    'merge/databases/x.cpp:1: merge/databases may not include merge/staging/staging.hpp' \
    merge/databases/x.cpp '#include "merge/staging/staging.hpp"'
fails "rules do not see the steps" 'rules/x.cpp:1: rules may not include merge/steps/load.hpp' \
    rules/x.cpp '#include "merge/steps/load.hpp"'
fails "reports do not see the rules" 'reports/x.cpp:1: reports may not include rules/rules.hpp' \
    reports/x.cpp '#include "rules/rules.hpp"'
fails "tools do not see the staging file" 'tools/x.cpp:1: tools may not include merge/staging/staging.hpp' \
    tools/x.cpp '#include "merge/staging/staging.hpp"'
fails "nothing but a test sees the tests" 'tools/x.cpp:1: tools may not include tests/testing/server.hpp' \
    tools/x.cpp '#include "tests/testing/server.hpp"'
fails "generated SQL stays with the databases and the staging" 'tools/x.cpp:1: tools may not include sql/tables.hpp' \
    tools/x.cpp '#include "sql/tables.hpp"'

# Purity: a property of a file, over however many others.
fails "a pure file does not include the staging file" \
    'merge/schema_diff/ddl.hpp: is on the list of pure files and reaches merge/staging/staging.hpp' \
    merge/schema_diff/ddl.hpp '#include "merge/staging/staging.hpp"'
plant merge/schema_diff/between.hpp '#include "merge/databases/source.hpp"'
fails "a pure file does not reach a database through another" \
    'merge/schema_diff/ddl.hpp: is on the list of pure files and reaches merge/databases/source.hpp' \
    merge/schema_diff/ddl.hpp '#include "merge/schema_diff/between.hpp"'
passes "a file that is not on the list may" merge/schema_diff/y.hpp '#include "merge/schema_diff/between.hpp"'
rm "$tree/merge/schema_diff/between.hpp"

# Namespaces.
fails "the namespace of a file is its room" \
    'merge/name_collisions/x.cpp:2: nothing here is in namespace tributary::name_collisions, that of its room' \
    merge/name_collisions/x.cpp '' 'namespace tributary::steps {'
fails "the namespace of a room is not the outer one" \
    'merge/name_collisions/x.cpp:1: nothing here is in namespace tributary::name_collisions, that of its room' \
    merge/name_collisions/x.cpp 'namespace tributary {'
passes "another namespace may be opened beside it" merge/name_collisions/x.cpp 'namespace tributary::staging {' '}' \
    'namespace tributary::name_collisions {'

# Libraries, each where it does not belong.
fails "toml++ is the plan's" 'tools/x.cpp:1: tools may not include <toml++/toml.h>' \
    tools/x.cpp '#include <toml++/toml.h>'
fails "libpqxx is PostgreSQL's" 'merge/steps/x.cpp:1: merge/steps may not include <pqxx/pqxx>' \
    merge/steps/x.cpp '#include <pqxx/pqxx>'
fails "libpq is PostgreSQL's" 'merge/databases/x.cpp:1: merge/databases may not include <libpq-fe.h>' \
    merge/databases/x.cpp '#include <libpq-fe.h>'
fails "sqlite3 is SQLite's, not even the staging's" 'merge/staging/x.cpp:1: merge/staging may not include <sqlite3.h>' \
    merge/staging/x.cpp '#include <sqlite3.h>'
fails "Boost is the tools'" 'merge/plan/x.cpp:1: merge/plan may not include <boost/program_options.hpp>' \
    merge/plan/x.cpp '#include <boost/program_options.hpp>'
fails "JSON is the reports' and the staging's" 'rules/x.cpp:1: rules may not include <nlohmann/json.hpp>' \
    rules/x.cpp '#include <nlohmann/json.hpp>'
fails "GoogleTest is the tests'" 'tools/x.cpp:1: tools may not include <gtest/gtest.h>' \
    tools/x.cpp '#include <gtest/gtest.h>'
fails "the model has the standard library only" \
    'merge/model/x.hpp:2: merge/model may include the standard library only, not <fmt/core.h>' \
    merge/model/x.hpp '#include <string>' '#include <fmt/core.h>'
fails "the model has no C header" \
    'merge/model/x.hpp:1: merge/model may include the standard library only, not <xxhash.h>' \
    merge/model/x.hpp '#include <xxhash.h>'
fails "rules have no clock" 'rules/x.cpp:1: rules see values only, no file, clock or random number: not <chrono>' \
    rules/x.cpp '#include <chrono>'
fails "reports have no files" \
    'reports/x.cpp:1: reports see values only, no file, clock or random number: not <fstream>' \
    reports/x.cpp '#include <fstream>'
fails "range-v3 is included by exact header, in tests too" \
    'tests/x_test.cpp:1: <range/v3/all.hpp> costs seconds per file: include the exact header' \
    tests/x_test.cpp '#include <range/v3/all.hpp>'
fails "range-v3 stays out of headers" \
    'merge/name_collisions/x.hpp:1: <range/v3/view/zip.hpp> belongs in .cpp files only' \
    merge/name_collisions/x.hpp '#include <range/v3/view/zip.hpp>'

# The way an include is written.
nowhere='is not written from the root, or in no room of the table in scripts/check-includes'
fails "a neighbour is named from the root" "rules/x.cpp:1: \"rules.hpp\" $nowhere" \
    rules/x.cpp '#include "rules.hpp"'
fails "no way leads upwards" "rules/x.cpp:1: \"merge/../tools/options.hpp\" $nowhere" \
    rules/x.cpp '#include "merge/../tools/options.hpp"'
fails "tests write from the root as well" "tests/x_test.cpp:1: \"testing/server.hpp\" $nowhere" \
    tests/x_test.cpp '#include "testing/server.hpp"'
fails "what is ours stands in quotes" 'rules/x.cpp:1: <tools/options.hpp> is ours: write #include "tools/options.hpp"' \
    rules/x.cpp '#include <tools/options.hpp>'
fails "spaces hide nothing" 'rules/x.cpp:1: rules may not include tools/options.hpp' \
    rules/x.cpp '  #  include"tools/options.hpp" // please'
fails "a macro hides nothing" 'rules/x.cpp:1: an include names its header in "" or <>' \
    rules/x.cpp '#include OPTIONS'
fails "a new folder needs a line in the table" \
    'merge/new/x.cpp:1: this folder is in no room of the table in scripts/check-includes' \
    merge/new/x.cpp 'int x;'
passes "each kind of rule has a folder, all of them in one room" rules/survivorship/x.cpp 'namespace tributary::rules {'
fails "another folder of rules/ needs a name on the list" \
    'rules/helpers/x.cpp:1: this folder is in no room of the table in scripts/check-includes' \
    rules/helpers/x.cpp 'namespace tributary::rules {'
fails "a folder in a folder of rules/ is no room" \
    'rules/matching/helpers/x.cpp:1: this folder is in no room of the table in scripts/check-includes' \
    rules/matching/helpers/x.cpp 'namespace tributary::rules {'
fails "a folder of rules/ that is not on the list cannot be included" \
    "rules/x.cpp:1: \"rules/helpers/x.hpp\" $nowhere" rules/x.cpp '#include "rules/helpers/x.hpp"'
passes "an include in a comment is none" rules/x.cpp '// #include "tools/options.hpp"'

plant rules/x.cpp '#include "tools/options.hpp"' '#include <chrono>'
plant reports/x.cpp '#include "tools/options.hpp"'
expect "every violation is named, not the first only" 1 'reports/x.cpp:1: reports may not include tools/options.hpp
rules/x.cpp:1: rules may not include tools/options.hpp
rules/x.cpp:2: rules see values only, no file, clock or random number: not <chrono>'
