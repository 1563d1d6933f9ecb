#include "merge/undeclared/member_name.hpp"

#include "merge/undeclared/user_words.hpp"

#include <algorithm>

namespace tributary::undeclared {
namespace {

class MemberNames {
public:
    MemberNames(TableNames const &table_names, model::Table const &table, std::string const &users)
        : m_table_names(table_names), m_table(table), m_users(users)
    {
        m_column.type = "bigint";
        m_column.kind = model::Kind::integer;
    }

    MemberName read(std::string const &name, bool several)
    {
        m_column.name = several ? singular_of(name) : name;
        auto const hints = hints_of(several ? name : m_column.name, m_users);
        MemberName result;
        auto const hint = several ? hints.ids : hints.id != Hint::none ? hints.id : hints.name;
        auto tables = hints.measure || hints.itself ? std::vector<NamedAfter>{}
                                                    : named_after(m_table_names, m_table, m_column, m_users);
        std::erase_if(tables, [&](auto const &named) { return !named.whole || !named.shifted; });
        result.users = hint != Hint::none && tables.empty();
        result.unmistakable = result.users && hints.id == Hint::unmistakable;
        result.of_any = !result.users && tables.empty() && !hints.measure && !hints_of(m_column.name, m_users).bare;
        result.bare = hints.bare && !several && !tables.empty();
        result.tables = std::move(tables);
        return result;
    }

    /// A member of an object, or of an object in a list: {"author": {"id": 7, "name": "ann"}}.
    MemberName read_member(std::string const &around, std::string const &last, bool several, MemberName own)
    {
        auto const words = words_of(last);
        if (words == std::vector<std::string>{"id"} || words == std::vector<std::string>{"uid"}) {
            auto const one = read(around, false);
            auto of_list = read(around, true);
            of_list.of_any = of_list.only_id = !one.says() && !of_list.says();
            return one.says() ? one : of_list;
        }
        if (words == std::vector<std::string>{"name"}) {
            auto const name = read(singular_of(around) + "_name", false);
            return name.users ? name : own;
        }
        if (several) {
            return own;
        }
        auto const hints = hints_of(last, m_users);
        auto object = read(around, true); // {"watchers": {"first": 7}}, but not {"watcher": {"likes": 7}}
        object.any_member =
            object.says() && singular_of(around) != joined_words(words_of(around)) && !hints.measure && !hints.itself;
        return object.any_member ? object : own;
    }

private:
    TableNames const &m_table_names;
    model::Table const &m_table;
    std::string const &m_users;
    model::Column m_column;
};

} // namespace

MemberName read_member_name(TableNames const &table_names, model::Table const &table, std::string const &users,
                            std::span<std::string const> names, bool several)
{
    MemberNames read(table_names, table, users);
    auto own = read.read(names.back(), several);
    return own.says() || names.size() < 2 ? own : read.read_member(names[names.size() - 2], names.back(), several, own);
}

bool is_plural(std::string const &word)
{
    auto const words = words_of(word);
    return !words.empty() && !singular_of(words.back()).ends_with(words.back());
}

MemberName read_word(TableNames const &table_names, model::Table const &table, std::string const &users,
                     std::string const &word)
{
    auto const hints = hints_of(word, users);
    if (hints.itself || hints.measure) { // Order: 3
        return {};
    }
    auto result = MemberNames(table_names, table, users).read(singular_of(word) + "s", true);
    result.of_any = false;
    return result;
}

MemberName read_part(TableNames const &table_names, model::Table const &table, std::string const &users,
                     std::string const &list)
{
    MemberName result;
    auto words = words_of(list);
    auto const is_list = words.size() > 1 && words.back() == "list";
    words.resize(words.size() - (is_list ? 1 : 0));
    auto const hints = hints_of(joined_words(words), users);
    if (words.empty() || hints.measure || hints.itself || (!is_list && !is_plural(list))) {
        return result;
    }
    model::Column column;
    column.name = singular_of(joined_words(words)) + "_id";
    column.type = "bigint";
    column.kind = model::Kind::integer;
    result.tables = named_after(table_names, table, column, users);
    std::erase_if(result.tables, [](auto const &named) { return !named.shifted; });
    result.bare = result.says();
    return result;
}

MemberName read_beginning(TableNames const &table_names, std::string const &users, std::string const &word)
{
    MemberName result;
    auto const words = words_of(word);
    if (words.size() != 1) {
        return result;
    }
    for (auto &named : begun_by(table_names, words.front())) {
        if (named.to.table == users) {
            result.users = true;
        } else {
            result.tables.push_back(std::move(named));
        }
    }
    result.begun = result.bare = result.says();
    return result;
}

} // namespace tributary::undeclared
