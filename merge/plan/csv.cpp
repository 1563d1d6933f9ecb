#include "merge/plan/csv.hpp"

#include "merge/model/spreadsheet.hpp"

#include <algorithm>
#include <stdexcept>

namespace tributary::plan {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

[[noreturn]] void fail_at(int line, std::string const &sentence)
{
    throw std::invalid_argument(std::to_string(line) + ":1: " + sentence);
}

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text)
    {
        if (m_text.starts_with("\xff\xfe") || m_text.starts_with("\xfe\xff")) {
            fail_at(1, "the file is UTF-16: save it as CSV in UTF-8");
        }
        if (m_text.starts_with(byte_order_mark)) {
            m_text.remove_prefix(byte_order_mark.size());
        }
        auto const header = m_text.substr(0, m_text.find('\n'));
        auto const separator = header.find_first_of(",;\t");
        m_separator = separator == std::string_view::npos ? ',' : header[separator];
    }

    std::vector<CsvRecord> records()
    {
        std::vector<CsvRecord> result;
        while (m_at < m_text.size()) {
            CsvRecord record{{}, m_line, {}};
            do {
                record.places.push_back({m_line, static_cast<int>(m_at - m_line_begin) + 1});
                record.fields.push_back(model::without_mark(field()));
            } while (take(m_separator));
            auto const returned = take('\r');
            if (m_at < m_text.size() && !take('\n')) {
                fail_at(m_line, returned ? "a carriage return without a line feed ends this line"
                                         : "there is text after a closing quote");
            }
            ++m_line;
            m_line_begin = m_at;
            if (record.fields.size() > 1 || !record.fields.front().empty()) {
                result.push_back(std::move(record));
            }
        }
        return result;
    }

private:
    bool take(char wanted)
    {
        auto const found = m_at < m_text.size() && m_text[m_at] == wanted;
        m_at += found ? 1 : 0;
        return found;
    }

    std::string field()
    {
        if (!take('"')) {
            auto const stops = std::string("\r\n\"") + m_separator;
            auto const end = std::min(m_text.find_first_of(stops, m_at), m_text.size());
            auto const text = m_text.substr(m_at, end - m_at);
            if (end < m_text.size() && m_text[end] == '"') {
                fail_at(m_line, "a quote inside a field that does not begin with one");
            }
            m_at = end;
            return std::string(text);
        }
        auto const begin = m_line;
        std::string result;
        while (m_at < m_text.size()) {
            if (take('"')) {
                if (!take('"')) {
                    return result;
                }
                result += '"';
                continue;
            }
            auto const c = m_text[m_at++];
            if (c == '\n') {
                ++m_line;
                m_line_begin = m_at;
            }
            result += c;
        }
        fail_at(begin, "a quoted field is not closed");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    std::size_t m_line_begin = 0;
    char m_separator = ',';
};

} // namespace

std::vector<CsvRecord> read_csv(std::string_view text) { return Reader(text).records(); }

} // namespace tributary::plan
