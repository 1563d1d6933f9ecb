#pragma once

#include "tests/testing/database.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace tributary::testing {

struct Workplace;

/// One folder of fixtures/ on one engine. Adding a scenario is adding a folder:
///
///     README.md              Given/When/Then
///     schema.sql             the tables of every source; <source>.schema.sql for one that differs
///     <source>.sql           the rows of the source, as INSERTs
///     target.schema.sql      optional: tables that are in the target beforehand
///     plan.toml              uses ${<source>_url}, ${target_url} and ${engine}
///     expected/exit_code     of `run plan.toml --execute`; 0 without the file
///     expected/stderr.txt    each line occurs somewhere in what the run said on stderr
///     expected/<report>.csv  equals `report plan.toml --what <report> --format csv`
///     expected/<query>.sql   is asked in the target, and must give <query>.out: a row is a line,
///                            columns are parted by a tab, NULL is \N, and a backslash, tab or
///                            newline in a value is written \\, \t, \n
///
/// A file for one engine only, `<name>.<engine>.<extension>`, goes before `<name>.<extension>`. Beside these there are
/// only files that the plan names: any other is an error, with the name that was probably meant.
/// The sources are those that plan.toml names under [[source]], a line each.
struct Scenario {
    std::filesystem::path folder;
    Engine engine = Engine::sqlite;
};

/// The folder and the engine in letters that a test's name may have: "same_person_postgres".
std::string name(Scenario const &scenario);
std::ostream &operator<<(std::ostream &stream, Scenario const &scenario);

/// Every folder in `fixtures` on every engine, in the order of their names.
std::vector<Scenario> scenarios(std::filesystem::path const &fixtures);

/// Plays a scenario in a copy of its folder, with new databases, and says in what it ended
/// differently from expected/; an empty answer is a scenario that went as its folder says.
///
/// Besides expected/, every scenario is held to the promises of the program. After exit 0:
/// references and sequences in the target are whole, `verify` agrees, and a second run is refused
/// and changes nothing. After a refusal: the target is as it was.
///
/// With TRIBUTARY_UPDATE_EXPECTED=1 in the environment, the .csv files that are in expected/ and the
/// .out of each .sql there are rewritten in the folder itself and not compared.
///
/// Throws std::runtime_error if the folder is not a scenario or a database refuses its SQL.
std::vector<std::string> differences(Scenario const &scenario);

/// The same in a place that is there already, where what the program left can be looked at; files that nothing reads
/// are not looked for.
std::vector<std::string> differences(Scenario const &scenario, Workplace const &place);

} // namespace tributary::testing
