#pragma once

#include "merge/databases/source.hpp"
#include "merge/discovery/guess.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace tributary::discovery {

/// Tells texts that people wrote from those that programs made: ids, digests, tokens.
class Texts {
public:
    void add(std::string_view text);

    /// True if all of them may have been made by a program: of one length or of hexadecimal digits, long, and without a
    /// blank. True of no texts, of which nothing is known.
    bool are_made() const;

private:
    static constexpr std::size_t long_enough = 16;

    std::size_t m_count = 0;
    std::size_t m_length = 0;
    bool m_of_one_length = true;
    bool m_all_long = true;
    bool m_no_blanks = true;
    bool m_hexadecimal = true;
};

/// Takes back each proposal of a suffix for a column whose texts no person reads. Reads these columns.
void forget_suffixes_of_made_texts(std::span<SeenSource const> sources,
                                   std::span<std::unique_ptr<databases::Source> const> databases,
                                   std::vector<UniqueGuess> &guesses);

} // namespace tributary::discovery
