#include "merge/undeclared/judgement.hpp"

#include <utility>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

/// As many values may agree by accident.
constexpr std::size_t handful = 10;

/// Of a hundred columns in each of a hundred services, compared with a hundred tables, one.
constexpr double improbable = 1e-6;

bool is_nearly_all(std::int64_t hits, std::int64_t values) { return values > 0 && hits * 100 >= values * 99; }

/// Places in lists are a series, and the less frequent the greater they are: 1 is more frequent than the average.
bool is_place_in_list(Suspect const &suspect, Counted const &counted)
{
    return suspect.counts_in_parent && !counted.scattered &&
           counted.ones * static_cast<std::int64_t>(counted.distinct) * 5 >= counted.values * 6;
}

/// Of fewer copies of names all have to be the names of today.
constexpr std::int64_t least_copied_names = 3;

/// What a column that is named like an id of nothing has to show.
bool is_like_any_id(Suspect const &suspect, Target const &target, Counted const &counted)
{
    return counted.hits * 10 >= counted.values * 9 && counted.values > 0 &&
           (target.users || counted.distinct >= least_different_ids) && !is_place_in_list(suspect, counted);
}

/// What each table with as many rows has among its ids: a series, each number once, or numbers of which none occurs
/// twice, as those that another system hands out for each row.
bool fits_by_accident(Suspect const &suspect, Target const &target, Counted const &counted)
{
    auto const others_are_none = counted.hits == counted.values && counted.none * 10 >= counted.values;
    auto const like_numbers_of_rows = counted.always_different && counted.distinct >= handful && !others_are_none;
    auto const repeats = counted.distinct >= handful && std::cmp_greater_equal(counted.values, counted.distinct * 2);
    return target.has_rival && !suspect.of_doer && counted.by_accident >= improbable &&
           (like_numbers_of_rows || (!counted.scattered && !repeats));
}

/// A column that is named after a small table and uses most of it: `status` beside statuses.
bool chooses_from(Target const &target, Counted const &counted)
{
    auto const enough = counted.distinct >= least_different_ids || (counted.always_all && counted.distinct > 1);
    return target.whole && counted.always_covers && enough;
}

/// Of a column that is named after a table, though not as an id, some rows may have gone: parent_comment.
bool are_mostly_ids(Suspect const &suspect, Target const &target, Counted const &counted)
{
    return target.whole && !suspect.may_mean_itself && counted.scattered && counted.distinct >= handful &&
           counted.hits * 4 >= counted.values * 3;
}

/// A key without a number of its own, with a row for each row of another table, and named after something: group_id.
bool has_one_for_each(Suspect const &suspect, Counted const &counted)
{
    return counted.as_many && !suspect.may_be_own_number && !suspect.only_id && counted.distinct >= handful;
}

/// Of a table without another owner, a few numbers that are all users', as far as these go: `host` of rooms.
bool may_be_owner(Suspect const &suspect, Target const &target, Counted const &counted)
{
    return suspect.is_ownerless && target.users && counted.hits == counted.values && counted.reaches_far &&
           counted.scattered && !suspect.may_mean_itself && !suspect.counts_in_parent;
}

/// A few numbers of a column that points to the table by its name, though not as an id.
bool is_hinted(Suspect const &suspect, Target const &target, Counted const &counted)
{
    return suspect.hinted.contains(target.to) && (counted.scattered || counted.uses_up) &&
           counted.distinct >= least_different_ids;
}

/// Numbers that are ids of the column's own table, and of earlier rows: `supersedes`. What only grows with the rows has
/// the numbers of the gaps as well.
bool are_of_earlier_rows(Suspect const &suspect, Target const &target, Counted const &counted)
{
    constexpr double unusual = 1e-2;
    return target.to.table == suspect.table && counted.distinct >= least_different_ids &&
           counted.by_accident < unusual && counted.by_accident * counted.earlier_by_accident < improbable;
}

/// A key that its database may have made, for a row of a table that is the second half of another. Any table with as
/// many rows has a series as long: of some rows that are no users it says nothing, nor of all in one source. Where only
/// the numbers say so, there are many, and nothing else in the table refers to a row.
bool is_of_second_half(Suspect const &suspect, Target const &target, Counted const &counted)
{
    if (suspect.no_first_halves.contains(target.to.table) || counted.distinct < least_different_ids) {
        return false;
    }
    if (target.extended) {
        return counted.always_as_many ||
               (counted.always_half && (target.users || counted.scattered) && !suspect.is_referred_to);
    }
    return counted.always_as_many && (counted.scattered || counted.sources > 1) && counted.distinct >= handful &&
           target.is_referred_to && suspect.no_first_halves.empty() && !suspect.is_referred_to;
}

} // namespace

bool is_of_users(Suspect const &suspect, Looks looks, Tally const &tally)
{
    if (tally.values == 0 || (suspect.may_be_flag && tally.only_flags)) {
        return false;
    }
    switch (looks) {
    case Looks::id_by_name: return suspect.unmistakable || tally.ids > 0;
    case Looks::name: return suspect.unmistakable || tally.names > 0 || tally.ids > 0;
    case Looks::list: return !suspect.list_of_any && (tally.ids > 0 || tally.names > 0);
    case Looks::id_by_column: return tally.ids > 0 || tally.names > 0;
    case Looks::id_by_value:
    case Looks::kind_and_id: return tally.ids > 0;
    default: return false;
    }
}

bool is_suspicious(Suspect const &suspect, Looks looks, Target const &target, Counted const &counted)
{
    if (suspect.partly) {
        return counted.values > 0;
    }
    auto const nearly_all = is_nearly_all(counted.hits, counted.values);
    switch (looks) {
    case Looks::id_of_table:
        return suspect.bare ? (nearly_all && (counted.scattered || counted.uses_up || chooses_from(target, counted) ||
                                              (counted.distinct >= handful && !suspect.may_mean_itself))) ||
                                  are_mostly_ids(suspect, target, counted)
                            : (target.whole && (!suspect.loosely_typed || counted.hits * 2 >= counted.values)) ||
                                  nearly_all || is_like_any_id(suspect, target, counted);
    case Looks::id_of_any:
        return is_like_any_id(suspect, target, counted) && !fits_by_accident(suspect, target, counted);
    case Looks::text_by_value:
        if (target.by_name && counted.distinct_names >= handful && counted.hits * 3 >= counted.values * 2) {
            return true; // the others may be names that users had before
        }
        return nearly_all &&
               (target.by_name ? counted.distinct >= least_different_ids // no number, which many things are
                               : counted.distinct >= handful && (target.users || counted.by_accident < improbable));
    case Looks::key_of_row:
        return counted.hits == counted.values &&
               (has_one_for_each(suspect, counted) || is_of_second_half(suspect, target, counted) ||
                (suspect.by_role && target.users) ||
                (counted.scattered && (suspect.may_be_own_number ? counted.by_accident < improbable
                                                                 : !suspect.only_id || counted.distinct >= handful)));
    case Looks::list:
        return !suspect.list_of_any ? !target.users && counted.hits > 0
               : suspect.bare       ? nearly_all && counted.distinct >= handful && counted.by_accident < improbable
                              : is_like_any_id(suspect, target, counted) && counted.distinct >= least_different_ids &&
                                    !fits_by_accident(suspect, target, counted);
    case Looks::number:
        return may_be_owner(suspect, target, counted) ||
               (nearly_all && (is_hinted(suspect, target, counted) || are_of_earlier_rows(suspect, target, counted))) ||
               (nearly_all && counted.distinct >= handful &&
                (counted.by_accident < improbable || (counted.uses_up && !suspect.may_mean_itself)));
    case Looks::copy_of_name: // a few may be names that users had before
        return counted.values > 0 && (counted.hits == counted.values ||
                                      (counted.hits >= least_copied_names && counted.hits * 4 >= counted.values * 3));
    case Looks::doer:
        return nearly_all && ((target.users && counted.distinct >= 2 && counted.scattered) || counted.uses_up ||
                              (!target.users && counted.distinct >= handful && counted.by_accident < improbable));
    default: break;
    }
    return false;
}

bool is_certain(Suspect const &suspect, Looks looks, Target const &target, Counted const &counted)
{
    auto const nearly_all = is_nearly_all(counted.hits, counted.values);
    if (suspect.of_several) {
        return false;
    }
    switch (looks) {
    case Looks::in_other_rows:
    case Looks::copy_of_name: return false;
    case Looks::list: return nearly_all && !suspect.list_of_any;
    case Looks::kind_and_id: return true;
    case Looks::id_by_name:
        return nearly_all && (suspect.kind_column.empty() || suspect.unmistakable) && !target.has_rival &&
               (!suspect.done_by || counted.uses_up || suspect.has_moment);
    case Looks::id_by_value: return nearly_all && suspect.kind_column.empty();
    case Looks::id_of_table:
        return counted.values == 0 ? target.whole && !suspect.bare && !suspect.may_be_own_number
                                   : nearly_all && !target.has_rival && !suspect.may_mean_itself &&
                                         !suspect.may_be_own_number && (!suspect.bare || counted.distinct >= handful);
    case Looks::id_of_any:
        return nearly_all && target.users && counted.distinct >= handful && (suspect.of_doer || !target.has_rival);
    case Looks::key_of_row:
    case Looks::number:
    case Looks::doer:
    case Looks::text_by_value: return false;
    default: return nearly_all;
    }
}

} // namespace tributary::undeclared
