#include "merge/undeclared/found_by_kind.hpp"

#include "merge/references/path.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/proposal.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

namespace tributary::undeclared {
namespace {

std::string with_kinds_named(std::string const &before, std::vector<std::string> const &kinds)
{
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(kinds.size(), most); ++i) {
        text += (i == 0 ? before : ", ") + shown_kind(kinds[i]);
    }
    return text + (kinds.size() > most ? " and others" : "");
}

/// The member by which the plan tells the kinds at this place apart.
KindMember member_of_plan(Suspect const &suspect, std::string const &path, InsideCounts const &counts)
{
    auto const here = references::read_path(path);
    for (auto const &place : suspect.declared_inside) {
        auto const steps = place.path.empty() ? std::vector<references::Step>() : references::read_path(place.path);
        auto const filter = references::filter_in(steps);
        if (!filter || !references::leads_everywhere(references::without_filters(steps), here, false)) {
            continue;
        }
        for (auto const &[source, tally] : counts) {
            for (auto const &[member, kinds] : tally->kinds) {
                if (member.name == steps[*filter].name && member.steps == *filter) {
                    return member;
                }
            }
        }
    }
    return {};
}

} // namespace

model::UncoveredColumn of_kinds(std::span<CoverageSource const> sources, LinesOfPlace const &lines,
                                std::string const &what, InsideCounts const &counts, KindsInside const &kinds)
{
    auto result = lines.start();
    std::string known;
    for (auto const &[kind, to] : kinds.tables) {
        auto const path = path_of_kind(lines.tally.path, kinds.member, kind, counts);
        std::vector<std::string> entries{lines.reference(to, path)};
        for (auto const &[other, rival] : kinds.rivals) {
            if (other == kind && entries.size() <= most_rivals) {
                entries.push_back(lines.reference(rival, path));
            }
        }
        known += (known.empty() ? "" : ", ") + shown_kind(kind);
        result.reference +=
            (result.reference.empty() ? "" : "\n") + (entries.size() == 1 ? entries[0] : one_of(entries));
    }
    for (auto const &[suspect, tally] : counts) {
        std::int64_t of_known = 0;
        if (auto const found = tally->kinds.find(kinds.member); found != tally->kinds.end()) {
            for (auto const &[kind, of] : found->second) {
                of_known += kinds.tables.contains(kind) ? of.values : 0;
            }
        }
        if (tally->values > 0) {
            result.shares.push_back({sources[suspect->source].name, tally->values, of_known});
        }
    }
    std::set<model::KeyColumn> rivals;
    for (auto const &[kind, to] : kinds.rivals) {
        rivals.insert(to);
    }
    result.what = what + " of objects whose kind is in \"" + kinds.member.name + "\" (" + known + ")";
    result.evidence = result.what + ": " + shares_in_words(result.shares, "are of a kind that is merged") +
                      rivals_in_words(std::vector(rivals.begin(), rivals.end())) +
                      with_kinds_named("; unknown kinds: ", kinds.unknown);
    result.waive = lines.waiver(lines.tally.path);
    result.likely = true;
    return result;
}

void propose_by_kind(LinesOfPlace const &lines, InsideCounts const &counts, KindMember const &member,
                     model::UncoveredColumn &found)
{
    std::vector<std::string> kinds;
    found.reference.clear();
    found.waive.clear();
    for (auto const &[kind, tables] : kinds_left(member, lines.users, counts)) {
        auto const path = path_of_kind(lines.tally.path, member, kind, counts);
        std::vector<std::string> entries;
        for (std::size_t i = 0; i < std::min(tables.size(), most_rivals); ++i) {
            entries.push_back(lines.reference(tables[i], path));
        }
        kinds.push_back(kind);
        if (!entries.empty()) {
            found.reference += (found.reference.empty() ? "" : "\n") + one_of(entries);
        }
        found.waive += (found.waive.empty() ? "" : "\n") + lines.waiver(path);
    }
    found.evidence += with_kinds_named("; kinds: ", kinds);
    found.waive = found.waive.empty() ? lines.waiver(lines.tally.path) : found.waive;
    found.likely = !found.reference.empty();
    found.certain = false;
}

std::optional<model::UncoveredColumn> of_other_kinds(std::span<CoverageSource const> sources, LinesOfPlace const &lines,
                                                     std::string const &what, InsideCounts const &counts)
{
    auto result = lines.start();
    std::string values;
    for (auto const &[suspect, tally] : counts) {
        if (tally->values > 0) {
            auto const &source = sources[suspect->source].name;
            result.shares.push_back({source, tally->values, 0});
            values += (values.empty() ? "" : ", ") + std::to_string(tally->values) + " in " + source;
        }
    }
    if (result.shares.empty()) {
        return std::nullopt;
    }
    result.what = what + " of kinds that no entry is about";
    result.evidence = result.what + ": " + values;
    propose_by_kind(lines, counts, member_of_plan(lines.suspect, lines.tally.path, counts), result);
    return result;
}

} // namespace tributary::undeclared
