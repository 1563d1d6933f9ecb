#pragma once

namespace tributary::steps {

/// What is wrong with references, behind the number of rows: in `rest` the first {} is the table that they lead to, the
/// second an example. There is one of each, known by its address.
struct Complaint {
    char const *one;
    char const *several;
    char const *rest;
};
inline constexpr Complaint do_not_exist{"row refers", "rows refer", "to rows of {} that do not exist, such as {}"};
inline constexpr Complaint are_left_out{"row refers", "rows refer",
                                        "to rows of {} that do not exist or are left out, such as {}"};
inline constexpr Complaint written_otherwise{"row holds a number that is not written",
                                             "rows hold numbers that are not written",
                                             "as the ids of {} are, such as {}; another row could be meant"};
inline constexpr Complaint spelt_otherwise{
    "row refers", "rows refer",
    "to rows of {} by a value that is spelt otherwise there, such as {}; it would not follow when that changes"};

} // namespace tributary::steps
