#pragma once

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/explained.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace tributary::undeclared {

/// Copies of users' names inside values whose names do not say it: a text in documents that is always the name of the
/// row's own user, letter by letter, or of any user, and a word of texts that is the own user's, always behind the same
/// (`by ann`), or the first (`ann@chat.example`, `ann.rss`). At most 256 places of a column are told apart.
class OwnNames {
public:
    /// `has_addresses`: what stands before an @ in the column is no copy of a name, though it may be equal.
    OwnNames(Known const &known, bool has_addresses) : m_known(known), m_has_addresses(has_addresses) {}

    /// A text at a place in a document. `owner` is the id of the row's user, or NULL.
    void in_document(InsidePlace const &at, std::string_view text, model::Cell const &owner);
    /// A value that is no document.
    void in_text(std::string_view text, model::Cell const &owner);
    /// Into Tally::inside, where they may be copies.
    void finish(Tally &tally) const;

private:
    struct Place {
        InsidePlace at;
        std::string mark; ///< as InsideTally::mark
        std::int64_t values = 0;
        std::int64_t names = 0;          ///< of any user; in a text of the own one
        std::int64_t owned = 0;          ///< of the values: in a row of a user
        std::int64_t own = 0;            ///< of these: the name of this user
        std::set<std::string> different; ///< names, up to 64
    };

    void note_name(Place &place, std::string_view name, bool own);
    Place *place_of(InsidePlace const &at);

    Known const &m_known;
    bool m_has_addresses;
    std::map<std::string, Place> m_places;
    std::int64_t m_texts = 0; ///< with an owner
};

/// True if so many of the values are their own user's name that this is no accident; `different` are the names.
bool are_own_names(std::int64_t own, std::int64_t owned, std::size_t different);

} // namespace tributary::undeclared
