#include "merge/undeclared/mark_name.hpp"

#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/user_words.hpp"

#include <string>
#include <string_view>

namespace tributary::undeclared {

std::string word_of_number(TextMark const &mark)
{
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto const &before = mark.before;
    auto end = before.size();
    while (end > 0 && std::string_view("_-,.#").find(before[end - 1]) != std::string_view::npos) {
        --end;
    }
    auto begin = end;
    while (begin > 0 && is_letter(before[begin - 1])) {
        --begin;
    }
    return end == before.size() ? std::string() : std::string(before.substr(begin, end - begin));
}

MemberName read_mark(TableNames const &table_names, model::Table const &table, std::string const &users,
                     TextMark const &mark, std::span<std::string const> names)
{
    MemberName result;
    auto const name = mark.is == TextMark::Is::any_number ? word_of_number(mark) : std::string(mark.name);
    auto const of_table = [&]() -> MemberName {
        if (name.empty()) {
            return {};
        }
        result = read_word(table_names, table, users, name);
        return result.says() ? result : read_beginning(table_names, users, name);
    };
    switch (mark.is) {
    case TextMark::Is::number:
        if (!hints_of(name, users).bare) {
            return read_member_name(table_names, table, users, std::span(&name, 1), false);
        }
        result = of_table();
        result.vague = result.begun && name.size() == 1;
        return result;
    case TextMark::Is::number_in_path:
    case TextMark::Is::number_behind_slug: return of_table();
    case TextMark::Is::word: {
        auto const hints = hints_of(name, users);
        result.users = true;
        result.nameless = hints.name == Hint::none && hints.id == Hint::none;
        return result;
    }
    case TextMark::Is::word_in_path:
        result.nameless = !of_table().users;
        result.users = true;
        return result;
    case TextMark::Is::in_list:
        result = read_member_name(table_names, table, users, names, true);
        if (!result.says()) {
            result = read_part(table_names, table, users, names.back());
        }
        result.of_any = result.nameless = !result.says();
        return result;
    case TextMark::Is::word_in_list:
        result.nameless = !read_member_name(table_names, table, users, names, true).users;
        result.users = true;
        return result;
    case TextMark::Is::any_number:
        result = of_table();
        result.of_any = result.nameless = !result.says();
        result.bare = result.says();
        return result;
    case TextMark::Is::mention: result.users = true; return result;
    case TextMark::Is::long_word: break;
    }
    return result;
}

bool may_be_name(TextMark const &mark)
{
    switch (mark.is) {
    case TextMark::Is::word:
    case TextMark::Is::word_in_path:
    case TextMark::Is::word_in_list:
    case TextMark::Is::mention: return true;
    default: return false;
    }
}

std::string where_in_text(TextMark const &mark)
{
    auto const is_in_list = mark.is == TextMark::Is::in_list || mark.is == TextMark::Is::word_in_list;
    return is_in_list ? std::string(in_a_list) : "behind \"" + std::string(mark.before) + "\"";
}

bool is_weak(TextMark const &mark, std::string const &users)
{
    switch (mark.is) {
    case TextMark::Is::number: return hints_of(mark.name, users).bare;
    case TextMark::Is::word: return mark.before.find(' ') != std::string_view::npos;
    case TextMark::Is::number_in_path:
    case TextMark::Is::number_behind_slug:
    case TextMark::Is::word_in_path: return !is_plural(std::string(mark.name));
    case TextMark::Is::in_list:
    case TextMark::Is::word_in_list:
    case TextMark::Is::any_number: return true;
    case TextMark::Is::mention:
    case TextMark::Is::long_word: break;
    }
    return false;
}

} // namespace tributary::undeclared
