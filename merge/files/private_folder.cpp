#include "merge/files/private_folder.hpp"

#include "merge/files/new_file.hpp"
#include "merge/model/error.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace tributary::files {

namespace fs = std::filesystem;

namespace {

constexpr char const *way_out = "free space there, or name another folder in TMPDIR";

} // namespace

PrivateFolder::PrivateFolder()
{
    std::error_code error;
    auto const parent = fs::temp_directory_path(error);
    auto pattern = (parent / "tributary.XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) {
        auto const why = error ? error.message() : std::generic_category().message(errno);
        throw model::Error(model::Exit::cannot_write,
                           (error ? "TMPDIR" : parent.string()) + ": cannot make a temporary folder: " + why, way_out);
    }
    m_path = pattern;
    m_removed.emplace_back(pattern);
}

PrivateFolder::~PrivateFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void PrivateFolder::require_room() const
{
    constexpr std::size_t bytes = 65536;
    NewFile probe(m_path / "room", way_out);
    probe.out() << std::string(bytes, 'x');
    probe.publish(Existing::replaced);
    std::error_code ignored;
    fs::remove(m_path / "room", ignored);
}

std::string PrivateFolder::file(std::string const &name)
{
    auto path = (m_path / name).string();
    m_removed.emplace_back(path);
    return path;
}

} // namespace tributary::files
