#include "merge/model/sql_tokens.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/schema.hpp"

#include <algorithm>

namespace tributary::model {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
}

/// After the comment that begins at `at`; `at` itself if there is none.
std::size_t behind_comment(std::string_view sql, std::size_t at)
{
    auto const rest = sql.substr(at);
    auto const line = rest.starts_with("--");
    if (!line && !rest.starts_with("/*")) {
        return at;
    }
    auto const end = line ? sql.find('\n', at) : sql.find("*/", at + 2);
    return end == std::string_view::npos ? sql.size() : end + (line ? 1 : 2);
}

/// Reads what is in quotes, the closing one doubled standing for itself.
SqlToken quoted(std::string_view sql, std::size_t begin)
{
    auto const open = sql[begin];
    auto const close = open == '[' ? ']' : open;
    SqlToken token{open == '\'' ? SqlToken::Kind::string : SqlToken::Kind::name, {}, begin, sql.size()};
    for (auto at = begin + 1; at < sql.size(); ++at) {
        if (sql[at] != close) {
            token.text += sql[at];
        } else if (open != '[' && at + 1 < sql.size() && sql[at + 1] == close) {
            token.text += sql[at++];
        } else {
            token.end = at + 1;
            break;
        }
    }
    return token;
}

/// PostgreSQL prints bodies between $function$ and $function$, or $procedure$: the tokens inside are SQL's as well.
std::string without_body_quotes(std::string_view sql)
{
    std::string result(sql);
    for (std::string_view const quote : {"$function$", "$procedure$"}) {
        for (auto at = result.find(quote); at != std::string::npos; at = result.find(quote, at)) {
            result.replace(at, quote.size(), " ");
        }
    }
    return result;
}

void append_quoted(std::string &result, std::string_view text, char quote)
{
    result += quote;
    for (auto const c : text) {
        result += c;
        if (c == quote) {
            result += c;
        }
    }
    result += quote;
}

bool needs_no_quotes(std::string_view name)
{
    auto const small = [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); };
    return !name.empty() && small(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return small(c) || (c >= '0' && c <= '9'); });
}

/// A name that is neither a function nor a type.
bool may_be_column(std::vector<SqlToken> const &tokens, std::size_t i)
{
    auto const is_name = tokens[i].kind == SqlToken::Kind::word || tokens[i].kind == SqlToken::Kind::name;
    auto const is_function =
        i + 1 < tokens.size() && tokens[i + 1].text == "(" && tokens[i + 1].kind == SqlToken::Kind::symbol;
    auto const is_type = i > 1 && tokens[i - 1].text == ":" && tokens[i - 2].text == ":";
    return is_name && !is_function && !is_type;
}

} // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql)
{
    std::vector<SqlToken> result;
    for (std::size_t at = 0; at < sql.size();) {
        if (is_blank(sql[at])) {
            ++at;
        } else if (auto const behind = behind_comment(sql, at); behind != at) {
            at = behind;
        } else if (std::string_view("'\"`[").find(sql[at]) != std::string_view::npos) {
            result.push_back(quoted(sql, at));
            at = result.back().end;
        } else {
            auto end = at;
            while (end < sql.size() && (is_name_character(sql[end]) || sql[end] == '$')) {
                ++end;
            }
            auto const kind = end == at ? SqlToken::Kind::symbol : SqlToken::Kind::word;
            end = std::max(end, at + 1);
            result.push_back({kind, lower(sql.substr(at, end - at)), at, end});
            at = end;
        }
    }
    return result;
}

std::vector<std::string> columns_in(std::string_view expression, std::span<std::string const> columns)
{
    auto const tokens = sql_tokens(expression);
    std::vector<std::string> result;
    for (auto const &column : columns) {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (may_be_column(tokens, i) && lower(tokens[i].text) == lower(column)) {
                result.push_back(column);
                break;
            }
        }
    }
    return result;
}

std::string with_columns_renamed(std::string_view expression, std::map<std::string, std::string> const &names)
{
    auto const tokens = sql_tokens(expression);
    std::string result;
    std::size_t from = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto const found = std::find_if(names.begin(), names.end(),
                                        [&](auto const &one) { return lower(one.first) == lower(tokens[i].text); });
        if (found != names.end() && may_be_column(tokens, i)) {
            result += std::string(expression.substr(from, tokens[i].begin - from)) + sql_name(found->second);
            from = tokens[i].end;
        }
    }
    return result + std::string(expression.substr(from));
}

std::string normalised_sql(std::string_view sql, std::string_view schema)
{
    auto const tokens = sql_tokens(without_body_quotes(sql));
    auto const is_name = [](SqlToken const &token) {
        return token.kind == SqlToken::Kind::word || token.kind == SqlToken::Kind::name;
    };
    std::string result;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto const &token = tokens[i];
        auto const qualifies = !schema.empty() && is_name(token) && token.text == schema && i + 2 < tokens.size() &&
                               tokens[i + 1].text == "." && is_name(tokens[i + 2]);
        if (qualifies) {
            ++i;
            continue;
        }
        result += result.empty() ? "" : " ";
        switch (token.kind) {
        case SqlToken::Kind::string: append_quoted(result, token.text, '\''); break;
        case SqlToken::Kind::name:
            if (needs_no_quotes(token.text)) {
                result += token.text;
            } else {
                append_quoted(result, token.text, '"');
            }
            break;
        case SqlToken::Kind::word:
        case SqlToken::Kind::symbol: result += token.text; break;
        }
    }
    return result;
}

bool is_constant(std::string_view expression)
{
    auto const tokens = sql_tokens(expression);
    auto const is = [](SqlToken const &token, std::string_view text) {
        return token.kind != SqlToken::Kind::string && token.text == text;
    };
    std::size_t at = !tokens.empty() && (is(tokens[0], "-") || is(tokens[0], "+")) ? 1 : 0;
    if (at == tokens.size()) {
        return false;
    }
    auto const digit = [](SqlToken const &token) {
        return token.kind == SqlToken::Kind::word && token.text[0] >= '0' && token.text[0] <= '9';
    };
    auto const &first = tokens[at];
    auto const word =
        first.kind == SqlToken::Kind::word && (first.text == "null" || first.text == "true" || first.text == "false");
    if (first.kind != SqlToken::Kind::string && !word && !digit(first)) {
        return false;
    }
    ++at;
    if (digit(first) && at + 1 < tokens.size() && is(tokens[at], ".") && digit(tokens[at + 1])) {
        at += 2;
    }
    if (at + 1 < tokens.size() && is(tokens[at], ":") && is(tokens[at + 1], ":")) {
        return std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens.end(), [](auto const &token) {
            return token.kind != SqlToken::Kind::string &&
                   (token.kind != SqlToken::Kind::symbol ||
                    std::string_view(":.,()[]").find(token.text) != std::string_view::npos);
        });
    }
    return at == tokens.size();
}

} // namespace tributary::model
