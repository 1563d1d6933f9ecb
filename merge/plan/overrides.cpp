#include "merge/plan/overrides.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/csv.hpp"
#include "merge/plan/proposed_lines.hpp"
#include "merge/plan/toml_section.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace tributary::plan {
namespace {

/// By heading, in lower case; and where each is.
struct Fields {
    std::map<std::string, std::string> values;
    std::map<std::string, Position> positions;
    Position position; ///< of the row

    std::string const &operator[](std::string const &head) { return values[head]; }
    Position position_of(std::string const &head) const
    {
        auto const found = positions.find(head);
        return found == positions.end() ? position : found->second;
    }
};

constexpr std::array decisions{Decision::accept,   Decision::merge,  Decision::separate, Decision::rename,
                               Decision::survivor, Decision::keep,   Decision::drop,     Decision::waive,
                               Decision::set,      Decision::suffix, Decision::allow,    Decision::hold};

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    auto const begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? ""
                                           : std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

/// As the program wrote it, whatever an editor makes of line ends.
std::string with_line_feeds(std::string text)
{
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) {
        text.erase(at, 1);
    }
    return text;
}

/// What may end in a blank that belongs to a name.
std::string unless_blank(std::string const &text) { return trimmed(text).empty() ? "" : text; }

bool takes_word(Decision decision)
{
    return decision == Decision::rename || decision == Decision::survivor || decision == Decision::set;
}

bool is_number(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What may stand behind the colon; not the placeholder of form_of(), which is to be filled in.
bool may_follow(Decision decision, std::string const &word)
{
    switch (decision) {
    case Decision::accept: return is_number(word);
    case Decision::rename:
    case Decision::survivor: return !word.empty() && form_of(decision) != std::string(name_of(decision)) + ":" + word;
    case Decision::set: return word.find('=') != std::string::npos && word.front() != '=' && word.front() != '<';
    default: return false;
    }
}

QuestionKind const *kind_of(Answer const &answer) { return find_question_kind(answer.kind, answer.id); }

/// The decisions that the question takes, as far as the answer shows; `of_row` is what its row says.
std::string allowed_for(std::string const &of_row, QuestionKind const *kind, std::vector<ProposedLines> const &lines)
{
    auto allowed = of_row.empty() ? decisions_for(lines) : of_row;
    if (allowed.empty()) {
        allowed = kind == nullptr ? allowed_text(decisions) : allowed_text(kind->takes);
    }
    return "allowed here: " + (allowed.empty() ? "nothing, as only the plan answers this question" : allowed);
}

void read_decision_of(Fields &fields, Answer &answer, std::vector<ProposedLines> const &lines, std::string const &file)
{
    std::vector<std::string> kinds;
    for (auto const &kind : question_kinds()) {
        kinds.emplace_back(kind.name);
    }
    if (!answer.kind.empty() && find_question_kind(answer.kind) == nullptr) {
        fail(file, fields.position_of("kind"), "the question kind \"" + answer.kind + "\" does not exist",
             allowed_here(answer.kind, kinds));
    }
    auto const *const of_id = find_question_kind(answer.id.substr(0, answer.id.rfind('-')));
    if (!answer.kind.empty() && of_id != nullptr && of_id->name != answer.kind) {
        fail(file, fields.position_of("id"),
             "the id \"" + answer.id + "\" is not that of a question of kind " + answer.kind,
             "copy both from the conflicts file, or leave the id out");
    }
    auto const *const kind = kind_of(answer);
    auto const decision = trimmed(fields["decision"]);
    if (!read_decision(decision, answer)) {
        fail(file, fields.position_of("decision"), "\"" + decision + "\" is not a decision",
             allowed_for(answer.allowed, kind, lines));
    }
    auto const takes =
        kind == nullptr || std::find(kind->takes.begin(), kind->takes.end(), answer.decision) != kind->takes.end();
    if (!takes) {
        fail(file, fields.position_of("decision"),
             "\"" + decision + "\" does not answer a question of kind " + std::string(kind->name),
             allowed_for(answer.allowed, kind, lines));
    }
    if (kind != nullptr && !kind->adds_lines && answer.decision == Decision::accept && !answer.word.empty()) {
        fail(file, fields.position_of("decision"), "this question has one proposal", "write `accept`");
    }
}

/// Nothing where the row has no decision yet.
std::optional<Answer> answer_of(Fields &fields, std::filesystem::path const &path)
{
    auto const file = path.string();
    if (trimmed(fields["decision"]).empty()) {
        return std::nullopt;
    }
    Answer answer;
    answer.file = file;
    answer.line = fields.position.line;
    answer.column = fields.position_of("decision").column;
    answer.allowed = trimmed(fields["allowed"]);
    answer.id = trimmed(fields["id"]);
    answer.kind = model::in_lower_case(trimmed(fields["kind"]));
    answer.account = unless_blank(fields["account"]);
    answer.table = fields["table"];
    answer.row = fields["row"];
    answer.claimants = unless_blank(fields["claimants"]);
    answer.note = unless_blank(fields["note"]);
    if (!fields["proposal"].empty()) {
        answer.proposal = with_line_feeds(fields["proposal"]);
    }
    auto const *const kind = kind_of(answer);
    auto const by_lines = kind != nullptr && kind->adds_lines && answer.proposal;
    auto const lines = by_lines ? proposed_lines(*answer.proposal) : std::vector<ProposedLines>();
    read_decision_of(fields, answer, lines, file);
    if (answer.id.empty() && answer.kind == "match" && answer.decision == Decision::merge && answer.claimants.empty()) {
        fail(file, fields.position,
             "this answer does not name the account with which \"" + answer.account + "\" is merged",
             "name the other account in `claimants`");
    }
    auto const about_many = (answer.kind == "privilege" || answer.kind == "widened_access" || answer.kind == "value" ||
                             (kind != nullptr && kind->adds_lines)) &&
                            !answer.claimants.empty();
    if (answer.id.empty() && (answer.kind.empty() || (answer.account.empty() && answer.row.empty() && !about_many))) {
        fail(file, fields.position, "this answer does not identify a question",
             "it needs the question's id, or its kind and account or row");
    }
    answer.lines = by_lines ? required_lines(answer, lines, fields.position_of("decision")) : "";
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
    std::transform(heads.begin(), heads.end(), heads.begin(),
                   [](auto const &head) { return model::in_lower_case(trimmed(head)); });
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
        fields.position = {record.line, 1};
        for (std::size_t column = 0; column < record.fields.size(); ++column) {
            fields.values[heads[column]] = record.fields[column];
            fields.positions[heads[column]] = {record.places[column].line, record.places[column].column};
        }
        if (auto answer = answer_of(fields, file)) {
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
        fields.position = section.position();
        for (char const *const key : {"id", "kind", "account", "table", "row", "claimants", "evidence", "proposal",
                                      "allowed", "decision", "note"}) {
            if (auto const value = section.text(key)) {
                fields.values[key] = *value;
                fields.positions[key] = section.position_of_key(key);
            }
        }
        section.refuse_the_rest();
        if (auto answer = answer_of(fields, file)) {
            answers.push_back(std::move(*answer));
        }
    }
    return answers;
}

} // namespace

bool read_decision(std::string const &decision, Answer &answer)
{
    auto const text = trimmed(decision);
    auto const colon = text.find(':');
    auto const word = model::in_lower_case(trimmed(text.substr(0, colon)));
    auto const found = std::find_if(decisions.begin(), decisions.end(), [&](auto one) { return name_of(one) == word; });
    auto const rest = colon == std::string::npos ? "" : trimmed(text.substr(colon + 1));
    if (found == decisions.end() || (colon == std::string::npos ? takes_word(*found) : !may_follow(*found, rest))) {
        return false;
    }
    answer.decision = *found;
    answer.word = rest;
    return true;
}

bool allows(std::string const &allowed, Answer const &answer)
{
    auto const text = answer.decision_text();
    auto const form = takes_word(answer.decision) ? form_of(answer.decision) : text;
    constexpr std::string_view separator = ", ";
    for (std::size_t from = 0; from <= allowed.size();) {
        auto const end = std::min(allowed.find(separator, from), allowed.size());
        auto const word = allowed.substr(from, end - from);
        if (word == text || word == form) {
            return true;
        }
        from = end + separator.size();
    }
    return false;
}

bool decide_alike(Answer const &a, Answer const &b)
{
    auto const chooses = a.decision == Decision::accept || a.decision == Decision::waive;
    auto const alike = !a.proposal || !b.proposal || *a.proposal == *b.proposal;
    auto const has_reason = a.decision != Decision::waive || a.note == b.note;
    return a.decision_text() == b.decision_text() && (!chooses || (alike && has_reason));
}

std::string Answer::decision_text() const { return std::string(name_of(decision)) + (word.empty() ? "" : ":" + word); }

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
        if (question(a) == question(b) && !decide_alike(a, b)) {
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
