#pragma once

#include <string_view>

namespace tributary::model {

/// What happens to a row. A row without a stored decision is kept.
enum class Action {
    keep,   ///< loaded as it is
    fold,   ///< not loaded; references to it go to the survivor
    rename, ///< loaded under another name
    refuse, ///< nobody could decide; the run stops before the target is touched
};

constexpr std::string_view name_of(Action action)
{
    switch (action) {
    case Action::keep: return "keep";
    case Action::fold: return "fold";
    case Action::rename: return "rename";
    case Action::refuse: return "refuse";
    }
    return "refuse";
}

} // namespace tributary::model
