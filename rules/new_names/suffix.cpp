#include "merge/model/characters.hpp"
#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace tributary::rules {
namespace {

/// The name, and plainer forms of it for a pattern that does not admit it.
std::array<std::string, 4> forms(std::string_view name)
{
    std::array<std::string, 4> result;
    result[0] = name;
    result[1] = fold_nfkc_casefold.fold(name);
    for (std::size_t from = 0; from < 2; ++from) { // letters and digits of ASCII, which every pattern knows
        std::copy_if(result[from].begin(), result[from].end(), std::back_inserter(result[from + 2]),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    }
    return result;
}

/// bob → bobtmp, bobtmp2, bobtmp3 … until one is free. The name is cut to fit, never the suffix.
std::optional<std::string> propose_by_suffix(model::NameRequest const &request)
{
    auto const limit =
        request.max_length > 0 ? static_cast<std::size_t>(request.max_length) : std::numeric_limits<std::size_t>::max();
    std::size_t unused = 1;
    auto *first_number = request.first_number == nullptr ? &unused : request.first_number; // of the name as it is
    for (auto const &form : forms(request.name)) {
        std::size_t from_the_start = 1;
        auto &number = first_number == nullptr ? from_the_start : *std::exchange(first_number, nullptr);
        for (; !form.empty(); ++number) {
            auto const ending = std::string(request.after) + (number == 1 ? "" : std::to_string(number));
            auto const added = model::characters(request.before) + model::characters(ending);
            if (added >= limit) {
                break; // nothing of the name would be left
            }
            auto const rest = head(form, limit - added);
            auto name = std::string(request.before) + rest + ending;
            if (rest.empty() || !(*request.legal)(name)) {
                break;
            }
            if (!(*request.taken)(name)) {
                return name;
            }
        }
    }
    return std::nullopt;
}

} // namespace

model::NamePolicy const suffix{"suffix", "the account that yields gets the suffix, and a number if that is taken", true,
                               propose_by_suffix};

} // namespace tributary::rules
