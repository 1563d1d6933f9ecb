#include "tools/replace_file.hpp"

#include "merge/files/new_file.hpp"

namespace tributary::tools {

void replace_file(std::filesystem::path const &file, std::string const &next_step,
                  std::function<void(std::ostream &)> const &write)
{
    files::NewFile replacement(file, next_step);
    write(replacement.out());
    replacement.publish(files::Existing::replaced);
}

} // namespace tributary::tools
