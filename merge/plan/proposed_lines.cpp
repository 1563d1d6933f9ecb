#include "merge/plan/proposed_lines.hpp"

#include "merge/plan/toml_section.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace tributary::plan {
namespace {

constexpr std::string_view no_reason = "reason = \"…\"";

bool is_key_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// True if it is a header or a key with a value, and no sentence.
bool may_be_toml(std::string_view line)
{
    if (line.starts_with('[')) {
        return line.ends_with(']');
    }
    auto const key =
        static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_key_character) - line.begin());
    return key > 0 && line.substr(key).starts_with(" = ");
}

/// Takes off what makes it a comment.
std::string_view uncommented(std::string_view line)
{
    while (line.starts_with('#')) {
        line.remove_prefix(1);
        while (line.starts_with(' ')) {
            line.remove_prefix(1);
        }
    }
    return line;
}

bool begins_alternative(std::string_view sentence)
{
    return sentence == "or" || sentence.starts_with("or ") || sentence.starts_with("or,") ||
           sentence.starts_with("or:");
}

bool is_toml(std::string const &lines)
{
    try {
        return !parse_toml(lines, "").empty();
    } catch (model::Error const &) {
        return false;
    }
}

bool leaves_rows_out(std::string const &lines)
{
    std::istringstream text(lines);
    auto in_table = false; // [[unique]] and [[reference]] have conditions that leave nothing out
    for (std::string line; std::getline(text, line);) {
        in_table = line.starts_with('[') ? line.starts_with("[table.") : in_table;
        auto const loads_less = line.starts_with("load = ") && line.find("false") != std::string::npos;
        auto const drops = line.starts_with("dangling = \"drop-row\"");
        if ((in_table && (loads_less || line.starts_with("where = "))) || drops) {
            return true;
        }
    }
    return false;
}

/// With the note for the reason that a waiver leaves open; nothing if there is no note.
std::optional<std::string> with_reason(std::string lines, std::string const &note)
{
    for (auto at = lines.find(no_reason); at != std::string::npos; at = lines.find(no_reason)) {
        if (note.empty()) {
            return std::nullopt;
        }
        lines.replace(at, no_reason.size(), "reason = " + toml_text(note));
    }
    return lines;
}

/// A waiver of the place that a [[reference]] is about; empty if it is none.
std::string waiver_of(std::string const &lines)
{
    constexpr std::string_view heading = "[[reference]]";
    if (!lines.starts_with(heading)) {
        return {};
    }
    auto const table = parse_toml(lines, "");
    auto const &reference = *table["reference"].as_array()->front().as_table();
    std::string waiver = "[[waive]]\n";
    for (char const *const key : {"column", "path", "format", "regex"}) {
        if (auto const value = reference[key].value<std::string>()) {
            waiver += std::string(key) + " = " + toml_text(*value) + "\n";
        }
    }
    waiver += reference["keys"].value_or(false) ? "keys = true\n" : "";
    return waiver + std::string(no_reason) + "\n";
}

} // namespace

std::vector<ProposedLines> proposed_lines(std::string const &proposal)
{
    std::vector<ProposedLines> result;
    ProposedLines open;
    auto const end = [&] {
        if (is_toml(open.lines)) {
            open.is_waiver = open.lines.starts_with("[[waive]]");
            open.leaves_out = leaves_rows_out(open.lines);
            result.push_back(open);
        }
        open = {};
    };
    std::istringstream text(proposal);
    for (std::string whole; std::getline(text, whole);) {
        auto const line = uncommented(whole);
        auto const is_comment = whole.starts_with('#');
        if (is_comment && begins_alternative(line)) {
            end();
        } else if (may_be_toml(line)) {
            if (open.lines.empty()) {
                open.is_commented = is_comment;
            }
            open.lines += std::string(line) + "\n";
        }
    }
    end();
    auto const has_waiver = std::any_of(result.begin(), result.end(), [](auto const &one) { return one.is_waiver; });
    if (auto waiver = result.empty() || has_waiver ? std::string() : waiver_of(result.front().lines); !waiver.empty()) {
        result.push_back({std::move(waiver), true, true, false});
    }
    return result;
}

std::string decisions_for(std::vector<ProposedLines> const &all)
{
    std::string text;
    auto const add = [&](std::string const &word) { text += (text.empty() ? "" : ", ") + word; };
    auto has_waiver = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].is_waiver) {
            has_waiver = true;
        } else if (i == 0 && !all[i].is_commented && !all[i].leaves_out) {
            add("accept");
        } else {
            add("accept:" + std::to_string(i + 1));
        }
    }
    if (has_waiver) {
        add("waive");
    }
    return text;
}

std::optional<std::string> chosen_lines(Answer const &answer, std::string const &proposal)
{
    auto const all = proposed_lines(proposal);
    auto found = all.end();
    if (answer.decision == Decision::waive) {
        found = std::find_if(all.begin(), all.end(), [](auto const &one) { return one.is_waiver; });
    } else if (answer.decision == Decision::accept && answer.word.empty()) {
        auto const is_recommended = !all.empty() && !all.front().is_commented && !all.front().is_waiver;
        found = is_recommended && !all.front().leaves_out ? all.begin() : all.end();
    } else if (answer.decision == Decision::accept) {
        std::size_t number = 0;
        auto const *const last = answer.word.data() + answer.word.size();
        auto const read = std::from_chars(answer.word.data(), last, number);
        if (read.ec == std::errc() && read.ptr == last && number > 0 && number <= all.size()) {
            found = all.begin() + static_cast<std::ptrdiff_t>(number) - 1;
        }
    }
    return found == all.end() ? std::nullopt : with_reason(found->lines, answer.note);
}

} // namespace tributary::plan
