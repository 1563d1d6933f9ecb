#include "merge/undeclared/json_walk.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace tributary::undeclared {
namespace {

using Json = nlohmann::json;
using model::Cell;

constexpr std::size_t most_digits = 18;
constexpr std::size_t long_enough = 16; ///< a shorter key may be an id by accident

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_plain(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// A member's name as a path of the plan says it.
std::string step_of(std::string const &name)
{
    auto const plain = !name.empty() && !is_digit(name[0]) && std::all_of(name.begin(), name.end(), is_plain);
    return "." + (plain ? name : Json(name).dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// Walks through one JSON document.
class Document : public nlohmann::json_sax<Json> {
public:
    Document(std::string const &column, ScalarSink const &sink) : m_sink(sink), m_names{column} {}

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(std::int64_t value) override { return scalar(Cell::of(value)); }
    bool number_unsigned(std::uint64_t value) override
    {
        return value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
               scalar(Cell::of(static_cast<std::int64_t>(value)));
    }
    bool number_float(double /*value*/, std::string const & /*text*/) override { return true; }
    bool string(std::string &value) override { return scalar(Cell::of(std::string_view(value))); }
    bool binary(Json::binary_t & /*value*/) override { return true; }
    bool start_object(std::size_t /*size*/) override { return open(false); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override { return open(true); }
    bool end_array() override { return close(); }
    bool key(std::string &name) override
    {
        auto const &frame = m_frames.back();
        m_names.resize(frame.names);
        m_path.resize(frame.path);
        auto const number =
            !name.empty() && name.size() <= most_digits && std::all_of(name.begin(), name.end(), is_digit);
        if (number || name.size() >= long_enough) {
            m_sink({m_names, m_path, m_path.size(), Scalar::Is::key, Cell::of(std::string_view(name))});
        }
        m_path += step_of(name);
        m_names.push_back(std::move(name));
        return true;
    }
    bool parse_error(std::size_t /*at*/, std::string const & /*token*/, Json::exception const & /*why*/) override
    {
        return false;
    }

private:
    struct Frame {
        bool is_list = false;
        std::size_t names = 0;
        std::size_t path = 0;
    };

    bool open(bool is_list)
    {
        constexpr std::size_t deepest = 100;
        if (is_list) {
            m_path += "[*]";
        }
        m_frames.push_back({is_list, m_names.size(), m_path.size()});
        return m_frames.size() <= deepest;
    }

    bool close()
    {
        auto const is_list = m_frames.back().is_list;
        m_names.resize(m_frames.back().names);
        m_path.resize(m_frames.back().path - (is_list ? 3 : 0));
        m_frames.pop_back();
        return true;
    }

    bool scalar(Cell const &value)
    {
        auto const in_list = m_frames.empty() || m_frames.back().is_list;
        auto const object = in_list ? m_path.size() : m_frames.back().path;
        m_sink({m_names, m_path, object, in_list ? Scalar::Is::element : Scalar::Is::member, value});
        return true;
    }

    ScalarSink const &m_sink;
    std::vector<std::string> m_names; ///< the column's first
    std::string m_path = "$";
    std::vector<Frame> m_frames;
};

} // namespace

bool walk_json(std::string_view text, std::string const &column, ScalarSink const &sink)
{
    Document document(column, sink);
    return Json::sax_parse(text.begin(), text.end(), &document);
}

} // namespace tributary::undeclared
