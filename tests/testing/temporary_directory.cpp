#include "tests/testing/temporary_directory.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <system_error>

namespace tributary::testing {

namespace {

constexpr std::uintmax_t room_for_two_servers = 1U << 30U;

bool has_room(std::filesystem::path const &folder)
{
    std::error_code none;
    auto const space = std::filesystem::space(folder, none);
    return !none && space.available >= room_for_two_servers && access(folder.c_str(), W_OK | X_OK) == 0;
}

std::filesystem::path made_in(std::filesystem::path const &parent)
{
    std::string name = (std::filesystem::absolute(parent) / "tributary-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make " + name);
    }
    return name;
}

} // namespace

std::filesystem::path temporary_parent()
{
    if (std::getenv("TMPDIR") != nullptr) {
        return std::filesystem::temp_directory_path();
    }
    static bool const in_memory = has_room("/dev/shm");
    return in_memory ? "/dev/shm" : "/tmp";
}

TemporaryDirectory::TemporaryDirectory(std::filesystem::path const &parent) : path(made_in(parent)) {}

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored; // a leftover folder must not end the test program
    std::filesystem::remove_all(path, ignored);
}

} // namespace tributary::testing
