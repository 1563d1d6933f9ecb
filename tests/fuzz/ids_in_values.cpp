#include "merge/references/array_ids.hpp"
#include "merge/references/json_ids.hpp"
#include "merge/references/path.hpp"
#include "merge/references/php_ids.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace {

using namespace tributary;

/// Where no id becomes another one, every byte stays; places are in order, and inside the text.
void expect_unchanged(std::string_view text, references::Spots const &spots)
{
    std::size_t from = 0;
    for (auto const &spot : spots.list) {
        if (spot.begin < from || spot.end < spot.begin || spot.end > text.size()) {
            std::abort();
        }
        from = spot.end;
    }
    if (references::put_back(text, spots.list) != text) {
        std::abort();
    }
}

} // namespace

/// The first byte chooses format and path; the rest is the value, up to a line feed, and the path of its own behind it.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    constexpr const char *paths[] = {"$", "$[*]", "$.user", "$.log[*].user", "$.*", "$[*]?(@.kind == \"user\").id"};
    std::string_view text(reinterpret_cast<char const *>(data) + 1, size - 1);
    auto steps = references::read_path(paths[data[0] / 8 % 6]);
    if (auto const end = text.rfind('\n'); data[0] % 2 == 1 && end != std::string_view::npos) {
        try {
            steps = references::read_path(text.substr(end + 1));
            text = text.substr(0, end);
        } catch (std::invalid_argument const &) {
            return 0;
        }
    }
    auto const keys = (data[0] & 4U) != 0;
    expect_unchanged(text, references::json_ids(text, steps, keys));
    expect_unchanged(text, references::php_ids(text, steps, keys));
    expect_unchanged(text, references::array_ids(text));
    return 0;
}
