#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tributary::references {

/// One value, or one key, of what PHP's serialize() wrote.
struct PhpValue {
    enum class Is {
        null,
        boolean,
        integer,
        decimal,
        string,
        array,
        object,
        opaque,     ///< an object that writes itself, in a form of its own
        reference,  ///< to a value before it
        enumerated, ///< a case of an enumeration
    };
    Is is = Is::null;
    std::size_t begin = 0;
    std::size_t end = 0;         ///< after its last byte; of arrays and objects after the opening brace
    std::string_view text;       ///< digits of a number, bytes of a string; lives until the next value
    std::size_t number = 0;      ///< of a value: which, from 1, as references count; of a reference: of which value
    bool certain_number = false; ///< false behind an opaque object: the values in it count too
};

/// Gets the values in order. Each entry of an array or object is a key and then a value.
class PhpValues {
public:
    virtual void key(PhpValue const &key) = 0;
    virtual void scalar(PhpValue const &value) = 0; ///< whatever is neither array nor object
    virtual void open(PhpValue const &value) = 0;
    virtual void close() = 0;

    PhpValues() = default;
    PhpValues(PhpValues const &) = delete;
    PhpValues &operator=(PhpValues const &) = delete;
    virtual ~PhpValues() = default;
};

/// Reads one serialised value; blanks may follow it. Returns why it is not one, or nothing. A value that is not one has
/// been passed on up to the mistake. Every length and count must be right. O(length); deeper than 500 levels is not
/// read.
std::string read_php(std::string_view text, PhpValues &values);

/// True if the text begins and ends as serialised arrays and objects do, and also strings and integers where
/// `scalars`: whether it is one, read_php() says.
bool looks_like_php(std::string_view text, bool scalars = true);

/// A string as serialize() writes it: s:3:"bob";
std::string php_string(std::string_view text);

/// The name of a property: without the class that a private or protected one is of.
std::string_view property_name(std::string_view key);

} // namespace tributary::references
