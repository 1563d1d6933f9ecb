#pragma once

#include "merge/audit/audit.hpp"
#include "merge/job/job.hpp"
#include "merge/model/check.hpp"
#include "merge/model/facts.hpp"
#include "merge/model/version.hpp"
#include "merge/proof/row_differences.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary::steps {

/// What prevents the merge, as far as can be seen without copying anything: databases, rights, the target's state,
/// differences of the schemas, undeclared references, ids that do not fit. Goes on after the first problem. Writes
/// nothing; the target is looked at in a transaction that is rolled back.
model::CheckFindings check(job::Job const &job);

/// What has to hold before rows are copied.
enum class Preflight {
    sources,            ///< the sources' rights and catalogues, and the accounts that answers name
    sources_and_target, ///< also the target, and the plan over the schemas of both: all that resolve refuses before it
                        ///< looks at rows
};

/// Sources → a new staging file, in place of this run's earlier one. Each source is read in one snapshot; all snapshots
/// are taken before the first row is read. What `preflight` says is looked at before rows are copied. Nothing is left
/// behind if it fails.
void snapshot(job::Job const &job, Preflight preflight = Preflight::sources);

/// The dry run: matches, names, ids and predicted unique conflicts → staging. Looks at the target in a transaction that
/// is rolled back. Returns how many things are undecided.
std::int64_t resolve(job::Job const &job);

/// How what was decided differs from what the last dry run of this staging file showed.
struct Review {
    std::int64_t differences = 0;
    std::vector<std::string> lines; ///< the first of each kind: `+` is new, `-` no longer so
};

/// Compares, and when `show` has shown it, makes what was decided the reviewed state. No differences where there was no
/// dry run before.
Review review(job::Job const &job, std::function<void(Review const &)> const &show);

/// Refuses (5) if an answer is not obeyed, as load does. Reads only.
void refuse_answers_not_obeyed(plan::Plan const &plan);

/// Says which database the target is and what it holds, as `command`. Refuses (5) if it holds a run already. Reads
/// only. Returns the target as it may be shown, with what it holds.
std::string refuse_loaded_target(job::Job const &job, std::string const &command);

struct LoadDescription {
    std::string target; ///< as it may be shown, with what it holds
    std::vector<std::string> lines;
};

/// What load would do. Says which database the target is and what it holds. Refuses what load refuses.
LoadDescription describe_load(job::Job const &job);

/// Whether the code of a source that `create` copies may run with a superuser's rights.
enum class Trust { no_source, source };

/// Staging → target, in one transaction that proves itself before COMMIT. Says which database it writes to, by
/// Progress::warn before the first change, and by Progress::say at the end.
void load(job::Job const &job, Trust trust = Trust::no_source);

struct Verified {
    std::string target; ///< its URL, as it may be shown
    std::int64_t tables = 0;
    std::int64_t rows = 0; ///< of the target
    std::vector<proof::Difference> differences;
};

/// The target against staging, every value of every row. Says which database the target is and what it holds. Returns
/// at most `limit` differences of each table. Writes nothing but the step's record.
Verified verify(job::Job const &job, std::size_t limit = 20);

/// The facts of a resolved run. Refuses (5) if it is not resolved. Lives as long as it is held.
std::unique_ptr<model::Facts const> facts(plan::Plan const &plan);

/// The columns of each of the target's tables, as the last resolve saw it. Throws as facts() does.
std::map<std::string, std::vector<std::string>> target_columns(plan::Plan const &plan);

/// One sentence about an account, and what it is about.
struct StoryLine {
    std::string topic;
    std::string text;
};

/// All that was decided about the account `source/name` or `source/#id`, or about each if several have that name. A
/// name or an id alone, in a source or in the target, will do where it means one person; else it lists whom it could
/// mean. Refuses (5) if the run is not resolved, and (64) if there is no such account.
std::vector<StoryLine> explain(plan::Plan const &plan, std::string const &subject);

/// A target as `audit` reads it.
struct AuditedTarget {
    std::string url;                 ///< as in a plan: may hold a password
    std::filesystem::path directory; ///< relative sqlite: paths start here
};

struct AuditQuestion {
    std::optional<std::string> word; ///< none: all accounts that were renamed or merged
    bool still_renamed = false;      ///< those alone that have the name which the merge gave
};

struct Audit {
    audit::RunRecord run;
    model::Stream<audit::AuditedAccount> accounts; ///< can be read several times, while the answer is given
};

/// Gives `answer` what the target's record has. Says which database it is. Reads the target only. Refuses (5) if it
/// holds no run, and (64) if no account is called so.
void audit(AuditedTarget const &audited, AuditQuestion const &question, job::Progress const &progress,
           std::function<void(Audit const &)> const &answer);

/// Whether the target's record is as it was written. As audit() otherwise.
audit::CheckedRecord check_record(AuditedTarget const &audited, job::Progress const &progress);

/// What this program works with.
struct Versions {
    std::vector<model::Library> libraries;
    std::int64_t staging_file = 0; ///< its format
};
Versions versions();

} // namespace tributary::steps
