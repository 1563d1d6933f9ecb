#pragma once

#include <map>
#include <string>
#include <vector>

namespace tributary::testing {

/// How a program ended and all that it said.
struct Outcome {
    int exit_code = -1; ///< 128 + the signal if a signal ended it, as in a shell
    std::string out;
    std::string err;
};

/// The file of the program under test: of the preset that this test was built by.
char const *program_under_test();

/// Runs the program under test and waits for its end.
///
/// It gets this process's environment with `environment` laid over it, an empty standard input, and
/// `cwd` as its current directory ("" is this process's own). Output of any size on either stream
/// is fine. The child dies with the thread that started it. A program that cannot be started
/// is exit code 127 with the reason in `err`. Throws std::system_error if there is no process
/// or pipe to be had.
Outcome run_program(std::vector<std::string> args, std::map<std::string, std::string> environment = {},
                    std::string const &cwd = {});

/// As run_program(), by a shell: `script` runs the program under test as "$TRIBUTARY", and may redirect its streams.
Outcome run_in_shell(std::string const &script, std::map<std::string, std::string> environment = {});

} // namespace tributary::testing
