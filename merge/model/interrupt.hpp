#pragma once

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

/// A file that a signal must not leave behind; empty: none. Not kept if its path is longer than 4,095 bytes.
void remove_if_interrupted(std::string const &path) noexcept;
/// For a signal's handler: may be called at any time.
char const *file_to_remove() noexcept;

} // namespace tributary::model
