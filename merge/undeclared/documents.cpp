#include "merge/undeclared/documents.hpp"

#include "merge/model/characters.hpp"
#include "merge/references/nested_ids.hpp"
#include "merge/references/path.hpp"
#include "merge/references/php.hpp"
#include "merge/undeclared/object_words.hpp"
#include "merge/undeclared/suspects.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

namespace tributary::undeclared {
namespace {

using Json = nlohmann::json;
using model::Cell;
using model::Format;
using references::PhpValue;

constexpr std::size_t most_key_digits = 18;
constexpr std::size_t deepest = 100;
constexpr std::ptrdiff_t least_digits_of_id = 3;
constexpr std::string_view every_element = "[*]";
constexpr std::string_view every_member = ".*";

bool is_decimal(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view name)
{
    return !name.empty() && name.size() <= most_key_digits && std::all_of(name.begin(), name.end(), is_decimal);
}

/// A number, a date, or as long as a uuid with digits and nothing between words: not what a program calls a member.
bool is_data(std::string_view name)
{
    auto const digits = std::count_if(name.begin(), name.end(), is_decimal);
    auto const plain =
        std::all_of(name.begin(), name.end(), [](char c) { return model::is_letter_or_digit(c) || c == '-'; });
    auto const nearly_number = !name.empty() && is_decimal(name[0]) && std::cmp_greater_equal(digits * 2, name.size());
    return is_number(name) ||
           (digits >= least_digits_of_id && (nearly_number || (plain && name.size() >= least_length_of_id)));
}

/// Where a walk is.
class Trail {
public:
    Trail(std::string const &column, Format format, std::function<void(Inner const &)> const &sink,
          std::set<std::string> const &asked)
        : m_format(format), m_sink(sink), m_asked(asked), m_names{column}
    {
    }

    /// False if it is too deep. `words` are those of an object.
    bool open(bool is_list, ObjectWords const *words = nullptr)
    {
        if (is_list) {
            m_path += every_element;
        }
        m_frames.push_back({is_list, is_list ? Inner::Is::element : Inner::Is::member, false, m_names.size(),
                            m_path.size(), 0, words != nullptr && !words->empty()});
        if (m_frames.back().has_words) {
            m_around.push_back({m_frames.size() - 1, m_path.size(), words});
        }
        return m_frames.size() <= deepest;
    }

    void close()
    {
        auto const &frame = m_frames.back();
        m_names.resize(frame.names);
        m_path.resize(frame.path - (frame.is_list ? every_element.size() : 0));
        if (frame.has_words) {
            m_around.pop_back();
        }
        m_frames.pop_back();
    }

    void member(std::string name)
    {
        back_to_object(Inner::Is::member);
        if (is_number(name) || name.size() >= least_length_of_id) {
            key(Cell::of(std::string_view(name)));
        }
        if (is_data(name)) {
            m_frames.back().now = Inner::Is::entry;
            m_frames.back().by_number = is_number(name);
            m_path += every_member;
            return;
        }
        m_path += references::member_step(name);
        m_names.push_back(std::move(name));
    }

    /// An entry of an array of PHP, which is no list until its keys have shown it.
    void element(std::int64_t number)
    {
        back_to_object(Inner::Is::element);
        if (std::cmp_not_equal(number, m_frames.back().elements++)) {
            key(Cell::of(number));
        }
        m_path += every_element;
    }

    void scalar(Cell const &value)
    {
        auto const is = m_frames.empty() ? Inner::Is::element : m_frames.back().now;
        auto const object = is == Inner::Is::element ? m_path.size() : m_frames.back().path;
        auto const by_number = is == Inner::Is::entry && m_frames.back().by_number;
        m_sink({m_names, m_path, object, is, by_number, m_format, value, m_around});
    }

    void string(std::string_view text);

    bool walk(std::string_view text, Format format);

private:
    struct Frame {
        bool is_list = false;              ///< opened as one
        Inner::Is now = Inner::Is::member; ///< where the walk is
        bool by_number = false;
        std::size_t names = 0;
        std::size_t path = 0;
        std::size_t elements = 0;
        bool has_words = false;
    };

    void back_to_object(Inner::Is now)
    {
        auto &frame = m_frames.back();
        frame.now = now;
        m_names.resize(frame.names);
        m_path.resize(frame.path);
    }

    void key(Cell const &value)
    {
        m_sink({m_names, m_path, m_path.size(), Inner::Is::key, false, m_format, value, m_around});
    }

    Format m_format;
    std::function<void(Inner const &)> const &m_sink;
    std::set<std::string> const &m_asked;
    std::vector<std::string> m_names; ///< the column's first
    std::string m_path = "$";
    std::vector<Frame> m_frames;
    std::vector<AroundObject> m_around;
    int m_nested = 0;
};

class JsonWalk : public nlohmann::json_sax<Json> {
public:
    /// `words` are those of the document's objects.
    JsonWalk(Trail &trail, std::vector<ObjectWords> const &words) : m_trail(trail), m_words(words) {}

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(std::int64_t value) override { return number(value); }
    bool number_unsigned(std::uint64_t value) override
    {
        return value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
               number(static_cast<std::int64_t>(value));
    }
    bool number_float(double /*value*/, std::string const & /*text*/) override { return true; }
    bool string(std::string &value) override
    {
        m_trail.string(value);
        return true;
    }
    bool binary(Json::binary_t & /*value*/) override { return true; }
    bool start_object(std::size_t /*size*/) override
    {
        return m_trail.open(false, m_objects < m_words.size() ? &m_words[m_objects++] : nullptr);
    }
    bool end_object() override { return end(); }
    bool start_array(std::size_t /*size*/) override { return m_trail.open(true); }
    bool end_array() override { return end(); }
    bool key(std::string &name) override
    {
        m_trail.member(std::move(name));
        return true;
    }
    bool parse_error(std::size_t /*at*/, std::string const & /*token*/, Json::exception const & /*why*/) override
    {
        return false;
    }

private:
    bool number(std::int64_t value)
    {
        m_trail.scalar(Cell::of(value));
        return true;
    }

    bool end()
    {
        m_trail.close();
        return true;
    }

    Trail &m_trail;
    std::vector<ObjectWords> const &m_words;
    std::size_t m_objects = 0; ///< that have begun
};

class PhpWalk final : public references::PhpValues {
public:
    explicit PhpWalk(Trail &trail) : m_trail(trail) {}

    void key(PhpValue const &key) override
    {
        if (auto const number = integer(key)) {
            m_trail.element(*number);
        } else {
            m_trail.member(std::string(references::property_name(key.text)));
        }
    }

    void scalar(PhpValue const &value) override
    {
        if (value.is == PhpValue::Is::string) {
            m_trail.string(value.text);
        } else if (auto const number = integer(value)) {
            m_trail.scalar(Cell::of(*number));
        }
    }

    void open(PhpValue const & /*value*/) override { m_trail.open(false); }
    void close() override { m_trail.close(); }

private:
    static std::optional<std::int64_t> integer(PhpValue const &value)
    {
        std::int64_t number = 0;
        auto const *const end = value.text.data() + value.text.size();
        auto const [stop, error] = std::from_chars(value.text.data(), end, number);
        auto const read = value.is == PhpValue::Is::integer && error == std::errc() && stop == end;
        return read ? std::optional(number) : std::nullopt;
    }

    Trail &m_trail;
};

bool Trail::walk(std::string_view text, Format format)
{
    auto const names = m_names.size();
    auto const path = m_path.size();
    auto const frames = m_frames.size();
    auto const around = m_around.size();
    auto is_whole = false;
    if (format == Format::php) {
        PhpWalk php(*this);
        is_whole = references::read_php(text, php).empty();
    } else {
        auto const words = words_of_objects(text, m_asked);
        if (words) {
            JsonWalk json(*this, *words);
            is_whole = Json::sax_parse(text.begin(), text.end(), &json);
        }
        m_around.resize(around, {0, 0, nullptr});
    }
    m_frames.resize(frames);
    m_names.resize(names);
    m_path.resize(path);
    return is_whole;
}

void Trail::string(std::string_view text)
{
    auto const format = m_nested < references::most_nested ? references::format_of(text) : std::nullopt;
    ++m_nested;
    auto const is_document = format && walk(text, *format);
    --m_nested;
    if (!is_document) {
        scalar(Cell::of(text));
    }
}

} // namespace

std::optional<Format> walk_document(std::string const &column, std::string_view text,
                                    std::function<void(Inner const &)> const &sink, std::set<std::string> const &asked)
{
    auto const format = references::format_of(text);
    if (!format || !Trail(column, *format, sink, asked).walk(text, *format)) {
        return std::nullopt;
    }
    return format;
}

} // namespace tributary::undeclared
