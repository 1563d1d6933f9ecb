#include "merge/identity/sessions.hpp"

#include "merge/identity/short_lived.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/decisions.hpp"

#include <algorithm>

namespace tributary::identity {
namespace {

/// What the names do not tell: a secret that expires, or under which a program keeps its data.
bool expires_by_values(model::MappedTable const &table, bool refers_to_users)
{
    return !table.secrets.empty() && (table.keeps_state || (refers_to_users && says_expiry(table.target)));
}

} // namespace

void ask_about_sessions(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                        answers::Answers &answers)
{
    auto const &users = model::users_of(mapping).target.label;
    staging::DecisionWriter writer(staging);
    for (auto const &table : mapping) {
        auto const &label = table.target.label;
        auto const *const table_plan = plan::find_table(plan, label);
        auto const refers = std::any_of(table.sources.begin(), table.sources.end(),
                                        [&](auto const &source) { return model::refers_to(source, users); });
        if (label == users || plan::has_keys(plan, label) || (table_plan != nullptr && table_plan->says_load) ||
            !(looks_short_lived(table.target, refers) || expires_by_values(table, refers))) {
            continue;
        }
        std::string referring;
        for (auto const &other : mapping) {
            auto const hangs = std::any_of(other.sources.begin(), other.sources.end(),
                                           [&](auto const &source) { return model::refers_to(source, label); });
            if (hangs && other.target.label != label) {
                referring += (referring.empty() ? "; if they are not, what refers to them dangles, in \"" : ", \"") +
                             other.target.label + "\"";
            }
        }
        std::int64_t rows = 0;
        for (auto const &source : table.sources) {
            rows += source.rows;
        }
        auto const heading = "[table." + plan::toml_key(label) + "]\n";
        model::ConflictFact question{
            {},
            "session",
            {},
            label,
            {},
            label,
            model::counted(rows, "row looks", "rows look") +
                " like sessions, resets of passwords or one-time codes: whoever has such a token is let in; say in "
                "the plan whether they are loaded" +
                referring,
            heading + "load = false\n# or, if they are content:\n# " + heading + "# load = true"};
        answers.left_to_plan(question, "`load`");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::identity
