#include "merge/uniqueness/one_value.hpp"

#include "merge/model/sql_tokens.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace tributary::uniqueness {
namespace {

using model::SqlToken;

/// The tokens of a condition, without CHECK, brackets and types.
std::vector<SqlToken> bare_tokens(std::string const &definition)
{
    std::vector<SqlToken> result;
    int colons = 0;
    for (auto const &token : model::sql_tokens(definition)) {
        auto const symbol = token.kind == SqlToken::Kind::symbol;
        if (symbol && token.text == ":") {
            ++colons;
            continue;
        }
        auto const is_type = colons == 2;
        colons = 0;
        auto const says_nothing = (symbol && (token.text == "(" || token.text == ")")) ||
                                  (token.kind == SqlToken::Kind::word && token.text == "check") || is_type;
        if (!says_nothing) {
            result.push_back(token);
        }
    }
    return result;
}

/// What a conjunction of comparisons with constants says of a column, read from left to right.
class PinReader {
public:
    PinReader(std::string const &definition, std::string const &column)
        : m_definition(definition), m_column(column), m_tokens(bare_tokens(definition))
    {
    }

    /// True if the column can have one value only: `id = 1`, `1 = id`, `id IN (1)`, the column itself; or one of those
    /// from 1 on, as databases count: `id < 2`, `id BETWEEN 1 AND 1`.
    bool run()
    {
        std::size_t at = 0;
        while (at < m_tokens.size()) {
            auto const taken = take(at);
            if (taken == 0 || (at + taken < m_tokens.size() && m_tokens[at + taken].text != "and")) {
                return false;
            }
            at += taken + 1;
        }
        return m_one || m_least == m_greatest;
    }

private:
    /// How many tokens the comparison at this place has; 0: it is none.
    std::size_t take(std::size_t at)
    {
        if (is_word(at + 1, "between") && is_column(at) && is_word(at + 3, "and")) {
            limit(">=", at + 2);
            limit("<=", at + 4);
            return is_constant(at + 2) && is_constant(at + 4) ? 5 : 0;
        }
        if (is_column(at) && is_word(at + 1, "in") && is_constant(at + 2) && !is_word(at + 3, ",")) {
            m_one = true;
            return 3;
        }
        std::string symbol;
        auto after = at + 1;
        while (after < m_tokens.size() && (m_tokens[after].text == "=" || m_tokens[after].text == "<" ||
                                           m_tokens[after].text == ">" || m_tokens[after].text == "!")) {
            symbol += m_tokens[after++].text;
        }
        if (symbol.empty()) {
            m_one = m_one || is_column(at);
            auto const is_true = is_word(at + 1, "is") && is_word(at + 2, "true");
            return is_column(at) ? (is_true ? 3 : 1) : 0;
        }
        if (is_column(at) && is_constant(after)) {
            limit(symbol, after);
        } else if (is_constant(at) && is_column(after)) {
            limit(symbol == "<"    ? ">"
                  : symbol == ">"  ? "<"
                  : symbol == "<=" ? ">="
                  : symbol == ">=" ? "<="
                                   : symbol,
                  at);
        } else {
            return 0;
        }
        return after + 1 - at;
    }

    void limit(std::string const &symbol, std::size_t constant)
    {
        auto const text = constant < m_tokens.size() ? m_tokens[constant].text : std::string();
        auto const whole = !text.empty() && text.size() < most_digits &&
                           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        m_one = m_one || symbol == "=" || symbol == "==";
        if (!whole) {
            return;
        }
        auto const value = std::stoll(text);
        if (symbol == ">" || symbol == ">=") {
            m_least = std::max<std::int64_t>(m_least, symbol == ">" ? value + 1 : value);
        } else if (symbol == "<" || symbol == "<=") {
            m_greatest = std::min<std::int64_t>(m_greatest, symbol == "<" ? value - 1 : value);
        }
    }

    bool is_word(std::size_t at, std::string_view word) const
    {
        return at < m_tokens.size() && m_tokens[at].text == word && m_tokens[at].kind != SqlToken::Kind::string;
    }
    std::string written(std::size_t at) const
    {
        return at < m_tokens.size() ? m_definition.substr(m_tokens[at].begin, m_tokens[at].end - m_tokens[at].begin)
                                    : std::string();
    }
    bool is_column(std::size_t at) const { return !model::columns_in(written(at), std::span(&m_column, 1)).empty(); }
    bool is_constant(std::size_t at) const { return model::is_constant(written(at)); }

    static constexpr std::size_t most_digits = 10;

    std::string const &m_definition;
    std::string const &m_column;
    std::vector<SqlToken> m_tokens;
    bool m_one = false;
    std::int64_t m_least = 1;
    std::int64_t m_greatest = std::numeric_limits<std::int64_t>::max();
};

} // namespace

bool allows_one_value(std::string const &definition, std::string const &column)
{
    return PinReader(definition, column).run();
}

} // namespace tributary::uniqueness
