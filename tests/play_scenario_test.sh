#!/usr/bin/env bash
# The program behind scripts/scenario, on copies of one fixture. A line per case; stops at the first that fails.
#
#   tests/play_scenario_test.sh PLAY_SCENARIO
set -euo pipefail

play=$(realpath "$1")
tributary=$(dirname "$play")/tributary
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
fixture=a-chain-of-replies-is-left-out-to-its-end
fixtures=$(mktemp -d)
kept=$root/build/scenarios
trap 'rm -rf "$fixtures" "$kept"/play-scenario-test.*' EXIT

cp -R "$root/fixtures/$fixture" "$fixtures/play-scenario-test"

output='' code=0
played() { # ARGUMENT...
    code=0
    output=$("$play" "$@" --fixtures "$fixtures" 2>&1 </dev/null) || code=$?
}

fail() { # SENTENCE
    printf 'FAILED  %s\nexit code %s, output:\n%s\n' "$1" "$code" "$output" >&2
    exit 1
}

expect() { # SENTENCE EXIT_CODE WORDS...
    local sentence=$1 words
    if [[ $code != "$2" ]]; then fail "$sentence"; fi
    for words in "${@:3}"; do
        if [[ $output != *"$words"* ]]; then fail "$sentence (no \"$words\")"; fi
    done
    echo "ok  $sentence"
}

played play-scenari-test
expect "a misspelt name gets the nearest folder" 64 'has no folder play-scenari-test; did you mean "play-scenario-test"?'
played scenario
expect "a part of a name gets the folder that has it" 64 'did you mean "play-scenario-test"?'
played play-scenario-test --kep
expect "a misspelt option is refused" 64 'unexpected "--kep"' usage:

played play-scenario-test
expect "a scenario is played on both engines" 0 'test on sqlite: as expected' 'test on postgres: as expected'
played play_scenario_test_sqlite
expect "the name of a test is one engine" 0 'test on sqlite: as expected'
if [[ $output == *postgres* ]]; then fail "the name of a test is one engine"; fi
played play_scenario_test_sqlite sqlite
expect "the name of a test may be given with its engine" 0 'test on sqlite: as expected'
played play_scenario_test_sqlite postgres
expect "the name of a test with another engine is refused" 64 'play_scenario_test_sqlite is a test on sqlite, not on postgres'
played play-scenario-test --keep --update
expect "--keep with --update is refused" 64 '--update cannot be combined with --keep or --no-run'
played "$fixtures/play-scenario-test/" sqlite
expect "a path from the shell's completion is a name" 0 'test on sqlite: as expected'

played play-scenario-test sqlite --keep
expect "--keep says where the databases and the staging file are" 0 "kept in $kept/play-scenario-test.sqlite" \
    "sqlite3 '$kept/play-scenario-test.sqlite/target.db'" 'sqlite3 -box' 'gdb --args'
staging=("$kept"/play-scenario-test.sqlite/*.staging.sqlite)
sqlite3 "${staging[0]}" 'SELECT count(*) FROM step' >/dev/null || fail "the staging file is kept"
again=0
(cd "$kept/play-scenario-test.sqlite" && . ./environment && "$tributary" report plan.toml) >/dev/null 2>&1 || again=$?
if ((again > 1)); then fail "the program runs in the folder with its environment (exit code $again)"; fi
echo "ok  the program runs in the folder with its environment"

played play-scenario-test postgres --no-run
expect "--no-run fills the databases only" 0 "psql 'postgresql:///" 'server runs until Enter'
if [[ $output == *"as expected"* || ! -s $kept/play-scenario-test.postgres/server.log ]]; then
    fail "--no-run keeps the server's log and plays nothing"
fi
if compgen -G "$kept/play-scenario-test.postgres/*.staging.sqlite" >/dev/null; then fail "--no-run stages nothing"; fi

touch "$fixtures/play-scenario-test/left.conflicts.csv"
played play-scenario-test sqlite --keep
if [[ -e $kept/play-scenario-test.sqlite/left.conflicts.csv ]]; then fail "a conflicts file that a run left is not copied"; fi
expect "a conflicts file that a run left is not copied" 0 'as expected'
rm "$fixtures/play-scenario-test/left.conflicts.csv"

echo 'SELECT 1' >"$fixtures/play-scenario-test/expected/one.sql"
echo 2 >"$fixtures/play-scenario-test/expected/one.out"
played play-scenario-test sqlite
expect "a difference is shown" 1 'not as expected' 'one.out differs in line 1'
played play-scenario-test sqlite --update
expect "--update ends as expected" 0 'as expected'
if [[ $(<"$fixtures/play-scenario-test/expected/one.out") != 1 ]]; then fail "--update rewrites the answers"; fi
echo "ok  --update rewrites the answers"

touch "$fixtures/play-scenario-test/expected/exit_cod"
played play-scenario-test sqlite
expect "a file that nothing reads is named" 1 'nothing reads expected/exit_cod; did you mean "exit_code"?'
rm "$fixtures/play-scenario-test/expected/exit_cod"

TRIBUTARY_PG_BIN=$fixtures played play-scenario-test postgres
expect "a PostgreSQL server that does not start is no difference" 2 'scenario: '
echo 'CREATE TABLE' >"$fixtures/play-scenario-test/schema.sql"
played play-scenario-test sqlite
expect "a scenario that cannot be played is no difference" 2 'scenario: '
