#include "merge/answers/answers.hpp"
#include "merge/claimants/describe.hpp"
#include "merge/computed/check_values.hpp"
#include "merge/identity/stage_users.hpp"
#include "merge/identity/unknown_answers.hpp"
#include "merge/job/guarded.hpp"
#include "merge/job/plan_digest.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/staging/books.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/dangling_values.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/moved_references.hpp"
#include "merge/staging/replaced.hpp"
#include "merge/steps/asked_answers.hpp"
#include "merge/steps/decide_all.hpp"
#include "merge/steps/plan_fits.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/shape.hpp"
#include "merge/trial/derive.hpp"
#include "merge/trial/generated_values.hpp"
#include "merge/trial/try_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tributary::steps {
namespace {

/// Everything that the result depends on (plan, answers, scripts, schemas, rows, the target's shape), and the result.
std::string run_digest(std::string const &plan, std::vector<staging::StagedSource> const &sources,
                       model::Schema const &target, std::string const &decisions)
{
    auto text = plan;
    for (auto const &source : sources) {
        text += source.name + '\0' + staging::to_json(source.schema) + '\0';
        for (auto const &table : source.tables) {
            text += table.label + '\0' + std::to_string(table.rows) + '\0' + table.digest + '\0';
        }
    }
    return staging::sha256(text + staging::to_json(target::without_values(target)) + decisions);
}

/// Staged tables of which nothing is loaded.
std::set<std::int64_t> not_loaded(std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping)
{
    std::set<std::int64_t> result;
    for (auto const &source : sources) {
        for (auto const &table : source.tables) {
            result.insert(table.id);
        }
    }
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            result.erase(source.table_id);
        }
    }
    return result;
}

/// What no decision needs, and reports and the target have to say later.
void record_what_changed(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                         staging::Exceptions const &exceptions)
{
    staging::write_replaced(staging, mapping, exceptions);
    staging::find_dangling_in_target(staging, mapping, exceptions);
    staging::write_moved_references(staging, mapping, exceptions, computed::columns_with_value(plan));
}

/// What is wrong with the plan or the answers as a whole, before anything is decided; and the accounts.
identity::Accounts read_and_refuse(job::Job const &job, staging::Staging const &staging,
                                   std::vector<staging::StagedSource> const &sources, target::TargetShape const &shape)
{
    auto const mapping = mapping::map_sources(job.plan, sources, shape.schema);
    {
        staging::Transaction const undone(staging.database()); // the views of before stay
        refuse_what_the_plan_cannot_say(job, staging, sources, shape, mapping);
    }
    {
        staging::Transaction transaction(staging.database()); // of its own: it says nothing of what is decided
        identity::stage_users(job, staging);
        transaction.commit();
    }
    auto accounts = identity::read_accounts(job, staging, sources, model::users_of(mapping).target);
    if (accounts.folding.name != job.rules.foldings.front().name) {
        job.progress.say(fmt::format("resolve: names are compared under the fold \"{}\" ({})", accounts.folding.name,
                                     accounts.folding_reason));
    }
    identity::refuse_unknown_answers(job.plan, job.plan.answers, accounts);
    return accounts;
}

/// One resolve, of what has been read.
class Resolving {
public:
    /// What it is given must outlive it.
    Resolving(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
              target::TargetShape const &shape)
        : m_job(job), m_staging(staging), m_sources(sources), m_shape(shape)
    {
    }

    void run(identity::Accounts accounts)
    {
        m_lines = lines_that_were_asked(m_job, m_staging, m_decide);
        if (std::all_of(m_lines.applied.begin(), m_lines.applied.end(), [](bool applied) { return applied; })) {
            return resolve(m_job, std::move(accounts));
        }
        accounts = {};
        m_job.with_lines_of(m_lines.applied, [&](auto const &job) {
            resolve(job, identity::read_accounts(
                             job, m_staging, m_sources,
                             model::users_of(mapping::map_sources(job.plan, m_sources, m_shape.schema)).target));
        });
    }

private:
    void resolve(job::Job const &job, identity::Accounts accounts)
    {
        auto const &plan = job.plan;
        auto const &target = m_shape.schema;
        auto mapping = mapping::map_sources(plan, m_sources, target);
        answers::Answers answers(plan.answers, m_lines.applied);
        decide_all(job, m_staging, m_sources, target, mapping, std::move(accounts), answers);
        settle_unused_answers(job, mapping, answers);
        trial::refuse_other_generated_values(plan, m_staging, m_sources, mapping);
        for (auto const &sentence : answers.write(m_staging)) {
            job.progress.warn("resolve: " + sentence);
        }
        auto const exceptions = staging::read_exceptions(m_staging);
        record_what_changed(plan, m_staging, mapping, exceptions);
        staging::write_views(m_staging, mapping, exceptions);
        trial::try_rows(plan, m_staging, m_sources, mapping, trial::derive_tables(plan, m_staging, mapping, m_shape));
        claimants::describe(job, m_staging, mapping);
        staging::write_books(m_staging, not_loaded(m_sources, mapping));
    }

    /// Everything is decided again while an answer about a name holds for a question that another answer has changed.
    void settle_unused_answers(job::Job const &job, model::Mapping &mapping, answers::Answers &answers)
    {
        AnswersOfNames names;
        refuse_unsettled(m_staging, answers);
        while (m_job.with_lines_of && !answers.unused().empty()) {
            m_lines.asked = m_lines.asked ? std::move(m_lines.asked) : asked_questions(m_job, m_staging, m_decide);
            if (!settle_unused(m_job, m_staging, m_decide, *m_lines.asked, mapping, answers, names)) {
                return;
            }
            answers = answers::Answers(job.plan.answers, m_lines.applied);
            for (auto const &[question, number] : names) {
                answers.hold_for(question, number);
            }
            mapping = decide_all(job, m_staging, m_sources, m_shape.schema, answers);
            refuse_unsettled(m_staging, answers);
        }
    }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    std::vector<staging::StagedSource> const &m_sources;
    target::TargetShape const &m_shape;
    Decide const m_decide = [this](auto const &job, auto &answers) {
        decide_all(job, m_staging, m_sources, m_shape.schema, answers);
    };
    LinesAsked m_lines;
};

} // namespace

std::int64_t resolve(job::Job const &job)
{
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto const staging = staging::Staging::open(plan.staging, plan.name, true);
        staging::StepRecord const step(staging, "resolve", plan.file.string());
        return step.record([&] {
            auto const sources = mapping::staged_sources(plan, staging);
            auto const shape = target::shape_of_target(plan, sources);
            target::say_foreign_code(job, shape, "resolve");
            auto accounts = read_and_refuse(job, staging, sources, shape);
            if (auto const kept = staging.keep_executed_load()) {
                job.progress.say("resolve: the record of the load that was executed is kept in " + kept->string());
            }

            staging::Transaction transaction(staging.database());
            staging.set_property("target", staging::to_json(shape.schema));
            staging.set_property("target_before_rows", staging::to_json(shape.before_rows));
            staging.set_property("target_not_valid", staging::to_json(shape.not_valid));
            Resolving(job, staging, sources, shape).run(std::move(accounts));
            auto const of_plan = job::plan_digest(plan);
            staging.set_property("plan_digest", of_plan);
            auto const decisions = staging::decisions_digest(staging);
            staging.set_property("decisions_digest", decisions);
            auto const digest = run_digest(of_plan, sources, shape.schema, decisions);
            staging.set_property("digest", digest);
            auto const open = staging::undecided(staging);
            step.finish(fmt::format("{} undecided, digest {}", open, digest));
            transaction.commit();
            job.progress.say(fmt::format("resolve: {} undecided, digest {}", open, digest));
            return open;
        });
    });
}

} // namespace tributary::steps
