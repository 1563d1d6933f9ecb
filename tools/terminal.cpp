#include "tools/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace tributary::tools {

std::size_t width_of_stdout()
{
    if (::isatty(STDOUT_FILENO) == 0) {
        return default_width;
    }
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0) { // NOLINT(cppcoreguidelines-pro-type-vararg)
        return size.ws_col;
    }
    auto const *const columns = std::getenv("COLUMNS"); // NOLINT(concurrency-mt-unsafe): nothing sets variables here
    auto const width = columns == nullptr ? 0 : std::strtol(columns, nullptr, 10);
    return width > 0 ? static_cast<std::size_t>(width) : default_width;
}

} // namespace tributary::tools
