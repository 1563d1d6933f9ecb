#include "merge/model/spreadsheet.hpp"

namespace tributary::model {
namespace {

constexpr char apostrophe = '\'';

/// The first character, apostrophes aside, would begin a formula.
bool begins_formula(std::string_view text)
{
    auto const first = text.find_first_not_of(apostrophe);
    return first != std::string_view::npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

} // namespace

std::string with_mark(std::string const &text) { return begins_formula(text) ? apostrophe + text : text; }

std::string without_mark(std::string const &cell)
{
    return cell.starts_with(apostrophe) && begins_formula(cell) ? cell.substr(1) : cell;
}

} // namespace tributary::model
