#include "merge/model/check.hpp"

#include "merge/model/words.hpp"

#include <algorithm>
#include <array>

namespace tributary::model {
namespace {

template <typename Item, typename Is> std::int64_t count(std::vector<Item> const &items, Is const &is)
{
    return std::count_if(items.begin(), items.end(), is);
}

bool is_taken(TargetState const &target)
{
    return target.is == TargetState::Is::filled || target.is == TargetState::Is::loaded;
}

} // namespace

std::string in_words(NotCarried const &one)
{
    auto const rows = one.rows ? " (" + counted(*one.rows, "row", "rows") + ")" : std::string();
    if (one.kind == "large objects") {
        return "source \"" + one.source + "\" has " + counted(one.rows.value_or(0), "large object", "large objects");
    }
    return "source \"" + one.source + "\" has the " + one.kind + " " + one.name + rows;
}

std::int64_t to_answer(CheckFindings const &findings)
{
    auto sum = static_cast<std::int64_t>(findings.coverage.size());
    for (auto const &database : findings.databases) {
        sum += static_cast<std::int64_t>(database.missing.size());
    }
    sum += is_taken(findings.target) ? 1 : 0;
    sum += count(findings.drift,
                 [](Drift const &one) { return one.weight == Weight::answerable || one.weight == Weight::impossible; });
    auto const blocks = [](CheckNote const &note) { return note.blocks; };
    sum += count(findings.not_carried, [](NotCarried const &one) { return !one.hangs.empty() && !one.waived; });
    return sum + count(findings.ids, blocks) + count(findings.uniqueness, blocks) + count(findings.singles, blocks);
}

Exit exit_of(CheckFindings const &findings)
{
    constexpr std::array worst_first{Exit::plan,         Exit::unreachable, Exit::busy,
                                     Exit::cannot_write, Exit::data,        Exit::failed};
    for (auto const exit : worst_first) {
        auto const is = [&](auto const &found) { return found.exit == exit; };
        auto const stops = [&](CheckNote const &note) { return note.blocks && is(note); };
        auto const impossible = [](Drift const &one) { return one.weight == Weight::impossible; };
        if (count(findings.problems, is) + count(findings.ids, stops) + count(findings.uniqueness, stops) > 0 ||
            (exit == Exit::data && count(findings.drift, impossible) > 0)) {
            return exit;
        }
    }
    if (is_taken(findings.target)) {
        return Exit::refused; // whatever is answered
    }
    return findings.problems.empty() && to_answer(findings) == 0 ? Exit::clean : Exit::undecided;
}

} // namespace tributary::model
