#include "merge/steps/ask_about_times.hpp"

#include "merge/mapping/unlike_times.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/waivers.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/decisions.hpp"

#include <algorithm>
#include <string>

namespace tributary::steps {
namespace {

std::string in_words(model::TimeForm form)
{
    using model::TimeForm;
    switch (form) {
    case TimeForm::instant: return "with a time zone";
    case TimeForm::clock: return "without a time zone";
    case TimeForm::seconds: return "as seconds since 1970";
    case TimeForm::milliseconds: return "as milliseconds since 1970";
    case TimeForm::microseconds: return "as microseconds since 1970";
    case TimeForm::none: break;
    }
    return {};
}

} // namespace

void ask_about_times(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                     answers::Answers &answers)
{
    staging::DecisionWriter writer(staging);
    for (auto times : mapping::unlike_times(staging, mapping)) {
        std::erase_if(times.columns,
                      [&](auto const &column) { return plan::waives_column(plan, column.table, column.column); });
        if (times.columns.empty()) {
            continue;
        }
        model::ConflictFact question;
        question.kind = "zone";
        question.table = times.columns.front().table;
        for (auto const &column : times.columns) {
            auto const name = column.table + "." + column.column;
            question.claimants += (question.claimants.empty() ? "" : ", ") + name;
            question.proposal += std::string(question.proposal.empty() ? "" : "\n") + "[[waive]]\ncolumn = " +
                                 plan::toml_text(plan::written({column.table, column.column})) +
                                 "\nreason = \"the application reads both forms\"";
        }
        for (auto const &[source, form] : times.forms) {
            question.evidence +=
                (question.evidence.empty() ? "times are written " : ", ") + in_words(form) + " in " + source;
        }
        question.evidence +=
            "; the target would hold both: convert those of one source with `set`, or waive the columns";
        answers.left_to_plan(question, "`set`, or [[waive]]");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::steps
