#pragma once

#include <string_view>

namespace tributary::model {

/// How a value holds other values, and so the ids in it.
enum class Format {
    json, ///< RFC 8259
    php,  ///< as PHP's serialize() writes it
};

/// As people write it.
inline std::string_view name_of(Format format)
{
    switch (format) {
    case Format::json: return "JSON";
    case Format::php: return "PHP";
    }
    return {};
}

} // namespace tributary::model
