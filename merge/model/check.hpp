#pragma once

#include "merge/model/coverage.hpp"
#include "merge/model/drift.hpp"
#include "merge/model/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::model {

/// What a role may not do and has to, and the statement that lets it.
struct MissingRight {
    std::string right;  ///< such as `SELECT on table "posts"`
    std::string remedy; ///< SQL, or what to do; empty: nothing that one statement does
};

/// A database of the plan, as it was found.
struct CheckedDatabase {
    std::string name; ///< of the source, or `target`
    bool is_target = false;
    std::string engine;
    std::string version; ///< empty: it could not be reached
    std::int64_t tables = 0;
    std::vector<MissingRight> missing;
    std::vector<std::string> sessions = {}; ///< of a source: who else is connected, such as `puma as prose (3)`
};

/// What the target is before the load.
struct TargetState {
    enum class Is {
        unknown, ///< it could not be looked at
        ready,   ///< nothing in it is in the way
        filled,  ///< rows, or tables that are to be made, are
        loaded,  ///< it holds a run
    };
    Is is = Is::unknown;
    std::string sentence;
};

/// Something that a source holds and that is not loaded, whatever the plan says of rows.
struct NotCarried {
    std::string source;
    std::string kind; ///< `table`, `view`, `materialized view`, `foreign table`, `sequence`, `large objects`
    std::string name; ///< with its schema; empty: of large objects
    std::optional<std::int64_t> rows; ///< none: they are not counted, or cannot be
    std::string hangs;                ///< why it seems to belong to what is merged, as a sentence; empty: it does not
    bool waived = false;              ///< the plan says that it stays behind

    bool operator==(NotCarried const &) const = default;
};

/// Something about one table that needs an answer, or at least an eye.
struct CheckNote {
    std::string table;
    std::string subject; ///< a column, a key
    std::string sentence;
    std::string next;
    bool blocks = false;
    Exit exit = Exit::undecided; ///< that of `resolve`, if it blocks
};

/// What could not be looked at, or is wrong altogether.
struct CheckProblem {
    Exit exit = Exit::failed;
    std::string sentence;
    std::string next;
};

/// All that `check` found. Each list is in a fixed order.
struct CheckFindings {
    std::string name; ///< of the run
    std::vector<CheckedDatabase> databases;
    TargetState target;
    std::string named_target; ///< with what it holds, as it may be shown; empty: it could not be reached
    std::vector<Drift> drift;
    std::vector<UncoveredColumn> coverage;
    std::vector<std::string> needless_waivers;
    std::vector<CheckNote> sealed;       ///< columns whose values cannot be looked into
    std::vector<CheckNote> ids;          ///< ranges that do not fit, numbers that may mean something, loose sequences
    std::vector<CheckNote> uniqueness;   ///< exclusion constraints, which only `resolve` judges
    std::vector<CheckNote> singles;      ///< what each source has one of, and the target would have several of
    std::vector<NotCarried> not_carried; ///< what the sources hold besides the tables that are read
    std::vector<CheckProblem> problems;
};

/// As one sentence, without its end.
std::string in_words(NotCarried const &one);

/// How `check` ends, as `resolve` would: a wrong plan before a database that is not to be reached, before data that
/// cannot be loaded, before what else is wrong, before what is to be answered.
Exit exit_of(CheckFindings const &findings);

/// How many things are to be answered before a load.
std::int64_t to_answer(CheckFindings const &findings);

} // namespace tributary::model
