#pragma once

#include <string>

namespace tributary::databases {

/// Which database it is, however it is reached: by another name of its host, through a pooler, through a link.
struct Identity {
    std::string database; ///< empty: it does not exist yet. Copies of one cluster have the same
    std::string instance; ///< the server that runs it
    bool is_standby = false;
};

/// Whether both hold the same rows: one database, or a standby and its primary. Complexity: constant.
inline bool is_same(Identity const &a, Identity const &b)
{
    return !a.database.empty() && a.database == b.database &&
           (a.instance == b.instance || a.is_standby || b.is_standby);
}

} // namespace tributary::databases
