#include "merge/undeclared/name_words.hpp"

#include "merge/undeclared/id_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <utility>

namespace tributary::undeclared {
namespace {

using Words = std::vector<std::string>;

/// Plurals that no rule makes.
constexpr std::array<std::pair<std::string_view, char const *>, 24> irregular{{
    {"people", "person"},   {"children", "child"},     {"men", "man"},         {"women", "woman"},
    {"mice", "mouse"},      {"feet", "foot"},          {"teeth", "tooth"},     {"media", "medium"},
    {"data", "datum"},      {"criteria", "criterion"}, {"indices", "index"},   {"matrices", "matrix"},
    {"vertices", "vertex"}, {"quizzes", "quiz"},       {"shelves", "shelf"},   {"wolves", "wolf"},
    {"leaves", "leaf"},     {"halves", "half"},        {"knives", "knife"},    {"wives", "wife"},
    {"lives", "life"},      {"series", "series"},      {"species", "species"}, {"movies", "movie"},
}};

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

} // namespace

std::string singular_word(std::string const &word)
{
    auto const ends = [&](std::string_view ending) {
        return word.size() > ending.size() + 1 && word.ends_with(ending);
    };
    auto const *const known =
        std::find_if(irregular.begin(), irregular.end(), [&](auto const &pair) { return pair.first == word; });
    if (known != irregular.end()) {
        return known->second;
    }
    if (ends("oes") && !ends("hoes") && !ends("noes")) { // heroes, but shoes and canoes
        return word.substr(0, word.size() - 2);
    }
    if (ends("yses") || ends("heses")) { // analyses, hypotheses
        return word.substr(0, word.size() - 2) + "is";
    }
    if (ends("ies")) {
        return word.substr(0, word.size() - 3) + "y";
    }
    auto const uses = ends("uses") && !ends("auses") && !ends("ouses"); // statuses, but clauses and houses
    if (ends("sses") || ends("xes") || ends("ches") || ends("shes") || uses || word == "aliases") {
        return word.substr(0, word.size() - 2);
    }
    auto const its_own = ends("ss") || ends("us") || ends("sis") || ends("xis") || word == "alias";
    return ends("s") && !its_own ? word.substr(0, word.size() - 1) : word;
}

std::string joined_words(std::vector<std::string> const &words)
{
    std::string text;
    for (auto const &word : words) {
        text += (text.empty() ? "" : "_") + word;
    }
    return text;
}

std::vector<std::string> words_of(std::string_view name)
{
    Words words;
    std::string word;
    auto const end_word = [&] {
        if (!word.empty()) {
            words.push_back(std::move(word));
        }
        word.clear();
    };
    auto const is_small = [&](std::size_t i) { return i < name.size() && name[i] >= 'a' && name[i] <= 'z'; };
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const c = name[i];
        auto const after_small = i > 0 && is_letter_or_digit(name[i - 1]) && !is_upper(name[i - 1]);
        auto const plural = is_small(i + 1) && name[i + 1] == 's' && !is_small(i + 2); // OwnerIDs
        auto const before_small = is_small(i + 1) && !plural;
        if (!is_letter_or_digit(c) ||
            (is_upper(c) && (after_small || (before_small && i > 0 && is_upper(name[i - 1]))))) {
            end_word();
        }
        if (is_letter_or_digit(c)) {
            word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    end_word();
    for (std::size_t i = 0; i + 1 < words.size(); ++i) { // user_i_ds, as some make of UserIDs
        if (words[i] == "i" && (words[i + 1] == "d" || words[i + 1] == "ds")) {
            words[i] += words[i + 1];
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    }
    return words;
}

std::string singular_of(std::string_view name)
{
    auto words = words_of(name);
    if (!words.empty()) {
        words.back() = singular_word(words.back());
    }
    return joined_words(words);
}

} // namespace tributary::undeclared
