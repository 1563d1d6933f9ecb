#pragma once

#include "merge/model/coverage.hpp"
#include "merge/model/format.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Ids inside JSON, serialised values and texts, under names by which a column would be suspected: {"user_id": 7},
/// s:7:"user_id";i:7; data-user-id="7", /users/7.
namespace tributary::undeclared {

/// What the names on the way to a value say of it.
struct MemberName {
    bool users = false;        ///< an id of a user, or a user's name
    bool unmistakable = false; ///< whatever its values are
    std::vector<NamedAfter> tables;
    bool of_any = false;     ///< it is named like an id, but after no table: its values show of which
    bool any_member = false; ///< not its own name says it, but that of the object: each member of it is meant
};

/// `names` are those of the members that hold the value, the outermost first, the column's own before them; `in_list`:
/// it is one of several in the innermost.
MemberName read_member_name(TableNames const &table_names, model::Table const &table, std::string const &users,
                            std::span<std::string const> names, bool in_list);

/// Counts what is inside the values of one suspect, into Tally::inside. Linear in the length of the values; at most 256
/// places of a column are told apart.
class InsideCounter {
public:
    InsideCounter(Suspect const &suspect, TableNames const &names, std::string const &users, Known const &known,
                  Tally &tally);
    ~InsideCounter();
    InsideCounter(InsideCounter &&) noexcept;
    InsideCounter &operator=(InsideCounter &&) = delete;
    InsideCounter(InsideCounter const &) = delete;
    InsideCounter &operator=(InsideCounter const &) = delete;

    void count(std::string_view text);

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

/// The place that a [[reference]] or [[waive]] with `path` or `regex` explains, as Suspect::declared_inside has it.
std::string declared_place(std::string const &path, bool keys, std::string const &regex, model::Format format);

/// One finding for each place in a column, by table, column and place.
std::vector<model::UncoveredColumn> found_inside(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                                 std::span<Suspect const> suspects, std::span<Tally const> tallies);

} // namespace tributary::undeclared
