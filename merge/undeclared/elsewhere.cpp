#include "merge/undeclared/elsewhere.hpp"

#include "merge/undeclared/id_words.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

/// As many different values are ids of another service by accident where only they speak for it.
constexpr std::size_t few_by_accident = 10;
constexpr double no_accident = 1e-6;

bool is_called_like_users_id(Looks looks)
{
    return looks == Looks::id_by_name || looks == Looks::id_by_column || looks == Looks::id_by_value;
}

struct Fit {
    std::int64_t hits = 0;
    double by_accident = 1;
};

Fit fit_of(Elsewhere const &elsewhere, Counts const &counts)
{
    Fit result;
    for (auto const &[suspect, tally] : counts) {
        result.hits += hits_elsewhere(elsewhere, *suspect, tally);
        auto const found = tally.elsewhere.find({elsewhere.source, elsewhere.to});
        result.by_accident *= found == tally.elsewhere.end() ? 1 : found->second.by_accident;
    }
    return result;
}

} // namespace

std::optional<NamedSource> named_source(std::span<CoverageSource const> sources, std::string const &column)
{
    auto const words = words_of(column);
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        auto const own = words_of(sources[i].name);
        auto const found = std::search(words.begin(), words.end(), own.begin(), own.end());
        if (own.empty() || found == words.end()) {
            continue;
        }
        auto rest = words;
        auto const from = rest.begin() + (found - words.begin());
        rest.erase(from, from + static_cast<std::ptrdiff_t>(own.size()));
        if (rest.empty() || (rest.size() == 1 && is_in(id_endings, rest[0]))) {
            continue;
        }
        return NamedSource{i, joined_words(rest)};
    }
    return std::nullopt;
}

std::optional<NamedSource> source_of(std::span<CoverageSource const> sources, TableNames const &names,
                                     model::Table const &table, model::Column const &column, std::string const &users)
{
    auto const named = named_source(sources, column.name);
    if (!named) {
        return std::nullopt;
    }
    auto rest = column;
    rest.name = named->rest;
    auto const is_of_source = [&](std::string const &label) { // forum_posts of forum
        return named_source(sources.subspan(named->source, 1), label + "_table").has_value();
    };
    auto const of_users = hints_of(rest.name, users).id != Hint::none && !is_of_source(users);
    auto const others = named_after(names, table, rest, users);
    auto const of_other = !others.empty() && others[0].whole && !is_of_source(others[0].to.table);
    return of_users || of_other ? named : std::nullopt;
}

std::int64_t hits_elsewhere(Elsewhere const &elsewhere, Suspect const &suspect, Tally const &tally)
{
    if (suspect.source == elsewhere.source) {
        auto const own = tally.others.find(elsewhere.to);
        return elsewhere.users ? tally.ids : own == tally.others.end() ? 0 : own->second;
    }
    auto const found = tally.elsewhere.find({elsewhere.source, elsewhere.to});
    return found == tally.elsewhere.end() ? 0 : found->second.hits;
}

std::optional<Elsewhere> ids_elsewhere(Suspect const &first, Looks looks, Counts const &counts, Target const &target,
                                       Counted const &counted, model::KeyColumn const &users, std::uint32_t sources)
{
    if (target.by_name || counted.values == 0) {
        return std::nullopt;
    }
    if (first.of_source) {
        Elsewhere result{*first.of_source, target.to, target.users, true, false};
        auto const hits = fit_of(result, counts).hits;
        result.certain =
            hits == counted.values && counted.hits * 10 < counted.values * 9 && counted.distinct >= least_different_ids;
        return hits > 0 ? std::optional(result) : std::nullopt;
    }
    auto const by_name = is_called_like_users_id(looks) && target.users;
    auto const few = by_name ? least_different_ids : few_by_accident;
    if (counted.hits * 10 >= counted.values * 9 || counted.distinct < few || (!by_name && looks != Looks::id_of_any)) {
        return std::nullopt;
    }
    std::optional<Elsewhere> best;
    double least = 1;
    for (std::uint32_t i = 0; i < sources; ++i) {
        Elsewhere const one{i, users, true, false, false};
        auto const fit = fit_of(one, counts);
        if (fit.hits * 100 >= counted.values * 99 && (by_name || fit.by_accident < no_accident) &&
            (!best || fit.by_accident < least)) {
            best = one;
            least = fit.by_accident;
        }
    }
    return best;
}

} // namespace tributary::undeclared
