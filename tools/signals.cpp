#include "tools/signals.hpp"

#include "merge/model/interrupt.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string_view>

namespace tributary::tools {
namespace {

constexpr std::string_view nothing_changed =
    "\ntributary: interrupted; the target is unchanged\n  run the same command again\n";
constexpr std::string_view committing =
    "\ntributary: interrupted during COMMIT; only the target knows whether it took effect\n"
    "  `tributary verify PLAN` shows it; if the target is empty, run the load again\n";
constexpr std::string_view committed =
    "\ntributary: interrupted; the load is committed\n  `tributary verify PLAN` compares the target with the staging file\n";

std::string_view words_of(model::Stage stage)
{
    switch (stage) {
    case model::Stage::nothing_changed: return nothing_changed;
    case model::Stage::committing: return committing;
    case model::Stage::committed: return committed;
    }
    return nothing_changed;
}

/// Calls only what a handler may call (signal-safety(7)).
void handle(int signal)
{
    if (auto const process = model::process_to_end(); process > 0) {
        ::kill(process, SIGKILL); // it reads, and may write into what is removed
        ::waitpid(process, nullptr, 0);
    }
    for (auto place = model::places_to_remove(); place > 0; --place) {
        if (auto const *const path = model::path_to_remove(place - 1); path != nullptr && ::unlink(path) != 0) {
            ::rmdir(path);
        }
    }
    auto const words = words_of(model::stage());
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, words.data(), words.size());
    static_cast<void>(std::signal(signal, SIG_DFL));
    static_cast<void>(std::raise(signal));
}

} // namespace

void explain_interruptions()
{
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(signal, handle) == SIG_IGN) {        // NOLINT(performance-no-int-to-ptr)
            static_cast<void>(std::signal(signal, SIG_IGN)); // NOLINT(performance-no-int-to-ptr)
        }
    }
}

} // namespace tributary::tools
