#include "merge/audit/audit.hpp"

#include "merge/model/masked.hpp"
#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"
#include "merge/steps/steps.hpp"
#include "reports/masked.hpp"
#include "reports/report.hpp"
#include "tools/all.hpp"
#include "tools/own_files.hpp"
#include "tools/replace_file.hpp"
#include "tools/story.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <span>
#include <utility>
#include <vector>

namespace tributary::tools {
namespace {

using Accounts = model::Stream<audit::AuditedAccount>;

reports::Value value_of(std::optional<std::string> const &text)
{
    return text ? reports::Value(*text) : reports::Value();
}

reports::Value filled(std::string const &text) { return text.empty() ? reports::Value() : reports::Value(text); }

/// The accounts as a report: docs/commands/audit.md has its columns.
reports::Report report_of(Accounts const &accounts)
{
    return {"accounts",
            "accounts that a load renamed or merged, and what they are called today",
            "Accounts",
            {"source", "old_id", "old_name", "new_id", "given_name", "name_today", "state", "event", "rule", "reason",
             "evidence", "survivor", "at"},
            [accounts](model::Facts const &, reports::Sink const &sink) {
                accounts([&](audit::AuditedAccount const &one) {
                    auto const &event = one.event;
                    sink({filled(event.source), filled(event.old_id), value_of(event.old_name), event.new_id,
                          value_of(event.new_name), value_of(one.name_today), filled(std::string(name_of(one.state))),
                          one.what ? filled(std::string(name_of(*one.what))) : reports::Value(), filled(event.rule),
                          filled(event.reason), filled(event.evidence), filled(event.survivor), filled(event.at)});
                });
            }};
}

/// The same for a terminal: what fits there. The whole is in the other formats.
reports::Report list_of(Accounts const &accounts)
{
    return {"accounts",
            "accounts that a load renamed or merged, and what they are called today",
            "Accounts",
            {"account", "event", "given_name", "name_today", "state", "new_id"},
            [accounts](model::Facts const &, reports::Sink const &sink) {
                accounts([&](audit::AuditedAccount const &one) {
                    auto const &event = one.event;
                    auto const name = event.old_name.value_or("");
                    sink({event.source + "/" + (name.empty() ? "#" + event.old_id : name),
                          filled(std::string(name_of(*one.what))), value_of(event.new_name), value_of(one.name_today),
                          filled(std::string(name_of(one.state))), event.new_id});
                });
            }};
}

std::string account_in_words(audit::Event const &event)
{
    auto const name = event.old_name.value_or("");
    return event.source + "/" + (name.empty() ? "#" + event.old_id : name + ", id " + event.old_id + " there");
}

std::string quoted(std::optional<std::string> const &name) { return name ? "\"" + *name + "\"" : "no name"; }

std::string event_in_words(audit::AuditedAccount const &account)
{
    auto const &event = account.event;
    switch (*account.what) {
    case audit::What::renamed:
    case audit::What::renamed_back:
        return fmt::format("{} became {} ({}): {}", account_in_words(event), quoted(event.new_name), event.rule,
                           event.reason);
    case audit::What::merged:
        return fmt::format("{} became one with {} ({}): {}", account_in_words(event), event.survivor, event.rule,
                           event.evidence);
    case audit::What::gave_up_name:
        return fmt::format("{} gave up the name {}: the account it became one with is called {}",
                           account_in_words(event), quoted(event.old_name), quoted(event.new_name));
    }
    return {};
}

/// What is known of an account that has no event.
std::string no_event_in_words(audit::AuditedAccount const &account)
{
    if (account.state == audit::State::made_since) {
        return "made since the load: no account with this id was loaded";
    }
    return account.event.source.empty()
               ? "neither renamed nor merged; whether it was loaded, and from where, the record does not say"
               : "it was neither renamed nor merged: its name at the load is not in the record";
}

/// Of one account: `accounts` are its events, or one that says that it has none.
void tell_account(std::span<audit::AuditedAccount const> accounts, std::vector<steps::StoryLine> &story)
{
    auto const &last = accounts.back();
    story.push_back({"account", last.event.new_id +
                                    (last.what || last.event.source.empty()
                                         ? std::string()
                                         : fmt::format(", in {} it was {}", last.event.source, last.event.old_id))});
    for (auto const &one : accounts) {
        story.push_back(one.what ? steps::StoryLine{std::string(name_of(*one.what)), event_in_words(one)}
                                 : steps::StoryLine{"record", no_event_in_words(one)});
    }
    auto const today = quoted(last.name_today);
    switch (last.state) {
    case audit::State::as_given: story.push_back({"today", today + ", as the merge left it"}); break;
    case audit::State::renamed_since: story.push_back({"today", today + ": renamed since"}); break;
    case audit::State::deleted: story.push_back({"today", "the account is deleted"}); break;
    case audit::State::made_since: story.push_back({"today", today}); break;
    case audit::State::unknown:
        story.push_back({"today", last.what ? "not known: the users table cannot be read" : today});
        break;
    }
}

std::vector<steps::StoryLine> story_of(Accounts const &accounts)
{
    std::vector<audit::AuditedAccount> list; // what a word names: a few
    accounts([&](audit::AuditedAccount const &one) { list.push_back(one); });
    std::vector<steps::StoryLine> story;
    for (auto from = list.begin(); from != list.end();) {
        auto const to =
            std::find_if(from, list.end(), [&](auto const &one) { return one.event.new_id != from->event.new_id; });
        tell_account({from, to}, story);
        from = to;
    }
    for (auto &line : story) {
        line.text = model::without_secrets(line.text);
    }
    return story;
}

model::Exit check_and_print(steps::AuditedTarget const &audited, Options const &options, job::Progress const &progress)
{
    auto const checked = steps::check_record(audited, progress);
    if (options.json) {
        std::cout << "{\n  \"unchanged\": " << (checked.changed.empty() ? "true" : "false")
                  << ",\n  \"events\": " << checked.events << ",\n  \"digest\": " << reports::json_text(checked.digest)
                  << ",\n  \"changed\": [";
        for (std::size_t i = 0; i < checked.changed.size(); ++i) {
            std::cout << (i == 0 ? "\n    " : ",\n    ") << reports::json_text(checked.changed[i]);
        }
        std::cout << (checked.changed.empty() ? "]\n}\n" : "\n  ]\n}\n");
    } else {
        for (auto const &sentence : checked.changed) {
            std::cout << model::printable(sentence) << '\n';
        }
        if (!options.quiet) {
            std::cout << fmt::format("audit: the record {}: {}, digest {}\n",
                                     checked.changed.empty() ? "is as it was written" : "was changed",
                                     model::counted(checked.events, "event", "events"),
                                     model::printable(checked.digest));
        }
    }
    std::cout.flush();
    return checked.changed.empty() ? model::Exit::clean : model::Exit::differs;
}

reports::Format const &format_named(std::string const &name)
{
    auto const formats = reports::all_formats();
    auto const found = std::find_if(formats.begin(), formats.end(), [&](auto const &one) { return one.name == name; });
    if (found == formats.end() || !found->of.empty()) {
        throw model::Error(model::Exit::usage, "--format cannot be \"" + name + "\"",
                           "allowed here: text, csv, json, html\n" + way_to_help("audit"));
    }
    return *found;
}

/// The answer, to stdout or into a file.
class Printer {
public:
    Printer(Options const &options, bool of_a_word)
        : m_format(format_named(!options.format.empty() ? options.format
                                : options.json          ? "json"
                                                        : "text")),
          m_addresses(options.with_values ? reports::Addresses::in_full : reports::Addresses::masked),
          m_file(options.output), m_is_story(of_a_word && m_format.name == "text")
    {
    }

    void print(steps::Audit const &audit) const
    {
        if (m_file.empty()) {
            write(std::cout, audit, width_of_stdout());
            return;
        }
        std::vector const own{report_of(audit.accounts), list_of(audit.accounts)};
        require_place_of_report(m_file, own);
        replace_file(m_file, "name another file: --output FILE",
                     [&](std::ostream &out) { write(out, audit, default_width); });
    }

private:
    void write(std::ostream &out, steps::Audit const &audit, std::size_t width) const
    {
        model::Facts facts;
        facts.summary.name = audit.run.name;
        facts.summary.digest = audit.run.digest;
        facts.summary.loaded_at = audit.run.loaded_at;
        std::vector<reports::Report> list;
        if (!m_is_story) {
            auto const report = m_format.name == "text" ? list_of(audit.accounts) : report_of(audit.accounts);
            list.push_back(reports::masked(report, m_addresses));
        }
        if (!m_is_story || !m_file.empty()) { // a file says of which run it is
            m_format.write(out, facts, list, width);
        }
        if (m_is_story) {
            write_story(out, story_of(audit.accounts), width);
        }
    }

    reports::Format const &m_format;
    reports::Addresses m_addresses;
    std::string m_file; ///< empty: stdout
    bool m_is_story;
};

/// `--check` reads the whole record, and its result has one form.
void refuse_beside_check(Options const &options)
{
    auto const refuse = [](std::string const &what) {
        throw model::Error(model::Exit::usage, "`audit --check` takes no " + what + ": it reads the whole record",
                           way_to_help("audit"));
    };
    if (options.subject) {
        refuse("name and no id");
    }
    for (auto const &[given, option] :
         {std::pair(options.still_renamed, "--still-renamed"), std::pair(options.with_values, "--with-values"),
          std::pair(!options.format.empty(), "--format"), std::pair(!options.output.empty(), "--output")}) {
        if (given) {
            refuse(option);
        }
    }
}

model::Exit run_audit(Options const &options, plan::Choices const &choices, job::Progress const &progress)
{
    if (options.check) {
        refuse_beside_check(options);
    }
    Printer const printer(options, options.subject.has_value());
    steps::AuditedTarget audited{options.target, std::filesystem::current_path()};
    if (options.target.empty()) {
        auto const plan = plan::read_plan(options.plan, choices);
        audited = {plan.target.url, std::filesystem::absolute(plan.file).parent_path()};
        if (!options.output.empty()) {
            refuse_file_of_plan(plan, options.output, "name another file: --output FILE");
        }
    }
    if (options.check) {
        return check_and_print(audited, options, progress);
    }
    steps::audit(audited, {options.subject, options.still_renamed}, progress,
                 [&](steps::Audit const &audit) { printer.print(audit); });
    return model::Exit::clean;
}

} // namespace

Command const audit{
    "audit",
    "say from the target alone who was renamed or merged, and why",
    "Reads the record that a load left in the target: who was renamed or merged, when and by which rule, and\n"
    "what these accounts are called today. A WORD is a name, old or new, an id in the source or the target,\n"
    "source/name or source/#id. Without one it lists all. Neither staging file nor plan are needed.",
    "tributary audit pico.toml harbourmaster",
    {"target", "still-renamed", "check", "format", "output", "with-values", "json"},
    nullptr,
    "[WORD]",
    run_audit,
    true};

} // namespace tributary::tools
