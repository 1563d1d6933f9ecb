#include "merge/references/inside_complaints.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/proposed_lines.hpp"
#include "merge/references/dangling_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary::references {
namespace {

char const *way_out(std::string const &problem)
{
    if (problem == length_broken) {
        return "if PHP serialised it, use `format = \"php\"` and a `path` in this [[reference]], which keep lengths right; "
               "otherwise leave its rows out by `when`";
    }
    return problem.ends_with("is not serialised by PHP")
               ? "fix the source, `set` the column in the plan, or say by `when` of this [[reference]] which rows are"
               : "fix the source, or `set` the column in the plan";
}

} // namespace

Complaints::Complaints(model::MappedTable const &table, std::string source, std::string column)
    : m_table(table), m_source(std::move(source)), m_column(std::move(column))
{
}

void Complaints::add_reference(plan::ReferencePlan const &reference) { m_references.push_back(&reference); }

void Complaints::add_dangling(std::size_t reference, std::string const &table, std::string const &id,
                              std::string const &row)
{
    note(m_dangling[table], {reference}, id, row);
}

void Complaints::add_beyond_range(std::size_t reference, std::string const &table, std::string const &id,
                                  std::string const &row)
{
    note(m_beyond[table], {reference}, id, row);
}

void Complaints::add_problem(std::vector<std::size_t> const &references, std::string const &problem,
                             std::string const &row)
{
    note(m_problems[problem], references, {}, row);
}

void Complaints::note(Complaint &complaint, std::vector<std::size_t> const &references, std::string const &what,
                      std::string const &row) const
{
    auto const example = (what.empty() ? "" : what + " in ") + m_source + "/" + m_table.target.label + "#" + row;
    complaint.example = ++complaint.rows == 1 ? example : std::min(complaint.example, example);
    complaint.references.insert(references.begin(), references.end());
}

std::vector<plan::ReferencePlan const *> Complaints::references_of(Complaint const &complaint) const
{
    std::vector<plan::ReferencePlan const *> result;
    for (auto const position : complaint.references) {
        result.push_back(m_references[position]);
    }
    return result;
}

std::vector<char const *> Complaints::words(bool may_keep, bool may_be_null) const
{
    std::vector<char const *> result;
    if (may_keep) {
        result.push_back("keep");
    }
    if (may_be_null) {
        result.push_back("null");
    }
    if (m_table.name_column.empty()) { // accounts are not left out
        result.push_back("drop-row");
    }
    return result;
}

std::string Complaints::proposal_for_ids(Complaint const &complaint, bool may_keep) const
{
    auto const references = references_of(complaint);
    auto const is_said = std::any_of(references.begin(), references.end(), [&](auto const *reference) {
        return reference->dangling.in(m_source) && !reference->dangling_by_answer.contains(m_source);
    });
    auto const may_be_null = std::none_of(references.begin(), references.end(), [](auto const *reference) {
        return reference->keys || !reference->regex.empty();
    });
    auto const allowed = words(may_keep, may_be_null);
    if (is_said || allowed.empty()) {
        return may_keep ? "fix the source, or set `dangling` of this [[reference]]"
                        : "fix the source, or set `dangling` of this [[reference]] to \"null\" or \"drop-row\"";
    }
    return dangling_lines(fix_value, references, {"dangling", m_source}, allowed);
}

std::string Complaints::proposal_for_values(std::string const &problem, Complaint const &complaint) const
{
    auto const references = references_of(complaint);
    auto const is_said = std::any_of(references.begin(), references.end(), [&](auto const *reference) {
        return reference->invalid.in(m_source) && !reference->invalid_by_answer.contains(m_source);
    });
    auto const *const target = model::find_column(m_table.target, m_column);
    auto const may_be_null = target != nullptr && !target->not_null;
    return is_said ? way_out(problem)
                   : dangling_lines(way_out(problem), references, {"invalid", m_source}, words(true, may_be_null));
}

void Complaints::write(staging::DecisionWriter &writer, char const *kind, std::string const &claimants,
                       std::string const &evidence, std::string const &proposal) const
{
    writer.add_to_conflict({{},
                            kind,
                            "",
                            m_table.target.label,
                            "",
                            claimants,
                            evidence,
                            proposal,
                            plan::decisions_for(plan::proposed_lines(proposal))});
}

void Complaints::ask(staging::DecisionWriter &writer) const
{
    auto const table_name = m_source + "." + m_table.target.label;
    for (auto const &[table, complaint] : m_dangling) {
        write(writer, "dangling", model::reference_label(table_name, {m_column}, table),
              fmt::format("{} to rows of {} that do not exist, such as {}",
                          model::counted(complaint.rows, "id refers", "ids refer"), table, complaint.example),
              proposal_for_ids(complaint, true));
    }
    for (auto const &[table, complaint] : m_beyond) {
        write(writer, "dangling", model::reference_label(table_name, {m_column}, table),
              fmt::format("{} that no row of {} has {} beyond the source's id range, such as {}",
                          model::counted(complaint.rows, "id", "ids"), table,
                          model::plural(complaint.rows, "is", "are"), complaint.example),
              proposal_for_ids(complaint, false));
    }
    for (auto const &[problem, complaint] : m_problems) {
        write(writer, "reference", fmt::format("{} ({})", table_name, m_column),
              fmt::format("{} {}, such as {}", model::counted(complaint.rows, "value", "values"), problem,
                          complaint.example),
              proposal_for_values(problem, complaint));
    }
}

} // namespace tributary::references
