#pragma once

#include <string>
#include <vector>

namespace tributary::databases::postgres {

struct CommandOutcome {
    int status = 0; ///< 127: the program does not exist
    std::string output;
    std::string errors;
};

/// Runs a program from PATH without a shell, its environment this one's plus `variables` ("NAME=value"), SIGPIPE at its
/// default.
/// Waits for its end; reads both of its streams meanwhile. A signal that ends this program ends it too.
CommandOutcome run_command(std::vector<std::string> const &command, std::vector<std::string> const &variables);

} // namespace tributary::databases::postgres
