#include "merge/model/words.hpp"

#include <cstddef>

namespace tributary::model {

namespace {

std::string hexadecimal(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = "X'";
    for (char const byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4U];
        text += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return text + "'";
}

} // namespace

std::string undecided_text(std::string_view run, std::int64_t questions)
{
    return std::string(run) + ": " + counted(questions, "question is", "questions are") +
           " open; the target was not changed";
}

std::string grouped(std::int64_t number)
{
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string describe(Cell const &cell)
{
    switch (cell.type) {
    case Cell::Type::null: return "NULL";
    case Cell::Type::integer: return std::to_string(cell.integer);
    case Cell::Type::real: return std::to_string(cell.real);
    case Cell::Type::text: return std::string(cell.bytes);
    case Cell::Type::blob: return hexadecimal(cell.bytes);
    }
    return {};
}

std::string reference_label(std::string_view table, std::vector<std::string> const &columns,
                            std::string_view referenced_table)
{
    std::string list;
    for (auto const &column : columns) {
        list += (list.empty() ? "" : ", ") + column;
    }
    return std::string(table) + " (" + list + ") -> " + std::string(referenced_table);
}

std::string comma_separated(std::vector<std::string> const &list)
{
    std::string words;
    for (auto const &word : list) {
        words += (words.empty() ? "" : ", ") + word;
    }
    return words;
}

} // namespace tributary::model
