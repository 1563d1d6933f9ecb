#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/shape.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/rows.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tributary::testing {

/// Two services in SQLite and what the plan says of them.
struct Given {
    std::string prose;         ///< SQL of the service "prose", which keeps its ids
    std::string lists;         ///< SQL of the service "lists", whose ids are shifted
    std::string plan = {};     ///< TOML behind everything else: [[reference]], [table.NAME], …
    std::string target = {};   ///< SQL that makes the target's tables; empty: they are made as "prose" has them
    std::string of_prose = {}; ///< more lines of [[source]] "prose"
    std::string of_lists = {};
    std::string of_target = {};
    std::string users = "table = \"users\"\nname = \"name\"\n";
    std::string head = {}; ///< lines before the first [[source]]
};

/// A run after `snapshot`, or after `resolve` as well: what a test of one room begins with. Made in this process by
/// the program's own steps, in a temporary folder of its own, without a server and without starting the program.
///
/// The plan is pico.toml, the databases are prose.db, lists.db and target.db. Of a run that is not resolved nothing is
/// decided, and its offsets are 0 until decide_ids() is called. Nobody else can write the staging file meanwhile.
class StagedRun {
    TemporaryDirectory m_folder; // first: the databases are in it

public:
    enum class After { snapshot, resolve };
    explicit StagedRun(Given const &given, After step = After::snapshot);
    StagedRun(StagedRun const &) = delete;
    StagedRun &operator=(StagedRun const &) = delete;

    std::vector<std::string> warnings; ///< of all that was done so far
    plan::Plan plan;
    job::Rules rules;
    job::Progress progress;
    job::Job job{plan, rules, progress};
    staging::Staging staging;
    std::vector<staging::StagedSource> sources;
    target::TargetShape shape;
    model::Mapping mapping; ///< of `sources` to `shape`

    /// What `resolve` does before it decides about accounts and rows: the rows that `where` does not admit are left
    /// out, each source has its id ranges, and the crosswalk can name what others refer to.
    void decide_ids();

    /// The table must be mapped.
    model::MappedTable const &table(std::string const &label) const;
    model::MappedSource const &source(std::string const &label, std::size_t source_number) const;
    model::MappedColumn const &column(std::string const &label, std::size_t source_number,
                                      std::string const &name) const;

    /// Rows of the staging file, every value as text.
    Rows query(std::string const &sql) const;
    /// Table, what it is about, and evidence of every open question of this kind, in the order of the first two.
    Rows conflicts(std::string const &kind) const;
    /// The merged rows of one source, smallest first.
    Rows merged(std::string const &label, std::size_t source_number, std::vector<std::string> const &columns) const;

    /// The sentence and the exit code with which `work` fails, without the folder of the files: "78 pico.toml:12:1: …".
    std::string refused(std::function<void()> const &work) const;

    std::filesystem::path const &folder() const { return m_folder.path; }
};

/// The rules of `rules/` that a plan chooses, by the names that it says.
plan::Choices all_choices();
job::Rules chosen_rules(plan::Plan const &plan);

} // namespace tributary::testing
