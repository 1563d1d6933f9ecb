#pragma once

#include <cstddef>
#include <string>

namespace tributary::model {

/// How far the one command of this process has come, for whoever says how it ended: a signal's handler, and main().
enum class Stage {
    nothing_changed, ///< or what was changed is undone by the database
    committing,      ///< only the target knows
    committed,
};

void enter(Stage stage) noexcept;
Stage stage() noexcept;

/// A file, or a folder that is empty by then, that a signal must not leave behind: from here to the end of the scope.
///
/// There is room for some at a time, and for paths up to 4,095 bytes; what does not fit stays behind.
class RemovedIfInterrupted {
public:
    RemovedIfInterrupted() = default;
    explicit RemovedIfInterrupted(std::string const &path) noexcept;
    RemovedIfInterrupted(RemovedIfInterrupted &&other) noexcept;
    RemovedIfInterrupted(RemovedIfInterrupted const &) = delete;
    RemovedIfInterrupted &operator=(RemovedIfInterrupted const &) = delete;
    RemovedIfInterrupted &operator=(RemovedIfInterrupted &&other) noexcept;
    ~RemovedIfInterrupted();

private:
    std::size_t m_place = 0; ///< counted from 1; 0: none
};

/// How many places there are. For a signal's handler, which may call all of these at any time.
std::size_t places_to_remove() noexcept;
/// Null where the place is not taken. The last is what was named last.
char const *path_to_remove(std::size_t place) noexcept;

/// A process that must not outlive this one if a signal ends it; 0: none.
void end_if_interrupted(int process) noexcept;
int process_to_end() noexcept;

} // namespace tributary::model
