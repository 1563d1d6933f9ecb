#include "merge/undeclared/mark_name.hpp"

#include "merge/undeclared/user_words.hpp"

namespace tributary::undeclared {

MemberName read_mark(TableNames const &table_names, model::Table const &table, std::string const &users,
                     TextMark const &mark, std::span<std::string const> names)
{
    MemberName result;
    std::string const name(mark.name);
    switch (mark.is) {
    case TextMark::Is::number:
        return hints_of(name, users).bare ? read_word(table_names, table, users, name)
                                          : read_member_name(table_names, table, users, std::span(&name, 1), false);
    case TextMark::Is::number_in_path: return read_word(table_names, table, users, name);
    case TextMark::Is::word_in_path:
        result.users = read_word(table_names, table, users, name).users;
        result.nameless = !result.users;
        result.users = true;
        return result;
    case TextMark::Is::in_list:
        result = read_member_name(table_names, table, users, names, true);
        result.of_any = result.nameless = !result.says();
        return result;
    case TextMark::Is::any_number: result.of_any = result.nameless = true; return result;
    case TextMark::Is::mention: result.users = true; return result;
    case TextMark::Is::long_word: break;
    }
    return result;
}

bool is_weak(TextMark const &mark, std::string const &users)
{
    switch (mark.is) {
    case TextMark::Is::number: return hints_of(mark.name, users).bare;
    case TextMark::Is::number_in_path:
    case TextMark::Is::word_in_path: return !is_plural(std::string(mark.name));
    case TextMark::Is::in_list:
    case TextMark::Is::any_number: return true;
    case TextMark::Is::mention:
    case TextMark::Is::long_word: break;
    }
    return false;
}

} // namespace tributary::undeclared
