#include "merge/undeclared/copied_names.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/undeclared/proposal.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace tributary::undeclared {
namespace {

enum class Written { exactly, lower, upper, otherwise };

Tally sum_of(Counts const &copies)
{
    Tally sum;
    for (auto const &[suspect, tally] : copies) {
        sum.values += tally.values;
        sum.names += tally.names;
        sum.exact_names += tally.exact_names;
        sum.lower_names += tally.lower_names;
        sum.upper_names += tally.upper_names;
    }
    return sum;
}

/// As most of them are. What is the name and has no capital may be both.
Written written(Tally const &sum)
{
    if (std::max({sum.exact_names, sum.lower_names, sum.upper_names}) * 2 < sum.names) {
        return Written::otherwise;
    }
    if (sum.exact_names >= sum.lower_names && sum.exact_names >= sum.upper_names) {
        return Written::exactly;
    }
    return sum.lower_names >= sum.upper_names ? Written::lower : Written::upper;
}

std::string expression(Written how, std::string const &name)
{
    switch (how) {
    case Written::exactly: return name;
    case Written::lower: return "lower(" + name + ")";
    case Written::upper: return "upper(" + name + ")";
    case Written::otherwise: return "upper(substr(" + name + ", 1, 1)) || substr(" + name + ", 2)";
    }
    return name;
}

std::string lines_for(model::Schema const &schema, Suspect const &suspect, mapping::UsersTable const &users,
                      std::string const &name, Tally const &sum)
{
    auto const how = written(sum);
    if (suspect.table == users.table->label) {
        auto const small = how == Written::exactly && sum.lower_names == sum.names; // names without capitals
        return "[users]\nfollows = { " + plan::toml_key(suspect.column) + " = " +
               plan::toml_text(expression(small ? Written::lower : how, in_condition(name))) + " }";
    }
    if (how == Written::exactly) {
        return "[[reference]]\ncolumn = " + in_plan(schema, suspect.table, suspect.column) +
               "\nto = " + in_plan(schema, users.table->label, name) +
               (sum.exact_names < sum.values ? "\ndangling = \"keep\"" : "");
    }
    auto const own = model::sql_name(suspect.table) + "." + model::sql_name(suspect.column);
    auto const owner = model::sql_name(suspect.table) + "." + model::sql_name(suspect.beside);
    auto const of_user = "(SELECT " + expression(how, model::sql_name(name)) + " FROM " +
                         model::sql_name("merged." + users.table->label) + " WHERE " + model::sql_name(users.id) +
                         " = " + owner + ")";
    return "[table." + plan::toml_key(suspect.table) + ".column." + plan::toml_key(suspect.column) +
           "]\nvalue = " + plan::toml_text("coalesce(" + of_user + ", " + own + ")") +
           (sum.names < sum.values ? " # the old names become the new ones too" : "");
}

} // namespace

bool are_folded(Counts const &copies) { return written(sum_of(copies)) != Written::exactly; }

std::string copies_in_words(Suspect const &suspect, mapping::UsersTable const &users, Counts const &copies)
{
    auto const how = written(sum_of(copies));
    auto const letters = how == Written::upper ? " in capitals" : how == Written::lower ? " in small letters" : "";
    return suspect.type + " column that is the " +
           (suspect.table == users.table->label ? "user's own name"
                                                : "name of the user in \"" + suspect.beside + "\"") +
           letters;
}

std::string proposal_of_copies(model::Schema const &schema, Suspect const &suspect, mapping::UsersTable const &users,
                               std::string const &name, Counts const &copies)
{
    auto const sum = sum_of(copies);
    auto const lines = lines_for(schema, suspect, users, name, sum);
    return written(sum) == Written::otherwise
               ? "# This, or what else makes these copies from the name:\n" + commented(lines)
               : lines;
}

} // namespace tributary::undeclared
