#include "merge/audit/audit.hpp"

#include "merge/databases/target.hpp"
#include "merge/model/error.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/contents.hpp"

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

} // namespace

Audit audit(AuditedTarget const &audited, std::string const &word, job::Progress const &progress)
{
    auto const opened = open(audited, progress);
    Audit result{audit::read_run(*opened.target, opened.engine), {}};
    result.accounts = word.empty() ? audit::read_accounts(*opened.target, opened.engine, result.run)
                                   : audit::find_accounts(*opened.target, opened.engine, result.run, word);
    if (!word.empty() && result.accounts.empty()) {
        throw model::Error(model::Exit::usage,
                           "\"" + word + "\" is no name and no id in the record of run \"" + result.run.name +
                               "\", and no account has it today",
                           "it can be a name, an id, source/name or source/#id; without one `audit` lists all accounts "
                           "that were renamed or merged");
    }
    return result;
}

audit::CheckedRecord check_record(AuditedTarget const &audited, job::Progress const &progress)
{
    auto const opened = open(audited, progress);
    audit::read_run(*opened.target, opened.engine);
    return audit::check_record(*opened.target, opened.engine);
}

} // namespace tributary::steps
