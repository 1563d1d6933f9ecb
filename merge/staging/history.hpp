#pragma once

#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What was done with a staging file, and when.
namespace tributary::staging {

struct StepTaken {
    std::string step;
    std::string started;                ///< `2026-11-28T22:14:03.120Z`
    std::optional<std::string> ended;   ///< none: it is going on, or was killed
    std::optional<std::string> outcome; ///< the same
};

/// In the order in which they began.
std::vector<StepTaken> steps_taken(Staging const &staging);

struct SourceRead {
    std::string name;
    std::string snapshot_at; ///< as above
    std::int64_t rows = 0;
};

/// In order of precedence.
std::vector<SourceRead> sources_read(Staging const &staging);

/// Those of the questions that are open, in a fixed order.
std::vector<std::string> ids_of_questions(Staging const &staging);

} // namespace tributary::staging
