#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// A piece of SQL, as far as all databases read it alike. Comments and blanks are none.
struct SqlToken {
    enum class Kind {
        word,   ///< a name or keyword without quotes, or a number
        name,   ///< a name in quotes: "…", `…` or […]
        string, ///< '…'
        symbol, ///< one character
    };
    Kind kind = Kind::symbol;
    std::string text;      ///< without its quotes; of words in lower case
    std::size_t begin = 0; ///< in the SQL
    std::size_t end = 0;
};

/// Of what is left open (a quote, a comment) the rest of the SQL is the token. O(n).
std::vector<SqlToken> sql_tokens(std::string_view sql);

/// Those of `columns` that the expression names, in their order, compared without case (A to Z). A word before a
/// parenthesis is a function, one after `::` a type.
std::vector<std::string> columns_in(std::string_view expression, std::span<std::string const> columns);

/// The expression with other names for columns: `names` is by the name that it uses, compared as columns_in() does.
std::string with_columns_renamed(std::string_view expression, std::map<std::string, std::string> const &names);

/// The same SQL without comments, with one blank between tokens, words in lower case, and no needless quotes around
/// names. `schema.` before a name is left out, and so are the quotes of a function's body. Two definitions that say the
/// same, but for how they are written, are the same text. O(n).
std::string normalised_sql(std::string_view sql, std::string_view schema = {});

/// True of a string, a number, NULL, TRUE or FALSE, cast to a type or not: it has the same value everywhere.
bool is_constant(std::string_view expression);

} // namespace tributary::model
