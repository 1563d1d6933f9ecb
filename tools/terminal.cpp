#include "tools/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace tributary::tools {
namespace {

/// 0 if it is no terminal, or is not known.
std::size_t width_of(int descriptor)
{
    winsize size{};
    auto const is_known = ::isatty(descriptor) != 0 &&
                          ::ioctl(descriptor, TIOCGWINSZ, &size) == 0; // NOLINT(cppcoreguidelines-pro-type-vararg)
    return is_known ? size.ws_col : 0;
}

} // namespace

std::size_t width_of_stdout()
{
    if (auto const width = width_of(STDOUT_FILENO); width > 0) {
        return width;
    }
    auto const *const columns = std::getenv("COLUMNS"); // NOLINT(concurrency-mt-unsafe): nothing sets variables here
    auto const width = columns == nullptr ? 0 : std::strtol(columns, nullptr, 10);
    return width > 0 ? static_cast<std::size_t>(width) : default_width;
}

std::size_t width_of_stderr() { return width_of(STDERR_FILENO); }

} // namespace tributary::tools
