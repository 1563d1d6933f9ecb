#include "merge/undeclared/phrase.hpp"

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

} // namespace

std::string phrase(Suspect const &suspect, Suspect::Looks looks, Target const &target, std::string const &kinds)
{
    auto const what = std::string(target.by_name ? "name" : "id");
    auto const whose = target.users ? std::string("users") : target.to.table;
    switch (looks) {
    case Looks::id_by_name:
    case Looks::name: return suspect.type + " column named like a user's " + what;
    case Looks::id_by_column:
        return suspect.type + " column named like one that refers to users (" + suspect.like + ")";
    case Looks::id_by_value: return suspect.type + " column that holds ids of users";
    case Looks::list:
        return suspect.type + (suspect.list_of_any                ? " column of numbers that are ids"
                               : suspect.by_role || !target.users ? " column named like ids of " + whose
                                                                  : " column that holds ids of users");
    case Looks::kind_and_id: return "id of rows whose kind is in \"" + suspect.kind_column + "\" (" + kinds + ")";
    case Looks::value_of_key:
        return "value of the settings in \"" + suspect.kind_column + "\" that are named like references (" + kinds +
               ")";
    case Looks::in_other_rows: return suspect.type + " column in rows in which no entry's `when` holds";
    case Looks::copy_of_name:      // copies_in_words()
    case Looks::inside: return {}; // found_inside()
    case Looks::id_of_table: return suspect.type + " column named like an id of " + whose;
    case Looks::id_of_any: return suspect.type + " column named like an id";
    case Looks::key_of_row: return "primary key that may be the id of another row";
    case Looks::number: return suspect.type + " column of numbers that are ids, and of none that is not";
    case Looks::doer: return suspect.type + " column named after somebody who does something";
    case Looks::text_by_value: return suspect.type + " column that holds " + (target.by_name ? "names" : "numbers");
    }
    return {};
}

} // namespace tributary::undeclared
