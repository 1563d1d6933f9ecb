#include "merge/discovery/readable.hpp"

#include <algorithm>

namespace tributary::discovery {

void Texts::add(std::string_view text)
{
    m_of_one_length = m_of_one_length && (m_count == 0 || text.size() == m_length);
    m_length = text.size();
    ++m_count;
    m_all_long = m_all_long && text.size() >= long_enough;
    m_no_blanks = m_no_blanks && text.find(' ') == std::string_view::npos;
    m_hexadecimal = m_hexadecimal && text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
}

bool Texts::are_made() const { return m_all_long && m_no_blanks && (m_of_one_length || m_hexadecimal); }

void forget_suffixes_of_made_texts(std::span<SeenSource const> sources,
                                   std::span<std::unique_ptr<databases::Source> const> databases,
                                   std::vector<UniqueGuess> &guesses)
{
    std::erase_if(guesses, [&](UniqueGuess const &guess) {
        if (guess.policy != "suffix") {
            return false;
        }
        Texts texts;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            auto const *const table = own_table(sources[i], guess.table);
            auto const *const column = own_column(sources[i], {guess.table, guess.column});
            if (table == nullptr || column == nullptr || column->generated) {
                continue;
            }
            databases[i]->read(*table, std::span(column, 1), [&](model::Row row) {
                if (row[0].type == model::Cell::Type::text) {
                    texts.add(row[0].bytes);
                }
            });
        }
        return texts.are_made();
    });
}

} // namespace tributary::discovery
