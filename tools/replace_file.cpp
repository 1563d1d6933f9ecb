#include "tools/replace_file.hpp"

#include "merge/model/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace tributary::tools {

void replace_file(std::filesystem::path const &file, std::string const &next_step,
                  std::function<void(std::ostream &)> const &write)
{
    auto const cannot_write = [&](std::string const &why) {
        return model::Error(model::Exit::cannot_write, file.string() + ": " + why, next_step);
    };
    auto const beside = std::filesystem::path(file.string() + ".new");
    auto const made = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0 || ::fchmod(made, S_IRUSR | S_IWUSR) != 0) {
        throw cannot_write(std::strerror(errno));
    }
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        write(out);
        out.flush();
        if (!out || ::fsync(made) != 0) {
            ::close(made);
            throw cannot_write("cannot be written");
        }
    }
    ::close(made);
    std::error_code error;
    std::filesystem::rename(beside, file, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw cannot_write(error.message());
    }
}

} // namespace tributary::tools
