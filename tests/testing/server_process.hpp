#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tributary::testing {

/// A server's process: stopped at once, and waited for, at the end of its scope.
struct ServerProcess {
    pid_t id = -1;

    ServerProcess() = default;
    ServerProcess(ServerProcess const &) = delete;
    ServerProcess &operator=(ServerProcess const &) = delete;
    ~ServerProcess();
};

/// Starts `arguments` in `folder`, with all output going to `log`; as the user postgres if this process is root's. It
/// dies with this thread. Throws std::runtime_error.
pid_t start_server(std::vector<std::string> arguments, std::filesystem::path const &folder,
                   std::filesystem::path const &log);

/// Makes the file or folder that user's, if this process is root's.
void give_to_server_account(std::filesystem::path const &path);

} // namespace tributary::testing
