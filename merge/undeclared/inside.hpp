#pragma once

#include "merge/job/job.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/coverage.hpp"
#include "merge/model/format.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/suspects.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Ids inside JSON, serialised values and texts, under names by which a column would be suspected: {"user_id": 7},
/// s:7:"user_id";i:7; data-user-id="7", /users/7. And users' uuids and names wherever they are in a text.
namespace tributary::undeclared {

/// Counts what is inside the values of one suspect, into Tally::inside. Linear in the length of the values; at most 256
/// places of a column are told apart.
///
/// What the plan declares is what its paths lead to and its regular expressions find, and nothing else. Without
/// `finder_of` an expression explains the places whose names it contains.
class InsideCounter {
public:
    InsideCounter(Suspect const &suspect, TableNames const &names, std::string const &users, Known const &known,
                  job::FinderOf const &finder_of, Tally &tally);
    ~InsideCounter();
    InsideCounter(InsideCounter &&) noexcept;
    InsideCounter &operator=(InsideCounter &&) = delete;
    InsideCounter(InsideCounter const &) = delete;
    InsideCounter &operator=(InsideCounter const &) = delete;

    /// `owner` is the id of the row's user, or NULL.
    void count(std::string_view text, model::Cell const &owner = {});
    /// When all values are counted.
    void finish();

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

/// The place that a [[reference]] or [[waive]] with `path` or `regex` explains.
DeclaredPlace declared_place(std::string const &path, bool keys, std::string const &regex, model::Format format);

/// One finding for each place in a column, by table, column and place.
std::vector<model::UncoveredColumn> found_inside(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                                 std::span<Suspect const> suspects, std::span<Tally const> tallies);

} // namespace tributary::undeclared
