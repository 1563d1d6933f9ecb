#include "merge/undeclared/lines_of_place.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/undeclared/explained.hpp"
#include "merge/undeclared/proposal.hpp"

namespace tributary::undeclared {
namespace {

std::string place_in_plan(InsideTally const &tally, std::string const &path)
{
    return InsidePlace{tally.way, tally.format, path, tally.regex}.in_plan();
}

} // namespace

model::UncoveredColumn LinesOfPlace::start() const
{
    model::UncoveredColumn result;
    result.table = suspect.table;
    result.column = suspect.column;
    result.inside = place;
    return result;
}

std::string LinesOfPlace::reference(model::KeyColumn const &to, std::string const &path) const
{
    // the rows whose values are such documents, where others are not
    auto const rows = path.empty() ? std::string() : forms.condition(tally.format, in_condition(suspect.column));
    return "[[reference]]\ncolumn = " + in_plan(schema, suspect.table, suspect.column) +
           "\nto = " + in_plan(schema, to.table, to.column) +
           (rows.empty() ? "" : "\nwhen = " + plan::toml_text(rows)) + place_in_plan(tally, path);
}

std::string LinesOfPlace::waiver(std::string const &path) const
{
    return "[[waive]]\ncolumn = " + in_plan(schema, suspect.table, suspect.column) + place_in_plan(tally, path) +
           "\nreason = \"…\"";
}

} // namespace tributary::undeclared
