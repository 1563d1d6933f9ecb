#include "tools/conflicts_file.hpp"

#include "merge/files/new_file.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/facts.hpp"
#include "merge/model/masked.hpp"
#include "merge/plan/csv.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/steps/steps.hpp"
#include "reports/report.hpp"
#include "tools/answers_file.hpp"
#include "tools/own_files.hpp"
#include "tools/replace_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace tributary::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::array columns{"id",       "kind",     "account", "table",    "row", "claimants",
                             "evidence", "proposal", "allowed", "decision", "note"};

constexpr char const *name_another_file = "name another file for the open questions: --conflicts FILE";

model::Error cannot_write(fs::path const &path, std::string const &why)
{
    return {model::Exit::cannot_write, path.string() + ": " + why, name_another_file};
}

/// By the header line that the program writes, as a spreadsheet may have written it again. A file of answers has
/// decisions, too, but none of what a question shows.
bool is_conflicts_csv(std::string const &first_line)
{
    std::vector<std::string> heads;
    try {
        for (auto const &record : plan::read_csv(first_line)) {
            std::transform(record.fields.begin(), record.fields.end(), std::back_inserter(heads), heading_of);
        }
    } catch (std::invalid_argument const &) {
        return false;
    }
    auto const has = [&](char const *head) { return std::find(heads.begin(), heads.end(), head) != heads.end(); };
    return has("id") && has("decision") && (has("evidence") || has("allowed"));
}

/// Beside the file, under a name that is free.
fs::path kept_path(fs::path const &path)
{
    auto old = fs::path(path.string() + ".old");
    std::error_code ignored;
    for (int number = 2; fs::exists(fs::symlink_status(old, ignored)); ++number) {
        old = path.string() + ".old-" + std::to_string(number);
    }
    return old;
}

/// What the operator wrote beside a question and is not an answer.
struct Remark {
    std::string note;
    bool taken_over = false;
};

/// The old file's notes by the ids of their questions, but for those of decisions, which the file of answers has.
/// `whole` is false if there is more in it than that.
std::map<std::string, Remark> remarks_of(fs::path const &path, bool &whole)
{
    std::map<std::string, Remark> result;
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        return result;
    }
    if (path.extension() == ".toml") {
        try {
            for (auto const &answer : plan::read_overrides(path)) {
                result[answer.id] = {"", true};
            }
        } catch (model::Error const &) {
            whole = false;
        }
        return result;
    }
    try {
        auto const records = plan::read_csv(plan::read_text(path));
        for (std::size_t i = 1; i < records.size(); ++i) {
            std::map<std::string, std::string> fields;
            for (std::size_t place = 0; place < records[i].fields.size(); ++place) {
                auto const head =
                    model::in_lower_case(place < records[0].fields.size() ? records[0].fields[place] : "");
                auto const ours = std::find(columns.begin(), columns.end(), head) != columns.end();
                whole = whole && (ours || records[i].fields[place].empty());
                fields[head] = records[i].fields[place];
            }
            auto const is_decided = fields["decision"].find_first_not_of(" \t\r\n") != std::string::npos;
            result[fields["id"]] = {is_decided ? "" : fields["note"], is_decided};
        }
    } catch (std::invalid_argument const &) {
        whole = false;
    }
    return result;
}

/// The fields of the conflicts file, in the order of `columns`.
using Row = std::array<std::string, columns.size()>;

Row row_of(model::ConflictFact const &conflict, Remark &remark)
{
    remark.taken_over = true;
    return {conflict.id,
            conflict.kind,
            conflict.account,
            conflict.table,
            conflict.row,
            conflict.claimants,
            model::without_secrets(conflict.evidence),
            conflict.proposal,
            conflict.allowed,
            "",
            remark.note};
}

void write_csv(std::ostream &out, std::vector<Row> const &rows)
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        out << (i == 0 ? "" : ",") << columns[i];
    }
    out << '\n';
    for (auto const &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out << (i == 0 ? "" : ",") << reports::csv_field(row[i]);
        }
        out << '\n';
    }
}

void write_toml(std::ostream &out, std::vector<Row> const &rows)
{
    for (auto const &row : rows) {
        out << "[[answer]]\n";
        for (std::size_t i = 0; i < row.size(); ++i) {
            out << fmt::format("{:<9} = {}\n", columns[i], plan::toml_text(row[i]));
        }
        out << '\n';
    }
}

} // namespace

fs::path conflicts_path(Options const &options, plan::Plan const &plan)
{
    auto path = options.conflicts.empty() ? fs::absolute(plan.file).parent_path() / (plan.name + ".conflicts.csv")
                                          : fs::path(options.conflicts);
    std::error_code ignored;
    if (plan.overrides && fs::exists(path, ignored) && fs::equivalent(path, *plan.overrides, ignored)) {
        path.replace_extension(".new" + path.extension().string());
    }
    return path;
}

void require_conflicts_file(Options const &options, plan::Plan const &plan)
{
    auto const path = conflicts_path(options, plan);
    refuse_file_of_plan(plan, path, name_another_file);
    if (auto const why = files::why_no_place(path); !why.empty()) {
        throw cannot_write(path, why);
    }
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return;
    }
    std::ifstream file(path, std::ios::binary);
    std::string head;
    std::getline(file, head);
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) {
        throw model::Error(model::Exit::plan, path.string() + ":1:1: the file is UTF-16: save it as CSV in UTF-8");
    }
    auto const ours = path.extension() == ".toml" ? head.starts_with("[[answer]]") : is_conflicts_csv(head);
    if (!ours && fs::file_size(path, ignored) > 0) {
        throw cannot_write(path, "already exists, and is not a conflicts file");
    }
}

void write_conflicts_file(Invocation const &invocation)
{
    auto const path = conflicts_path(invocation.options, invocation.plan);
    bool whole = true;
    auto remarks = remarks_of(path, whole);
    std::vector<Row> rows;
    steps::facts(invocation.plan)->conflicts([&](model::ConflictFact const &conflict) {
        rows.push_back(row_of(conflict, remarks[conflict.id]));
    });
    for (auto const &[id, remark] : remarks) {
        whole = whole && (remark.taken_over || remark.note.empty());
    }
    std::error_code error;
    if (!whole) {
        auto const old = kept_path(path);
        fs::rename(path, old, error);
        if (error) {
            throw cannot_write(path, error.message());
        }
        invocation.job.progress.warn("resolve: entries of " + path.string() + " that have no question now are in " +
                                     old.string());
    }
    replace_file(path, name_another_file,
                 [&](std::ostream &out) { (path.extension() == ".toml" ? write_toml : write_csv)(out, rows); });
    if (!rows.empty()) {
        invocation.job.progress.warn("resolve: open questions are in " + path.string());
    }
}

} // namespace tributary::tools
