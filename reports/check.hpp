#pragma once

#include "merge/model/check.hpp"

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

namespace tributary::reports {

/// How wide a line may be, and what puts the path of the plan into the commands that a sentence names.
struct CheckLayout {
    std::size_t width = 80;
    std::function<std::string(std::string const &)> with_plan = [](std::string const &sentence) { return sentence; };
};

/// Section by section, for a reader; sections that found nothing in one line. What is to be pasted is on lines of its
/// own, however long they are.
void write_check_as_text(std::ostream &out, model::CheckFindings const &findings, CheckLayout const &layout = {});

/// One object, keys in snake_case, always all of them and in the same order.
void write_check_as_json(std::ostream &out, model::CheckFindings const &findings);

} // namespace tributary::reports
