#include "merge/model/characters.hpp"
#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace tributary::rules {
namespace {

/// What makes a value of a rival's own, and the number it is at.
class Suffixes {
public:
    explicit Suffixes(model::RivalContext const &context)
        : m_context(context), m_limit(context.max_length > 0 ? static_cast<std::size_t>(context.max_length)
                                                             : std::numeric_limits<std::size_t>::max())
    {
    }

    /// hello → hellotmp, hellotmp2, hellotmp3 … until one is free. The value is cut to fit, never the suffix. Numbers
    /// that rivals before this one with the same value have passed are not tried again: linear in the rivals.
    std::optional<std::string> free_value(model::Rival const &rival, std::size_t rival_number)
    {
        auto const same = std::tuple(std::string(rival.before), rival.value.bytes, std::string(rival.after));
        auto &number = m_next.try_emplace(same, 1).first->second;
        for (;;) {
            auto value = with_number(rival, number);
            ++number;
            if (!value || (m_given.insert(*value).second && !(*m_context.taken)(rival_number, *value))) {
                return value;
            }
        }
    }

private:
    /// Nothing if nothing of the value would be left.
    std::optional<std::string> with_number(model::Rival const &rival, std::size_t number) const
    {
        auto const ending = std::string(rival.after) + (number == 1 ? "" : std::to_string(number));
        auto const added = model::characters(rival.before) + model::characters(ending);
        auto const rest = added < m_limit ? head(rival.value.bytes, m_limit - added) : std::string();
        return rest.empty() ? std::nullopt : std::optional(std::string(rival.before) + rest + ending);
    }

    model::RivalContext const &m_context;
    std::size_t m_limit;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> m_next;
    std::set<std::string> m_given; ///< or found taken
};

model::RivalVerdict settle_by_suffix(std::span<model::Rival const> rivals, model::RivalContext const &context)
{
    model::RivalVerdict verdict;
    verdict.values.resize(rivals.size());
    Suffixes suffixes(context);
    for (std::size_t i = 1; i < rivals.size(); ++i) {
        auto const &own = rivals[i].value;
        auto value = own.type == model::Cell::Type::text ? suffixes.free_value(rivals[i], i) : std::nullopt;
        if (!value) {
            verdict.helpless.push_back(i);
            continue;
        }
        verdict.values[i] = model::Value{model::Cell::Type::text, 0, 0, std::move(*value), own.source};
    }
    return verdict;
}

} // namespace

model::UniquePolicy const unique_suffix{
    "suffix",
    "later rows get the plan's suffix appended to `column`, and a number if that is taken",
    model::UniquePolicy::Way::gives,
    model::UniquePolicy::Column::text,
    settle_by_suffix,
    true};

} // namespace tributary::rules
