#pragma once

namespace tributary::tools {

/// Every rule that a plan can choose, with the line that says what it does.
void print_rules(bool as_json);

} // namespace tributary::tools
