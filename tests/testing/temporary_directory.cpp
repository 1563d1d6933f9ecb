#include "tests/testing/temporary_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace tributary::testing {

namespace {

std::filesystem::path made_in(std::filesystem::path const &parent)
{
    std::string name = (std::filesystem::absolute(parent) / "tributary-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make " + name);
    }
    return name;
}

} // namespace

TemporaryDirectory::TemporaryDirectory(std::filesystem::path const &parent) : path(made_in(parent)) {}

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored; // a leftover folder must not end the test program
    std::filesystem::remove_all(path, ignored);
}

} // namespace tributary::testing
