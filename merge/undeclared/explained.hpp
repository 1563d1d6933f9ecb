#pragma once

#include "merge/job/job.hpp"
#include "merge/references/path.hpp"
#include "merge/undeclared/documents.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/text_marks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// A place inside values, as the plan says it.
struct InsidePlace {
    InsideTally::Way way = InsideTally::Way::path;
    model::Format format = model::Format::json;
    std::string path;
    std::string regex;

    /// In one line, for people and as a key.
    std::string name() const;
    /// The lines of a [[reference]] or [[waive]], each after a line break.
    std::string in_plan() const;
};

/// Where a mark is in a text that is at `around`.
InsidePlace place_of(TextMark const &mark, InsidePlace const &around);

/// Another for each place that a mark can be at, as place_of().name(), but without its expression, as most marks are at
/// none that counts.
std::string key_of(TextMark const &mark, InsidePlace const &around);

/// What the plan declares inside the values of one column: that is what its paths lead to and its regular expressions
/// find. Counts it in Tally::found.
class Explained {
public:
    Explained(std::set<DeclaredPlace> const &declared, job::FinderOf const &finder_of, Tally &tally);

    /// True if the plan declares anything there.
    bool is_any() const { return !m_declared.empty(); }
    /// Where it is counted what is at this place, if a path of the plan leads to all of it; else null.
    std::int64_t *whole(InsidePlace const &at);
    /// The paths of the plan with filters that lead to some of what is at this place, by number.
    std::vector<std::size_t> filters_at(InsidePlace const &at) const;
    /// Where it is counted what is below these objects, if one of these filters takes them; else null.
    std::int64_t *filtered(std::vector<std::size_t> const &filters, std::vector<AroundObject> const &around);
    /// The members that filters ask for.
    std::set<std::string> const &asked() const { return m_asked; }
    /// Counts what expressions for the value as a whole find in a document.
    void count_in_document(std::string_view text);
    /// Looks for what expressions find in a text at this place, of which has() then speaks. True if they find anything.
    bool search(std::string_view text, InsidePlace const &at);
    bool has(TextMark const &mark) const;

private:
    struct One {
        DeclaredPlace const *place;
        std::vector<references::Step> path;
        std::optional<std::size_t> filter; ///< the place of a filter among the steps
        job::TextFinder find;
        std::int64_t *found;
    };

    static bool leads(One const &one, InsidePlace const &at);
    static bool is_taken(One const &one, std::vector<AroundObject> const &around);

    std::vector<One> m_declared;
    std::set<std::string> m_asked;
    std::vector<std::pair<std::size_t, std::size_t>> m_found;
    std::vector<std::string const *> m_untried; ///< expressions that may find something in the text
};

} // namespace tributary::undeclared
