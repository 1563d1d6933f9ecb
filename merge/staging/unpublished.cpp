#include "merge/staging/unpublished.hpp"

#include "merge/files/new_file.hpp"
#include "merge/model/error.hpp"

#include <array>
#include <fstream>
#include <string_view>

namespace tributary::staging {
namespace {

/// What a killed snapshot left behind is empty, or begins with the pages that schema.sql made.
bool is_unfinished(std::filesystem::path const &file)
{
    using std::string_view_literals::operator""sv;
    constexpr auto magic = "SQLite format 3\0"sv;
    constexpr std::size_t application_id_at = 68;
    std::array<char, application_id_at + 4> header{};
    std::ifstream in(file, std::ios::binary);
    in.read(header.data(), header.size());
    if (in.gcount() == 0) {
        return true;
    }
    std::int64_t id = 0;
    for (std::size_t i = application_id_at; i < header.size(); ++i) {
        id = id * 256 + static_cast<unsigned char>(header.at(i));
    }
    return in && std::string_view(header.data(), magic.size()) == magic && id == application_id;
}

} // namespace

std::filesystem::path unpublished_path(std::filesystem::path const &path) { return path.string() + ".new"; }

void refuse_foreign(std::filesystem::path const &path)
{
    auto const unpublished = unpublished_path(path);
    for (auto const &file : {path, unpublished}) {
        if (auto const why = files::why_no_place(file); !why.empty()) {
            throw model::Error(model::Exit::cannot_write, file.string() + ": " + why,
                               "name another file in the plan's `staging`");
        }
    }
    if (!is_unfinished(unpublished)) {
        throw model::Error(model::Exit::cannot_write,
                           unpublished.string() + ": already exists, and is not an unfinished staging file",
                           "move it away, or name another file in the plan's `staging`");
    }
}

} // namespace tributary::staging
