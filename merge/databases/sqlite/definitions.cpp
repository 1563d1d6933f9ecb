#include "merge/databases/sqlite/definitions.hpp"

#include "merge/model/sql_tokens.hpp"

#include <algorithm>
#include <utility>

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

/// The position of the bracket that closes the one at `open`.
std::size_t closing(std::vector<SqlToken> const &tokens, std::size_t open)
{
    int depth = 0;
    auto position = open;
    do {
        depth += is_symbol(tokens[position], "(") ? 1 : is_symbol(tokens[position], ")") ? -1 : 0;
        ++position;
    } while (depth > 0 && position < tokens.size());
    return position - 1;
}

} // namespace

std::string table_definition(Database const &database, std::string const &table)
{
    auto rows = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1");
    rows.bind(1, std::string_view(table));
    return rows.step() ? rows.text(0) : std::string();
}

bool is_same_name(std::string_view a, std::string_view b)
{
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

IndexDefinition read_index_definition(std::string_view sql)
{
    IndexDefinition result;
    auto const tokens = model::sql_tokens(sql);
    auto const on = std::find_if(tokens.begin(), tokens.end(), [](auto const &one) { return is_word(one, "on"); });
    if (tokens.end() - on < 3) {
        return result;
    }
    auto first = on + 3; // after ON, the table's name and the parenthesis
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

std::vector<model::Check> read_check_constraints(std::string_view sql)
{
    std::vector<model::Check> result;
    auto const tokens = model::sql_tokens(sql);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (is_word(tokens[i], "check") && is_symbol(tokens[i + 1], "(")) {
            auto const begin = tokens[i].begin;
            auto const named = i > 1 && is_word(tokens[i - 2], "constraint");
            auto name = named ? tokens[i - 1].text : std::string();
            i = closing(tokens, i + 1);
            result.push_back({std::move(name), std::string(sql.substr(begin, tokens[i].end - begin))});
        }
    }
    return result;
}

std::vector<bool> read_deferred_keys(std::string_view sql)
{
    std::vector<bool> result;
    auto const tokens = model::sql_tokens(sql);
    int depth = 0;
    for (auto const &token : tokens) {
        depth += is_symbol(token, "(") ? 1 : is_symbol(token, ")") ? -1 : 0;
        if (depth == 1 && is_word(token, "references")) {
            result.push_back(false);
        } else if (depth == 1 && is_word(token, "deferred") && !result.empty()) {
            result.back() = true;
        } else if (depth == 1 && is_word(token, "immediate") && !result.empty()) {
            result.back() = false;
        }
    }
    return result;
}

std::string without_table(std::string_view expression, std::string_view table)
{
    std::string result;
    std::size_t from = 0;
    auto const tokens = model::sql_tokens(expression);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        auto const names = tokens[i].kind == SqlToken::Kind::word || tokens[i].kind == SqlToken::Kind::name;
        if (names && is_same_name(tokens[i].text, table) && is_symbol(tokens[i + 1], ".")) {
            result += expression.substr(from, tokens[i].begin - from);
            from = tokens[i + 1].end;
        }
    }
    return result + std::string(expression.substr(from));
}

bool is_definition_of(std::string_view sql, std::string_view kind, std::string_view name)
{
    auto const tokens = model::sql_tokens(sql);
    auto token = tokens.begin();
    auto const takes = [&](char const *word) {
        auto const found = token != tokens.end() && is_word(*token, word);
        token += found ? 1 : 0;
        return found;
    };
    if (!takes("create")) {
        return false;
    }
    takes("unique");
    takes("virtual");
    if (token == tokens.end() || token->kind != SqlToken::Kind::word || token->text != kind) {
        return false;
    }
    ++token;
    if (takes("if")) {
        takes("not");
        takes("exists");
    }
    if (token == tokens.end() || !is_same_name(token->text, name)) {
        return false;
    }
    ++token;
    return token != tokens.end() && !(kind == "table" && is_word(*token, "as"));
}

std::string read_generated(std::string_view sql, std::string_view column)
{
    auto const tokens = model::sql_tokens(sql);
    int depth = 0;
    bool first = false; // of a column's definition
    bool wanted = false;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (first) {
            wanted = is_same_name(tokens[i].text, column);
            first = false;
        } else if (wanted && depth == 1 && is_word(tokens[i], "as") && is_symbol(tokens[i + 1], "(")) {
            auto const begin = tokens[i + 1].begin;
            return std::string(sql.substr(begin, tokens[closing(tokens, i + 1)].end - begin));
        }
        depth += is_symbol(tokens[i], "(") ? 1 : is_symbol(tokens[i], ")") ? -1 : 0;
        first = depth == 1 && (is_symbol(tokens[i], "(") || is_symbol(tokens[i], ","));
    }
    return {};
}

} // namespace tributary::databases::sqlite
