#pragma once

#include "merge/databases/sqlite/database.hpp"
#include "merge/model/schema.hpp"

#include <array>
#include <string>

namespace tributary::databases::sqlite {

/// The live catalogue of an SQLite file. `what` names the file in messages. tributary's own tables, sqlite_% tables and
/// shadow tables are left out; virtual tables are refused (65), as their rows live elsewhere.
model::Schema read_catalogue(Database const &database, std::string const &what);

/// Its sqlite_schema as DDL: tables before the rows; indexes, triggers and views after them; each statement ends with
/// end_of_definition. The texts are the source's: throws model::Error 65 for one that is no definition.
model::CreateScript read_create_script(Database const &database, std::string const &what);

/// Tables in which tributary keeps its provenance in an SQLite target.
inline constexpr std::array provenance_tables = {"tributary_run",
                                                 "tributary_id_range",
                                                 "tributary_crosswalk",
                                                 "tributary_renamed_account",
                                                 "tributary_merged_account",
                                                 "tributary_loaded_table",
                                                 "tributary_made_object",
                                                 "tributary_sequence_before",
                                                 "tributary_event",
                                                 "tributary_step",
                                                 "tributary_recorded_table"};

} // namespace tributary::databases::sqlite
