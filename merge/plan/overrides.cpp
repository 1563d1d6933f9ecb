#include "merge/plan/overrides.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/csv.hpp"
#include "merge/plan/toml_section.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace tributary::plan {
namespace {

using Fields = std::map<std::string, std::string>;

constexpr std::array decisions{Decision::accept,   Decision::merge, Decision::separate, Decision::rename,
                               Decision::survivor, Decision::keep,  Decision::drop};

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    auto const begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? ""
                                           : std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

/// What may end in a blank that belongs to a name.
std::string unless_blank(std::string const &text) { return trimmed(text).empty() ? "" : text; }

bool takes_word(Decision decision) { return decision == Decision::rename || decision == Decision::survivor; }

/// Nothing where the row has no decision yet.
std::optional<Answer> answer_of(Fields &fields, int line, std::filesystem::path const &file)
{
    auto const decision = trimmed(fields["decision"]);
    if (decision.empty()) {
        return std::nullopt;
    }
    Answer answer;
    answer.line = line;
    answer.id = trimmed(fields["id"]);
    answer.kind = trimmed(fields["kind"]);
    answer.account = unless_blank(fields["account"]);
    answer.table = fields["table"];
    answer.row = fields["row"];
    answer.claimants = unless_blank(fields["claimants"]);
    answer.note = fields["note"];
    if (fields.contains("proposal")) {
        answer.proposal = fields["proposal"];
    }
    if (!read_decision(decision, answer)) {
        fail(file.string(), {line, 1}, "\"" + decision + "\" is not a decision",
             "allowed here: accept, merge, separate, rename:<new name>, survivor:<source>, keep, drop");
    }
    constexpr std::array kinds{"",        "name",     "names",     "ambiguous", "privilege", "access",    "match",
                               "unique",  "dangling", "uncovered", "reference", "unread",    "ids",       "lost_key",
                               "session", "follows",  "self",      "single",    "nulls",     "lost_check"};
    if (std::find(kinds.begin(), kinds.end(), answer.kind) == kinds.end()) {
        fail(
            file.string(), {line, 1}, "there is no conflict kind \"" + answer.kind + "\"",
            "allowed here: name, names, ambiguous, privilege, access, match, unique, dangling, reference, uncovered, unread, ids, lost_key, session, follows, self, single, nulls, lost_check");
    }
    if (answer.id.empty() && answer.kind == "match" && answer.decision == Decision::merge && answer.claimants.empty()) {
        fail(file.string(), {line, 1},
             "this answer does not name the account with which \"" + answer.account + "\" is merged",
             "name the other account in `claimants`");
    }
    auto const about_many = answer.kind == "privilege" && !answer.claimants.empty();
    if (answer.id.empty() && (answer.kind.empty() || (answer.account.empty() && answer.row.empty() && !about_many))) {
        fail(file.string(), {line, 1}, "this answer does not identify a question",
             "it needs the conflict's id, or its kind and account or row");
    }
    return answer;
}

std::vector<Answer> from_csv(std::string const &text, std::filesystem::path const &file)
{
    std::vector<CsvRecord> records;
    try {
        records = read_csv(text);
    } catch (std::invalid_argument const &error) {
        throw model::Error(
            model::Exit::plan, file.string() + ":" + error.what(),
            "put a field that contains a quote, a comma or a line break in quotes, and double its own quotes");
    }
    std::vector<Answer> answers;
    if (records.empty()) {
        return answers;
    }
    auto heads = records.front().fields;
    std::transform(heads.begin(), heads.end(), heads.begin(), [](auto const &head) { return trimmed(head); });
    auto const decision = static_cast<std::size_t>(std::find(heads.begin(), heads.end(), "decision") - heads.begin());
    if (decision == heads.size()) {
        fail(file.string(), {records.front().line, 1}, "the header has no column `decision`",
             "use that of the conflicts file: id, kind, account, …, decision, note");
    }
    for (auto const &head : heads) {
        if (!head.empty() && std::count(heads.begin(), heads.end(), head) > 1) {
            fail(file.string(), {records.front().line, 1}, "the header has the column `" + head + "` twice");
        }
    }
    for (std::size_t i = 1; i < records.size(); ++i) {
        auto const &record = records[i];
        auto const blank = std::all_of(record.fields.begin(), record.fields.end(),
                                       [](auto const &field) { return trimmed(field).empty(); });
        if (record.fields.size() > heads.size() || (record.fields.size() <= decision && !blank)) {
            fail(file.string(), {record.line, 1},
                 "this row has " + model::counted(record.fields.size(), "field", "fields") + ", the header " +
                     std::to_string(heads.size()));
        }
        Fields fields;
        for (std::size_t column = 0; column < record.fields.size(); ++column) {
            fields[heads[column]] = record.fields[column];
        }
        if (auto answer = answer_of(fields, record.line, file)) {
            answers.push_back(std::move(*answer));
        }
    }
    return answers;
}

std::vector<Answer> from_toml(std::string const &text, std::filesystem::path const &file)
{
    auto const shown = file.string();
    auto const table = parse_toml(text, shown);
    TomlSection root(shown, "the overrides file", table);
    auto const *const node = root.node("answer");
    root.refuse_the_rest();
    std::vector<Answer> answers;
    if (node == nullptr) {
        return answers;
    }
    auto const *const list = node->as_array();
    if (list == nullptr) {
        fail(shown, position_of(node->source()), "answers are written [[answer]]");
    }
    for (auto const &one : *list) {
        if (!one.is_table()) {
            fail(shown, position_of(one.source()), "[[answer]] must be a table");
        }
        TomlSection section(shown, "[[answer]]", *one.as_table());
        Fields fields;
        for (char const *const key :
             {"id", "kind", "account", "table", "row", "claimants", "evidence", "proposal", "decision", "note"}) {
            if (auto const value = section.text(key)) {
                fields[key] = *value;
            }
        }
        section.refuse_the_rest();
        if (auto answer = answer_of(fields, section.position().line, file)) {
            answers.push_back(std::move(*answer));
        }
    }
    return answers;
}

} // namespace

std::string_view name_of(Decision decision)
{
    switch (decision) {
    case Decision::accept: return "accept";
    case Decision::merge: return "merge";
    case Decision::separate: return "separate";
    case Decision::rename: return "rename";
    case Decision::survivor: return "survivor";
    case Decision::keep: return "keep";
    case Decision::drop: return "drop";
    }
    return "";
}

bool read_decision(std::string const &decision, Answer &answer)
{
    auto const text = trimmed(decision);
    auto const colon = text.find(':');
    auto const word = text.substr(0, colon);
    auto const found = std::find_if(decisions.begin(), decisions.end(), [&](auto one) { return name_of(one) == word; });
    if (found == decisions.end() || takes_word(*found) != (colon != std::string::npos) ||
        (takes_word(*found) && trimmed(text.substr(colon + 1)).empty())) {
        return false;
    }
    answer.decision = *found;
    answer.word = colon == std::string::npos ? "" : trimmed(text.substr(colon + 1));
    return true;
}

std::string Answer::decision_text() const
{
    return std::string(name_of(decision)) + (takes_word(decision) ? ":" + word : "");
}

std::vector<Answer> read_overrides(std::string const &text, std::filesystem::path const &file)
{
    auto answers = file.extension() == ".toml" ? from_toml(text, file) : from_csv(text, file);
    auto const question = [](Answer const &answer) {
        return answer.id.empty()
                   ? std::tuple(std::string(), answer.kind, answer.account, answer.table, answer.row, answer.claimants)
                   : std::tuple(answer.id, std::string(), std::string(), std::string(), std::string(), std::string());
    };
    std::stable_sort(answers.begin(), answers.end(),
                     [&](auto const &a, auto const &b) { return question(a) < question(b); });
    for (std::size_t i = 1; i < answers.size(); ++i) {
        auto const &a = answers[i - 1];
        auto const &b = answers[i];
        if (question(a) == question(b) && a.decision_text() != b.decision_text()) {
            fail(file.string(), {std::max(a.line, b.line), 1},
                 "line " + std::to_string(std::min(a.line, b.line)) + " answers the same question with " +
                     (a.line < b.line ? a : b).decision_text());
        }
    }
    answers.erase(std::unique(answers.begin(), answers.end(),
                              [&](auto const &a, auto const &b) { return question(a) == question(b); }),
                  answers.end());
    return answers;
}

std::string toml_text(std::string const &text)
{
    auto const literal =
        text.find_first_of("\"\\") != std::string::npos &&
        std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '\''; });
    if (literal) {
        return "'" + text + "'";
    }
    std::string result = "\"";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += std::string("\\") + c;
        } else if (byte < 0x20 || byte == 0x7f) {
            constexpr std::string_view digits = "0123456789abcdef";
            result += std::string("\\u00") + digits[byte >> 4U] + digits[byte & 0xfU];
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::vector<Answer> read_overrides(std::filesystem::path const &file) { return read_overrides(read_text(file), file); }

} // namespace tributary::plan
