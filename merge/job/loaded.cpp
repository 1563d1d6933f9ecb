#include "merge/job/loaded.hpp"

#include "merge/job/plan_digest.hpp"
#include "merge/model/shell.hpp"

namespace tributary::job {
namespace {

std::string move(std::filesystem::path const &from, std::filesystem::path const &to)
{
    return "mv " + model::shell_word(from.string()) + " " + model::shell_word(to.string());
}

std::optional<staging::Staging> open_if_possible(plan::Plan const &plan)
{
    try {
        return staging::Staging::open(plan.staging, plan.name, false);
    } catch (model::Error const &) {
        return std::nullopt; // none, or another run's
    }
}

/// A staging file that records a load itself is moved aside, to where a later step would keep it.
std::string move_back(plan::Plan const &plan, std::filesystem::path const &kept)
{
    auto const staging = open_if_possible(plan);
    auto const load = staging ? staging::executed_load(staging->database()) : std::nullopt;
    auto const aside = load ? staging::place_of_record(plan.staging, *load) : staging::KeptRecord{{}, true};
    return "`" + (aside.is_there ? "" : move(plan.staging, aside.path) + " && ") + move(kept, plan.staging) + "`";
}

bool is_record(plan::Plan const &plan, std::string const &digest)
{
    auto const staging = open_if_possible(plan);
    return staging && staging->property("digest") == digest;
}

} // namespace

std::string way_to_verify(plan::Plan const &plan, std::string const &digest)
{
    if (is_record(plan, digest)) {
        return "`tributary verify PLAN` compares it with the staging file";
    }
    if (auto const kept = staging::kept_record(plan.staging, digest)) {
        return "the record of that load is kept in " + kept->string() +
               (std::filesystem::exists(plan.staging) ? ", and " + plan.staging.string() + " is a different one" : "") +
               ":\n" + move_back(plan, *kept) + " restores it, and `tributary verify PLAN` compares the two";
    }
    return "the record of that load, a staging file with digest " + digest + ", is not beside " +
           plan.staging.string() +
           ": put it there under this name, and `tributary verify PLAN` compares the two\n"
           "`tributary audit PLAN` reads what the target itself knows of that load";
}

model::Error not_resolved(plan::Plan const &plan)
{
    auto const kept = staging::kept_record(plan.staging, "");
    return {model::Exit::refused, plan.staging.string() + ": this snapshot is not resolved yet",
            kept ? "the record of an earlier load is kept in " + kept->string() + ": " + move_back(plan, *kept) +
                       " restores it\nfor a new load run `tributary resolve PLAN` first; it needs an empty target"
                 : "run `tributary resolve PLAN` first"};
}

staging::Staging open_decided(plan::Plan const &plan)
{
    if (!std::filesystem::exists(plan.staging)) {
        auto const kept = staging::kept_record(plan.staging, "");
        throw model::Error(
            model::Exit::refused, plan.staging.string() + ": the staging file does not exist",
            kept ? "the record of a load is kept in " + kept->string() + ": " + move_back(plan, *kept) + " restores it"
                 : "if the run was loaded, `tributary audit PLAN` reads what the target knows of it, and "
                   "the staging file of that load, put there, has the rest\n"
                   "otherwise `tributary run PLAN` makes it: it refuses a target that is loaded");
    }
    auto staging = staging::Staging::open(plan.staging, plan.name, false);
    if (!staging.property("digest")) {
        throw not_resolved(plan);
    }
    return staging;
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
