#include "tests/testing/small_disk.hpp"

#include <sys/mount.h>

#include <algorithm>
#include <fstream>

namespace tributary::testing {

SmallDisk::SmallDisk(std::string const &size)
    : m_is_mounted(::mount("tmpfs", m_folder.path.c_str(), "tmpfs", 0, ("size=" + size + ",mode=777").c_str()) == 0)
{
}

SmallDisk::~SmallDisk()
{
    if (m_is_mounted) {
        ::umount2(m_folder.path.c_str(), MNT_DETACH);
    }
}

void SmallDisk::fill_up_to(std::size_t free_bytes) const
{
    auto const there = std::filesystem::space(m_folder.path).available;
    std::ofstream(m_folder.path / "ballast", std::ios::binary)
        << std::string(there - std::min<std::uintmax_t>(there, free_bytes), 'x');
}

} // namespace tributary::testing
