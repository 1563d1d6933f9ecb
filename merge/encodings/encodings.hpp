#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tributary::encodings {

/// An encoding of texts under PostgreSQL's name for it.
struct Encoding {
    std::string_view name;
    std::string_view converter; ///< ICU's name; empty: bytes are taken as they are, and never looked at
};

/// In the order of the names.
std::span<Encoding const> all_encodings();

/// By its name in any case, without signs: `latin1`, `EUC-JP`. Null: it does not exist.
Encoding const *find_encoding(std::string_view name);

/// Where the first byte is that does not belong to UTF-8; npos if all of the text is UTF-8. O(n).
std::size_t not_utf8(std::string_view text);

/// From one encoding into UTF-8.
class Decoder {
public:
    /// Throws std::invalid_argument if this ICU does not have it.
    explicit Decoder(Encoding const &encoding);
    Decoder(Decoder &&other) noexcept;
    Decoder(Decoder const &) = delete;
    Decoder &operator=(Decoder const &) = delete;
    Decoder &operator=(Decoder &&other) noexcept;
    ~Decoder();

    /// Nothing if a byte has no meaning in the encoding.
    std::optional<std::string> decoded(std::string_view bytes) const;

private:
    struct Converter;
    std::unique_ptr<Converter> m_converter;
};

} // namespace tributary::encodings
