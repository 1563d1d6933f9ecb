#include "merge/undeclared/object_words.hpp"

#include "merge/model/characters.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace tributary::undeclared {
namespace {

constexpr std::size_t deepest_object = 100;
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
    std::vector<ObjectWords> take() { return std::move(m_objects); }

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(std::int64_t /*value*/) override { return true; }
    bool number_unsigned(std::uint64_t /*value*/) override { return true; }
    bool number_float(double /*value*/, std::string const & /*text*/) override { return true; }
    bool string(std::string &value) override
    {
        if (!m_open.empty() && m_open.back() != no_object) {
            auto &words = m_objects[m_open.back()];
            if (words.size() < most_words && is_word(value)) {
                words.emplace_back(m_member, value);
            }
        }
        return true;
    }
    bool binary(nlohmann::json::binary_t & /*value*/) override { return true; }
    bool start_object(std::size_t /*size*/) override
    {
        m_open.push_back(m_objects.size());
        m_objects.emplace_back();
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

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::vector<ObjectWords> m_objects;
    std::vector<std::size_t> m_open; ///< places of the objects that are open, or no_object
    std::string m_member;
};

} // namespace

std::optional<std::vector<ObjectWords>> words_of_objects(std::string_view json)
{
    ReadWords read;
    return nlohmann::json::sax_parse(json.begin(), json.end(), &read) ? std::optional(read.take()) : std::nullopt;
}

} // namespace tributary::undeclared
