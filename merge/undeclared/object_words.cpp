#include "merge/undeclared/object_words.hpp"

#include "merge/model/characters.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace tributary::undeclared {
namespace {

constexpr std::size_t deepest_object = 100;
constexpr std::size_t most_objects = 100000;
constexpr std::size_t most_words = 8;
constexpr std::size_t longest_word = 40;

/// What may say of which kind an object is: it begins with a letter, and has no blanks.
bool is_word(std::string_view text)
{
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && text.size() <= longest_word && is_letter(text[0]) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return model::is_letter_or_digit(c) || std::string_view("_-.:/\\").find(c) != std::string_view::npos;
           });
}

class ReadWords : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit ReadWords(std::set<std::string> const &asked) : m_asked(asked) {}

    std::vector<ObjectWords> take() { return std::move(m_objects); }

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(std::int64_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) override { return number(std::to_string(value)); }
    bool number_float(double /*value*/, std::string const & /*text*/) override { return true; }
    bool string(std::string &value) override
    {
        note(value, true);
        return true;
    }
    bool binary(nlohmann::json::binary_t & /*value*/) override { return true; }
    bool start_object(std::size_t /*size*/) override
    {
        auto const has_room = m_objects.size() < most_objects;
        m_open.push_back(has_room ? m_objects.size() : no_object);
        if (has_room) {
            m_objects.emplace_back();
        }
        return m_open.size() <= deepest_object;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override
    {
        m_open.push_back(no_object);
        return m_open.size() <= deepest_object;
    }
    bool end_array() override { return close(); }
    bool key(std::string &name) override
    {
        m_member = name;
        return true;
    }
    bool parse_error(std::size_t /*at*/, std::string const & /*token*/,
                     nlohmann::json::exception const & /*why*/) override
    {
        return false;
    }

private:
    static constexpr std::size_t no_object = static_cast<std::size_t>(-1);

    bool number(std::string const &value)
    {
        note(value, false);
        return true;
    }

    void note(std::string const &value, bool is_text)
    {
        if (m_open.empty() || m_open.back() == no_object) {
            return;
        }
        auto &words = m_objects[m_open.back()];
        auto const is_asked = m_asked.contains(m_member);
        auto const known =
            std::find_if(words.begin(), words.end(), [&](auto const &word) { return word.member == m_member; });
        if (known != words.end()) {
            *known = {m_member, value, is_text};
        } else if (is_asked || (is_text && words.size() < most_words && is_word(value))) {
            words.push_back({m_member, value, is_text});
        }
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::set<std::string> const &m_asked;
    std::vector<ObjectWords> m_objects;
    std::vector<std::size_t> m_open; ///< places of the objects that are open, or no_object
    std::string m_member;
};

} // namespace

std::optional<std::vector<ObjectWords>> words_of_objects(std::string_view json, std::set<std::string> const &asked)
{
    ReadWords read(asked);
    return nlohmann::json::sax_parse(json.begin(), json.end(), &read) ? std::optional(read.take()) : std::nullopt;
}

} // namespace tributary::undeclared
