#include "rules/login_keys/ssh_blob.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace tributary::rules {
namespace {

/// Takes the fields of a blob, one after the other. After a field that is not there everything fails.
class Fields {
public:
    explicit Fields(std::string_view blob) : m_rest(blob) {}

    /// A length of four bytes, and so many bytes (RFC 4251, section 5).
    std::optional<std::string_view> text()
    {
        if (m_rest.size() < 4) {
            return std::nullopt;
        }
        std::size_t size = 0;
        for (char const c : m_rest.substr(0, 4)) {
            size = (size << 8U) | static_cast<unsigned char>(c);
        }
        if (size > m_rest.size() - 4) {
            return std::nullopt;
        }
        auto const field = m_rest.substr(4, size);
        m_rest.remove_prefix(4 + size);
        return field;
    }

    bool is(std::string_view expected) { return text() == expected; }

    bool has_length(std::size_t length)
    {
        auto const field = text();
        return field && field->size() == length;
    }

    bool is_filled()
    {
        auto const field = text();
        return field && !field->empty();
    }

    /// An integer above zero, without a byte that it does not need.
    bool is_positive_number()
    {
        auto const field = text();
        if (!field || field->empty() || (field->front() & 0x80) != 0) {
            return false;
        }
        auto const needless = field->front() == 0 && (field->size() == 1 || ((*field)[1] & 0x80) == 0);
        return !needless;
    }

    /// A point of a curve of so many bytes, uncompressed: 4, x, y.
    bool is_point(std::size_t bytes)
    {
        auto const field = text();
        return field && field->size() == 1 + 2 * bytes && field->front() == 4;
    }

    bool at_end() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

bool is_numbers(Fields &fields, int count)
{
    while (count > 0 && fields.is_positive_number()) {
        --count;
    }
    return count == 0;
}

bool has_fields_of(std::string_view type, Fields &fields)
{
    struct Curve {
        std::string_view type;
        std::string_view name;
        std::size_t bytes;
    };
    constexpr std::array curves{Curve{"ecdsa-sha2-nistp256", "nistp256", 32},
                                Curve{"ecdsa-sha2-nistp384", "nistp384", 48},
                                Curve{"ecdsa-sha2-nistp521", "nistp521", 66}};
    if (auto const *const curve =
            std::find_if(curves.begin(), curves.end(), [&](auto const &one) { return one.type == type; });
        curve != curves.end()) {
        return fields.is(curve->name) && fields.is_point(curve->bytes);
    }
    if (type == "ssh-ed25519") {
        return fields.has_length(32);
    }
    if (type == "ssh-ed448") {
        return fields.has_length(57);
    }
    if (type == "ssh-rsa") {
        return is_numbers(fields, 2);
    }
    if (type == "ssh-dss") {
        return is_numbers(fields, 4);
    }
    if (type == "sk-ssh-ed25519@openssh.com") {
        return fields.has_length(32) && fields.is_filled(); // for which application
    }
    if (type == "sk-ecdsa-sha2-nistp256@openssh.com") {
        return fields.is("nistp256") && fields.is_point(32) && fields.is_filled();
    }
    return false;
}

/// sshd(8), "AUTHORIZED_KEYS FILE FORMAT".
constexpr std::array known_options{std::string_view("agent-forwarding"),
                                   std::string_view("command"),
                                   std::string_view("environment"),
                                   std::string_view("expiry-time"),
                                   std::string_view("from"),
                                   std::string_view("no-agent-forwarding"),
                                   std::string_view("no-pty"),
                                   std::string_view("no-port-forwarding"),
                                   std::string_view("no-touch-required"),
                                   std::string_view("no-user-rc"),
                                   std::string_view("no-x11-forwarding"),
                                   std::string_view("permitlisten"),
                                   std::string_view("permitopen"),
                                   std::string_view("port-forwarding"),
                                   std::string_view("pty"),
                                   std::string_view("restrict"),
                                   std::string_view("tunnel"),
                                   std::string_view("user-rc"),
                                   std::string_view("verify-required"),
                                   std::string_view("x11-forwarding")};

} // namespace

bool is_ssh_public_key(std::string_view type, std::string_view blob)
{
    Fields fields(blob);
    return fields.is(type) && has_fields_of(type, fields) && fields.at_end();
}

bool are_options_of_a_login_key(std::string_view options)
{
    std::size_t from = 0;
    while (from <= options.size()) {
        auto end = from;
        for (bool quoted = false; end < options.size() && (quoted || options[end] != ','); ++end) {
            quoted = quoted != (options[end] == '"' && (end == from || options[end - 1] != '\\'));
        }
        auto const option = options.substr(from, end - from);
        auto const name = model::in_lower_case(std::string(option.substr(0, option.find('='))));
        if (std::find(known_options.begin(), known_options.end(), name) == known_options.end()) {
            return false;
        }
        from = end + 1;
    }
    return true;
}

} // namespace tributary::rules
