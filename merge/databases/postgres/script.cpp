#include "merge/databases/postgres/script.hpp"

#include "merge/databases/postgres/refusal.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <memory>

namespace tributary::databases::postgres {
namespace {

using model::is_name_character;

/// Steps through a script word by word and statement by statement.
class Lexer {
public:
    explicit Lexer(std::string_view script) : m_script(script) {}

    /// The next word in upper case; ";" at the end of a statement; empty at the end of the script.
    std::string next()
    {
        while (m_at < m_script.size()) {
            char const c = m_script[m_at];
            if (starts("--")) {
                m_at = std::min(m_script.find('\n', m_at), m_script.size());
            } else if (starts("/*")) {
                skip_comment();
            } else if (c == '\'' || c == '"') {
                skip_quoted(c, false);
            } else if (c == '$') {
                skip_dollar_quoted();
            } else if (c == ';') {
                ++m_at;
                return ";";
            } else if (is_name_character(c)) {
                return word();
            } else {
                ++m_at;
            }
        }
        return {};
    }

    int line() const
    {
        return 1 + static_cast<int>(
                       std::count(m_script.begin(), m_script.begin() + static_cast<std::ptrdiff_t>(m_word), '\n'));
    }

private:
    bool starts(std::string_view text) const { return m_script.substr(m_at).starts_with(text); }

    std::string word()
    {
        m_word = m_at;
        while (m_at < m_script.size() && (is_name_character(m_script[m_at]) || m_script[m_at] == '$')) {
            ++m_at;
        }
        std::string text(m_script.substr(m_word, m_at - m_word));
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        if (text == "E" && starts("'")) {
            skip_quoted('\'', true);
        }
        return text;
    }

    void skip_comment()
    {
        int depth = 0; // comments nest
        do {
            if (starts("/*")) {
                ++depth;
                m_at += 2;
            } else if (starts("*/")) {
                --depth;
                m_at += 2;
            } else {
                ++m_at;
            }
        } while (depth > 0 && m_at < m_script.size());
    }

    void skip_quoted(char mark, bool backslashes)
    {
        for (++m_at; m_at < m_script.size() && m_script[m_at] != mark; ++m_at) {
            m_at += backslashes && m_script[m_at] == '\\' ? 1 : 0;
        }
        ++m_at; // a doubled mark begins a second quoted part at once: the same thing
    }

    void skip_dollar_quoted()
    {
        auto const end = m_script.find('$', m_at + 1);
        if (end == std::string_view::npos) {
            ++m_at;
            return;
        }
        auto const tag = m_script.substr(m_at, end - m_at + 1);
        auto const inner = tag.substr(1, tag.size() - 2);
        if (!std::all_of(inner.begin(), inner.end(), is_name_character) ||
            (!inner.empty() && std::isdigit(static_cast<unsigned char>(inner.front())) != 0)) {
            ++m_at;
            return;
        }
        auto const close = m_script.find(tag, end + 1);
        m_at = close == std::string_view::npos ? m_script.size() : close + tag.size();
    }

    std::string_view m_script;
    std::size_t m_at = 0;
    std::size_t m_word = 0;
};

constexpr std::array control_words = {"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"};

} // namespace

std::optional<TransactionControl> find_transaction_control(std::string_view script)
{
    Lexer lexer(script);
    bool at_start = true;
    int atomic = 0; // depth of BEGIN ATOMIC … END and the CASE … END in it
    std::string previous;
    for (auto word = lexer.next(); !word.empty(); word = lexer.next()) {
        if (atomic > 0) {
            atomic += word == "CASE" ? 1 : 0;
            atomic -= word == "END" ? 1 : 0;
        } else if (previous == "BEGIN" && word == "ATOMIC") {
            atomic = 1;
        } else if (at_start && std::find(control_words.begin(), control_words.end(), word) != control_words.end()) {
            return TransactionControl{word, lexer.line()};
        } else if (previous == "PREPARE" && word == "TRANSACTION") {
            return TransactionControl{"PREPARE TRANSACTION", lexer.line()};
        }
        at_start = word == ";" && atomic == 0;
        previous = word;
    }
    return std::nullopt;
}

int line_of(std::string_view script, int position)
{
    int line = 1;
    for (char const c : script) {
        if (static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xc0) {
            continue; // positions count characters, not bytes
        }
        if (--position <= 0) {
            break;
        }
        line += c == '\n' ? 1 : 0;
    }
    return line;
}

void execute_script(PGconn *connection, std::string const &what, std::string const &file, std::string const &script)
{
    std::unique_ptr<PGresult, void (*)(PGresult *)> const result(PQexec(connection, script.c_str()), PQclear);
    if (PQstatus(connection) != CONNECTION_OK) {
        throw refusal(result.get(), connection, what);
    }
    auto const status = PQresultStatus(result.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
        throw model::Error(model::Exit::plan, file + ": COPY from or to the client is not possible here",
                           "write the rows as INSERT statements");
    }
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
        auto const *const position = PQresultErrorField(result.get(), PG_DIAG_STATEMENT_POSITION);
        auto const place = position == nullptr ? "" : ":" + std::to_string(line_of(script, std::atoi(position)));
        auto const refused = refusal(result.get(), connection, file + place);
        if (is_servers_condition(sqlstate_of(result.get(), connection))) {
            throw model::Error(refused);
        }
        auto const is_a_right = refused.exit == model::Exit::unreachable;
        throw model::Error(model::Exit::plan, refused.what(),
                           "the target is unchanged; fix the script\n" + (is_a_right ? refused.next_step : ""));
    }
}

} // namespace tributary::databases::postgres
