#include "merge/audit/audit.hpp"

#include "merge/databases/target.hpp"
#include "merge/model/error.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/contents.hpp"

#include <algorithm>
#include <utility>

namespace tributary::steps {
namespace {

struct Opened {
    std::unique_ptr<databases::Target> target;
    model::Engine engine;
};

Opened open(AuditedTarget const &audited, job::Progress const &progress)
{
    databases::Address const address{"target", audited.url, {"public"}, audited.directory};
    Opened opened{databases::open_target_for_reading(address), databases::engine_of(address)};
    auto const location = opened.target->location();
    if (location.is_new_file) {
        throw model::Error(model::Exit::unreachable, "target: " + location.url + " does not exist");
    }
    auto const shown = target::name_and_contents(*opened.target, address);
    progress.target(shown, job::TargetChange::none);
    progress.say("audit: target " + shown);
    return opened;
}

/// Nothing was found under this word.
model::Error not_found(std::string const &word, std::string const &run, std::vector<std::string> const &gone)
{
    std::string next;
    for (auto const &sentence : gone) {
        next += sentence + "\n";
    }
    return {model::Exit::usage,
            "\"" + word + "\" is neither a name nor an id in the record of run \"" + run +
                "\", and no account has it today",
            next + "only names that the merge changed are in the record: an account that it left alone, and that got "
                   "another name since, is found by that name, by its id, or by source/#id\n"
                   "without a word `audit` lists all accounts that were renamed or merged"};
}

/// Of a word, the accounts that were found; otherwise all.
model::Stream<audit::AuditedAccount> all_or_found(Opened const &opened, audit::RunRecord const &run,
                                                  std::optional<std::string> const &word)
{
    if (!word) {
        return [&](auto const &sink) { audit::read_accounts(*opened.target, opened.engine, run, sink); };
    }
    auto const found = audit::find_accounts(*opened.target, opened.engine, run, *word);
    if (found.accounts.empty()) {
        throw not_found(*word, run.name, found.gone);
    }
    return [accounts = found.accounts](auto const &sink) { std::for_each(accounts.begin(), accounts.end(), sink); };
}

} // namespace

void audit(AuditedTarget const &audited, AuditQuestion const &question, job::Progress const &progress,
           std::function<void(Audit const &)> const &answer)
{
    auto const opened = open(audited, progress);
    auto const run = audit::read_run(*opened.target, opened.engine);
    auto accounts = all_or_found(opened, run, question.word);
    if (!question.still_renamed) {
        answer({run, std::move(accounts)});
        return;
    }
    answer({run, [&](auto const &sink) {
                accounts([&](audit::AuditedAccount const &one) {
                    if (one.what == audit::What::renamed && one.state == audit::State::as_given) {
                        sink(one);
                    }
                });
            }});
}

audit::CheckedRecord check_record(AuditedTarget const &audited, job::Progress const &progress)
{
    auto const opened = open(audited, progress);
    return audit::check_record(*opened.target, opened.engine);
}

} // namespace tributary::steps
