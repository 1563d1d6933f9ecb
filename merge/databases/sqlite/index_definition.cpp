#include "merge/databases/sqlite/index_definition.hpp"

#include "merge/model/sql_tokens.hpp"

#include <algorithm>

namespace tributary::databases::sqlite {
namespace {

using model::SqlToken;

bool is_symbol(SqlToken const &token, char const *symbol)
{
    return token.kind == SqlToken::Kind::symbol && token.text == symbol;
}

bool is_word(SqlToken const &token, char const *word)
{
    return token.kind == SqlToken::Kind::word && token.text == word;
}

} // namespace

IndexDefinition read_index_definition(std::string_view sql)
{
    IndexDefinition result;
    auto const tokens = model::sql_tokens(sql);
    auto const on = std::find_if(tokens.begin(), tokens.end(), [](auto const &one) { return is_word(one, "on"); });
    if (tokens.end() - on < 3) {
        return result;
    }
    auto first = on + 3; // behind ON, the table's name and the bracket
    int depth = 0;
    for (auto token = first; token != tokens.end(); ++token) {
        auto const ends = depth == 0 && (is_symbol(*token, ",") || is_symbol(*token, ")"));
        if (ends && token != first) {
            auto last = token - 1;
            if (last != first && (is_word(*last, "asc") || is_word(*last, "desc"))) {
                --last;
            }
            result.parts.emplace_back(sql.substr(first->begin, last->end - first->begin));
            first = token + 1;
        }
        if (ends && is_symbol(*token, ")")) {
            if (first != tokens.end() && is_word(*first, "where") && first + 1 != tokens.end()) {
                result.predicate = sql.substr((first + 1)->begin);
            }
            return result;
        }
        depth += is_symbol(*token, "(") ? 1 : is_symbol(*token, ")") ? -1 : 0;
    }
    return result;
}

std::vector<std::string> read_check_constraints(std::string_view sql)
{
    std::vector<std::string> result;
    auto const tokens = model::sql_tokens(sql);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!is_word(tokens[i], "check") || !is_symbol(tokens[i + 1], "(")) {
            continue;
        }
        auto const begin = tokens[i].begin;
        int depth = 0;
        do {
            ++i;
            depth += is_symbol(tokens[i], "(") ? 1 : is_symbol(tokens[i], ")") ? -1 : 0;
        } while (depth > 0 && i + 1 < tokens.size());
        result.emplace_back(sql.substr(begin, tokens[i].end - begin));
    }
    return result;
}

} // namespace tributary::databases::sqlite
