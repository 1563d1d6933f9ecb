#pragma once

#include "reports/report.hpp"

namespace tributary::reports {

enum class Addresses { masked, in_full };

/// The same report without secrets, and without addresses unless they are asked for: `a***@example.org`. An account
/// whose name is an address is written with its id, `source/#12`.
Report masked(Report const &report, Addresses addresses);

} // namespace tributary::reports
