#include "merge/model/interrupt.hpp"

#include <array>
#include <atomic>
#include <cstring>

namespace tributary::model {
namespace {

// A signal's handler has no other way to know. They are set by one thread.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<Stage> current{Stage::nothing_changed};
std::array<char, 4096> file{};
std::atomic<bool> has_file{false};
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

} // namespace

void enter(Stage stage) noexcept { current = stage; }

Stage stage() noexcept { return current; }

void remove_if_interrupted(std::string const &path) noexcept
{
    has_file = false;
    if (!path.empty() && path.size() < file.size()) {
        std::memcpy(file.data(), path.c_str(), path.size() + 1);
        has_file = true;
    }
}

char const *file_to_remove() noexcept { return has_file ? file.data() : nullptr; }

} // namespace tributary::model
