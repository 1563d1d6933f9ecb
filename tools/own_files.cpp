#include "tools/own_files.hpp"

#include "merge/files/new_file.hpp"
#include "merge/job/files_of_plan.hpp"
#include "merge/plan/csv.hpp"
#include "reports/report.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace tributary::tools {
namespace {

constexpr char const *name_another = "name another file, or remove this one: --output FILE";

model::Error cannot_write(std::filesystem::path const &path, std::string const &why, std::string const &next_step)
{
    return {model::Exit::cannot_write, path.string() + ": " + why, next_step};
}

std::string beginning_of(std::filesystem::path const &path)
{
    std::string bytes(4096, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

bool is_header(plan::CsvRecord const &record)
{
    auto const all = reports::all_reports();
    return std::any_of(all.begin(), all.end(), [&](auto const &report) {
        return std::equal(report.columns.begin(), report.columns.end(), record.fields.begin(), record.fields.end());
    });
}

/// In a report of questions as CSV, which is a form to fill in; other reports may follow it. True also of one that
/// cannot be read any more.
bool holds_decisions(std::filesystem::path const &path)
{
    std::vector<plan::CsvRecord> records;
    try {
        records = plan::read_csv(plan::read_text(path));
    } catch (std::invalid_argument const &) {
        return true;
    }
    auto const &heads = records.front().fields;
    auto const end = std::find_if(records.begin() + 1, records.end(), is_header);
    return std::any_of(records.begin() + 1, end, [&](auto const &record) {
        for (std::size_t i = 0; i < std::min(heads.size(), record.fields.size()); ++i) {
            if ((heads[i] == "decision" || heads[i] == "note") && !record.fields[i].empty()) {
                return true;
            }
        }
        return record.fields.size() > heads.size();
    });
}

} // namespace

void refuse_file_of_plan(plan::Plan const &plan, std::filesystem::path const &path, std::string const &next_step)
{
    if (auto const what = job::file_of_plan(plan, path); !what.empty()) {
        throw cannot_write(path, "is " + what, next_step);
    }
}

void require_place_of_report(plan::Plan const &plan, std::filesystem::path const &path)
{
    refuse_file_of_plan(plan, path, "name another file: --output FILE");
    require_place_of_report(path);
}

void require_place_of_report(std::filesystem::path const &path, std::span<reports::Report const> own)
{
    if (auto const why = files::why_no_place(path); !why.empty()) {
        throw cannot_write(path, why, "name another file, or leave --output out and redirect stdout");
    }
    auto const beginning = beginning_of(path);
    if (!beginning.empty() && !reports::is_report(beginning) && !reports::is_csv_of(beginning, own)) {
        throw cannot_write(path, "already exists, and is not a report of tributary", name_another);
    }
    if (beginning.substr(0, beginning.find('\n')).ends_with(",decision,note") && holds_decisions(path)) {
        throw cannot_write(path, "already exists, and somebody wrote decisions or notes into it", name_another);
    }
}

} // namespace tributary::tools
