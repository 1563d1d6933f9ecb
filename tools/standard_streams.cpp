#include "tools/standard_streams.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>

namespace tributary::tools {
namespace {

bool has_reader_gone()
{
    std::array<pollfd, 1> output{pollfd{STDOUT_FILENO, POLLOUT, 0}};
    return ::poll(output.data(), output.size(), 0) > 0 && (output[0].revents & (POLLERR | POLLHUP)) != 0;
}

} // namespace

void secure_standard_streams()
{
    for (int const descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) {
            continue;
        }
        // the lowest that is free is this one; opened the other way round, so that its use fails as before
        auto const mode = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", mode) != descriptor) { // NOLINT(cppcoreguidelines-pro-type-vararg)
            ::_exit(static_cast<int>(model::Exit::cannot_write));
        }
    }
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN)); // NOLINT(performance-no-int-to-ptr)
}

bool is_stdout_written()
{
    std::cout.flush();
    return std::cout.good() && std::ferror(stdout) == 0;
}

model::Exit exit_after_printing(model::Exit exit)
{
    if (is_stdout_written()) {
        return exit;
    }
    if (!has_reader_gone()) {
        throw model::Error(model::Exit::cannot_write, "stdout: cannot write everything that was to be printed");
    }
    return model::Exit::cannot_write;
}

} // namespace tributary::tools
