#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace tributary::undeclared {

/// Something in a text that may be an id or a name, and how a regular expression of the plan finds it.
struct TextMark {
    enum class Is {
        number,             ///< behind a name, as markup, a query or JSON has it: data-user-id="7", user_id=7, user:7,
                            ///< post #7
        number_in_path,     ///< behind a word of a path: /users/7, users/7.json, /posts/48-a-title
        number_behind_slug, ///< with one more word between: /topics/a-title/57
        word,               ///< behind a name: User:ann, author=ann, data-username="ann"; or somebody's place: /~ann
        word_in_path,       ///< /users/ann
        mention,            ///< @ann
        any_number,         ///< behind anything but a blank: usr_17, #48, [quote=120], avatars/7.jpg
        long_word,          ///< a uuid, or another word that is as long and has digits
        word_in_list,       ///< a word of a text that is a list of such: ann,bob and ann; bob
        in_list,            ///< a number of a text that is a list of such: 3,7,9 and 1/5/12
    };
    Is is = Is::number;
    std::string_view name;   ///< what is before it; empty: nothing that has a name
    std::string_view before; ///< the name, and what is between it and the value
    std::string_view value;
    std::size_t at = 0; ///< where the value is in the text

    /// ICU's, with one group. It finds the value, and the others of its kind behind the same name.
    std::string regex() const;
};

/// Two numbers or more and what separates them: commas, semicolons and bars, or slashes alone, or dots alone, or
/// blanks. In braces it is an array.
bool is_list_of_numbers(std::string_view text);

/// Passes on what is in a text; of numbers behind anything the first 32, as the last. Each value may be there several
/// times: as a long word, and behind a name. The marks point into the text. O(length).
void each_mark(std::string_view text, std::function<void(TextMark const &)> const &sink);

} // namespace tributary::undeclared
