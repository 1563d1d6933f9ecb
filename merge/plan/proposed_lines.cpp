#include "merge/plan/proposed_lines.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/toml_section.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <utility>

namespace tributary::plan {
namespace {

constexpr std::string_view no_reason = "reason = \"…\"";

bool is_key_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// In a comment: true if it is a header or a key with a value, and no sentence.
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
           sentence.starts_with("or:") || sentence.starts_with("One of these");
}

/// The table that the lines are, if they say no more than questions propose: nothing of the run as a whole.
std::optional<toml::table> read_lines(std::string const &lines)
{
    constexpr std::array roots{"reference", "waive", "id", "unique", "table", "users"};
    constexpr std::array of_users{"id", "same_id", "names", "follows"};
    auto const is_one_of = [](auto const &allowed, std::string_view key) {
        return std::find(allowed.begin(), allowed.end(), key) != allowed.end();
    };
    try {
        auto table = parse_toml(lines, "");
        for (auto &&[key, value] : table) {
            if (!is_one_of(roots, key.str()) || (key != "users" && !value.is_table() && !value.is_array_of_tables())) {
                return std::nullopt;
            }
        }
        auto const *const users = table["users"].as_table();
        auto const is_known = [&](auto const &pair) { return is_one_of(of_users, pair.first.str()); };
        if (table.contains("users") && (users == nullptr || !std::all_of(users->begin(), users->end(), is_known))) {
            return std::nullopt;
        }
        return table.empty() ? std::nullopt : std::optional(std::move(table));
    } catch (model::Error const &) {
        return std::nullopt;
    }
}

bool leaves_rows_out(toml::table const &lines)
{
    if (auto const *const tables = lines["table"].as_table()) {
        for (auto &&[name, value] : *tables) {
            auto const *const table = value.as_table();
            auto const load = table == nullptr ? toml::node_view<toml::node const>() : (*table)["load"];
            if (table == nullptr || table->contains("where") || (load && load.value<bool>() != true)) {
                return true;
            }
        }
    }
    auto const *const references = lines["reference"].as_array();
    for (std::size_t i = 0; references != nullptr && i < references->size(); ++i) {
        auto const dangling = (*references->get(i)->as_table())["dangling"];
        auto const is_drop = [](auto const &node) { return node.template value<std::string>() == "drop-row"; };
        auto const *const by_source = dangling.as_table();
        if (is_drop(dangling) ||
            (by_source != nullptr && std::any_of(by_source->begin(), by_source->end(),
                                                 [&](auto const &pair) { return is_drop(pair.second); }))) {
            return true;
        }
    }
    return false;
}

/// A sentence that ends in `keep:` or the like says which decision means the lines below it.
std::string word_in(std::string_view sentence)
{
    constexpr std::array words{Decision::keep, Decision::drop, Decision::merge, Decision::separate};
    auto const found = std::find_if(words.begin(), words.end(), [&](auto word) {
        return sentence.ends_with(" " + std::string(name_of(word)) + ":");
    });
    return found == words.end() ? std::string() : std::string(name_of(*found));
}

/// With the note for the reason that a waiver leaves open; nothing if there is no note.
std::optional<std::string> with_reason(std::string lines, std::string const &note)
{
    auto const reason = "reason = " + toml_text(note);
    for (auto at = lines.find(no_reason); at != std::string::npos; at = lines.find(no_reason, at + reason.size())) {
        if (note.empty()) {
            return std::nullopt;
        }
        lines.replace(at, no_reason.size(), reason);
    }
    return lines;
}

/// True if the decision can mean nothing but lines, where there are any.
bool names_lines(Answer const &answer)
{
    return answer.decision == Decision::accept || answer.decision == Decision::waive;
}

/// `$[*].c` for `$[*]?(@.a == "b").c`: of all members, whatever a filter says.
std::string without_filters(std::string const &path)
{
    std::string result;
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        auto const c = path[i];
        auto const is_quote = c == '"' || c == '\'';
        auto const begins = quote == 0 && depth == 0 && path.compare(i, 2, "?(") == 0;
        quote = quote != 0 ? (c == quote ? '\0' : quote) : is_quote ? c : '\0';
        if (begins) {
            depth = 1;
            ++i;
        } else if (depth == 0) {
            result += c;
        } else if (quote == 0) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
    }
    return result;
}

/// A waiver of the place that a [[reference]] is about, whatever stands there; empty for other lines.
std::string waiver_of(std::string const &lines)
{
    constexpr std::string_view heading = "[[reference]]";
    if (!lines.starts_with(heading)) {
        return {};
    }
    auto const table = parse_toml(lines, "");
    auto const &reference = *table["reference"].as_array()->front().as_table();
    std::string waiver = "[[waive]]\n";
    for (std::string const key : {"column", "path", "format", "regex"}) {
        if (auto const value = reference[key].value<std::string>()) {
            waiver += key + " = " + toml_text(key == "path" ? without_filters(*value) : *value) + "\n";
        }
    }
    waiver += reference["keys"].value_or(false) ? "keys = true\n" : "";
    return waiver + std::string(no_reason) + "\n";
}

/// Why an answer chooses none of the lines that were proposed.
std::pair<std::string, std::string> why_nothing(Answer const &answer, std::vector<ProposedLines> const &all)
{
    if (all.empty()) {
        return {"the proposal has no lines that an answer can add to the plan", "answer this question in the plan"};
    }
    auto without_note = answer;
    without_note.note = "a note";
    if (answer.note.empty() && chosen_lines(without_note, all)) {
        return {"a waiver needs a reason", "write it into `note`"};
    }
    return {"\"" + answer.decision_text() + "\" chooses none of the proposed lines",
            "allowed here: " + decisions_for(all)};
}

} // namespace

std::vector<ProposedLines> proposed_lines(std::string const &proposal)
{
    std::vector<ProposedLines> result;
    ProposedLines plain; // what is no comment, wherever it stands
    ProposedLines commented;
    commented.is_commented = true;
    std::optional<std::size_t> place_of_plain;
    auto const add = [&](ProposedLines &&one, std::size_t at) {
        if (auto const table = read_lines(one.lines)) {
            one.is_waiver = table->contains("waive");
            one.leaves_out = leaves_rows_out(*table);
            result.insert(result.begin() + static_cast<std::ptrdiff_t>(at), std::move(one));
        }
    };
    auto const end_comment = [&] { add(std::exchange(commented, ProposedLines{{}, true}), result.size()); };
    std::istringstream text(proposal);
    for (std::string whole; std::getline(text, whole);) {
        if (!whole.starts_with('#')) {
            place_of_plain = place_of_plain.value_or(result.size());
            plain.lines += whole + "\n";
            continue;
        }
        auto const line = uncommented(whole);
        if (begins_alternative(line)) {
            end_comment();
            commented.word = word_in(line);
        } else if (may_be_toml(line)) {
            commented.lines += std::string(line) + "\n";
        } else if (commented.lines.empty()) {
            commented.word = word_in(line);
        }
    }
    end_comment();
    if (place_of_plain) {
        add(std::move(plain), *place_of_plain);
    }
    auto const has_other_way =
        std::any_of(result.begin(), result.end(), [](auto const &one) { return one.is_waiver || !one.word.empty(); });
    if (auto waiver = result.empty() || has_other_way ? std::string() : waiver_of(result.front().lines);
        !waiver.empty()) {
        result.push_back({std::move(waiver), true, true});
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
        } else if (!all[i].word.empty()) {
            add(all[i].word);
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

std::optional<std::string> chosen_lines(Answer const &answer, std::vector<ProposedLines> const &all)
{
    auto found = all.end();
    if (names_lines(answer) && !allows(decisions_for(all), answer)) {
        return std::nullopt;
    }
    if (!names_lines(answer)) {
        found =
            std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.word == name_of(answer.decision); });
    } else if (answer.decision == Decision::waive) {
        found = std::find_if(all.begin(), all.end(), [](auto const &one) { return one.is_waiver; });
    } else if (answer.word.empty()) {
        found = all.begin();
    } else {
        std::size_t number = 0;
        auto const *const last = answer.word.data() + answer.word.size();
        auto const read = std::from_chars(answer.word.data(), last, number);
        if (read.ec == std::errc() && read.ptr == last && number > 0 && number <= all.size()) {
            found = all.begin() + static_cast<std::ptrdiff_t>(number) - 1;
        }
    }
    return found == all.end() ? std::nullopt : with_reason(found->lines, answer.note);
}

std::string required_lines(Answer const &answer, std::vector<ProposedLines> const &all, Position const &position)
{
    auto const may_mean_lines = answer.decision == Decision::keep || answer.decision == Decision::drop;
    auto const is_word =
        std::any_of(all.begin(), all.end(), [&](auto const &one) { return one.word == name_of(answer.decision); });
    if (!names_lines(answer) && !is_word && (!may_mean_lines || all.empty())) {
        return {};
    }
    auto chosen = chosen_lines(answer, all);
    if (!chosen) {
        auto const [sentence, next] = why_nothing(answer, all);
        fail(answer.file, position, sentence, next);
    }
    return std::move(*chosen);
}

} // namespace tributary::plan
