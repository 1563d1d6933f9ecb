#include "merge/model/nearest.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <vector>

namespace tributary::model {
namespace {

/// In half slips, so that a wrong case costs less than a wrong letter.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = 2 * j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = 2 * i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const same = a[i - 1] == b[j - 1];
            auto const alike = std::tolower(static_cast<unsigned char>(a[i - 1])) ==
                               std::tolower(static_cast<unsigned char>(b[j - 1]));
            auto const replaced = diagonal + (same ? 0U : alike ? 1U : 2U);
            diagonal = row[j];
            row[j] = std::min({row[j] + 2, row[j - 1] + 2, replaced});
        }
    }
    return row.back();
}

} // namespace

std::string did_you_mean(std::string_view word, std::span<std::string const> candidates)
{
    std::string_view best;
    std::string_view begun; // the only one that goes on where the word ends
    auto least = 2 * std::max<std::size_t>(2, word.size() / 3) + 1;
    std::size_t begun_by_word = 0;
    for (auto const &candidate : candidates) {
        if (candidate.starts_with(word)) {
            ++begun_by_word;
            begun = candidate;
        }
        if (auto const slips = distance(word, candidate); slips < least) {
            least = slips;
            best = candidate;
        }
    }
    constexpr std::size_t one_slip = 2;
    constexpr std::size_t least_letters = 3;
    if (begun_by_word == 1 && word.size() >= least_letters && (best.empty() || least > one_slip)) {
        best = begun;
    }
    return best.empty() ? "" : "did you mean \"" + std::string(best) + "\"?";
}

} // namespace tributary::model
