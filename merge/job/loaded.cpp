#include "merge/job/loaded.hpp"

#include "merge/job/plan_digest.hpp"
#include "merge/model/shell.hpp"

namespace tributary::job {
namespace {

std::string move_back(plan::Plan const &plan, std::filesystem::path const &kept)
{
    return "`mv " + model::shell_word(kept.string()) + " " + model::shell_word(plan.staging.string()) + "`";
}

bool is_record(plan::Plan const &plan, std::string const &digest)
{
    try {
        return staging::Staging::open(plan.staging, plan.name, false).property("digest") == digest;
    } catch (model::Error const &) {
        return false; // none, or another run's
    }
}

} // namespace

std::string way_to_verify(plan::Plan const &plan, std::string const &digest)
{
    if (is_record(plan, digest)) {
        return "`tributary verify PLAN` compares it with the staging file";
    }
    if (auto const kept = staging::kept_record(plan.staging, digest)) {
        return "the record of that load is kept in " + kept->string() + ", and " + plan.staging.string() +
               " is a different one:\n" + move_back(plan, *kept) +
               " restores it, and `tributary verify PLAN` compares the two";
    }
    return "the record of that load, a staging file with digest " + digest + ", is not beside " +
           plan.staging.string() + ": put it there under this name, and `tributary verify PLAN` compares the two";
}

model::Error not_resolved(plan::Plan const &plan)
{
    auto const kept = staging::kept_record(plan.staging, "");
    return {model::Exit::refused, plan.staging.string() + ": this snapshot is not resolved yet",
            "run `tributary resolve PLAN` first" +
                (kept ? "\nthe record of an earlier load is kept in " + kept->string() + ": " + move_back(plan, *kept) +
                            " restores it"
                      : std::string())};
}

model::Error plan_has_changed(plan::Plan const &plan, staging::Staging const &staging)
{
    auto const loaded = staging::executed_load(staging.database()).has_value();
    return {model::Exit::refused,
            plan.file.string() + ": the plan, its answers or a script it names has changed since it was " +
                (loaded ? "loaded" : "resolved"),
            loaded ? "restore them as they were at the time of that load, which " + plan.staging.string() +
                         " records;\nfor a new load run `tributary resolve PLAN` again; it needs an empty target"
                   : "run `tributary resolve PLAN` again and look at what it shows"};
}

std::optional<std::string> plan_has_changed(plan::Plan const &plan)
{
    try {
        auto const staging = staging::Staging::open(plan.staging, plan.name, false);
        auto const resolved = staging.property("plan_digest");
        if (!resolved || *resolved == plan_digest(plan)) {
            return std::nullopt;
        }
        return std::string(plan_has_changed(plan, staging).what()) + "; this is what was decided then";
    } catch (model::Error const &) {
        return std::nullopt; // years later a script may be gone
    }
}

} // namespace tributary::job
