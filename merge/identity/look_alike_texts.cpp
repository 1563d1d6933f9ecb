#include "merge/identity/look_alike_texts.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace tributary::identity {
namespace {

std::string_view without_blanks_at_ends(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    auto const begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// What two texts must agree in so as not only to look alike.
class Plain {
public:
    explicit Plain(std::span<model::Folding const> foldings)
        : m_by_case(*std::find_if(foldings.begin(), foldings.end(), [](auto const &one) { return one.ignores_case; }))
    {
    }

    bool differ(std::string_view a, std::string_view b) const
    {
        auto const own = without_blanks_at_ends(a);
        auto const other = without_blanks_at_ends(b);
        return own != other && m_by_case.fold(own) != m_by_case.fold(other);
    }

private:
    model::Folding const &m_by_case;
};

} // namespace

void mark_look_alikes(std::vector<model::Match> &matches, ComparedColumn const &column,
                      std::span<model::Account const> named, std::span<model::Folding const> foldings)
{
    Plain const plain(foldings);
    for (auto &match : matches) {
        auto const own = column.as_is[match.first];
        auto const other = column.as_is[match.second];
        match.looks_alike = (own != other && plain.differ(column.texts.text(own), column.texts.text(other))) ||
                            (!named.empty() &&
                             plain.differ(named[match.first].name.value_or(""), named[match.second].name.value_or("")));
    }
}

} // namespace tributary::identity
