#include "rules/rules.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

/// Any bytes may stand where a key should: normalising never fails, and what it says does not change when blanks and a
/// comment are put around the key.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    std::string_view const key(reinterpret_cast<char const *>(data), size);
    auto const &ssh = tributary::rules::key_formats().front();
    auto const blob = ssh.normalise(key);
    if (blob && (blob->size() < 5 || ssh.normalise("  " + std::string(key) + " a comment") != blob)) {
        std::abort();
    }
    return 0;
}
