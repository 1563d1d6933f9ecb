#include "merge/job/files_of_plan.hpp"

#include "merge/job/addresses.hpp"
#include "merge/staging/unpublished.hpp"

#include <algorithm>
#include <system_error>

namespace tributary::job {
namespace {

namespace fs = std::filesystem;

bool are_same(fs::path const &a, fs::path const &b)
{
    std::error_code error;
    return fs::equivalent(a, b, error) ||
           fs::weakly_canonical(fs::absolute(a), error) == fs::weakly_canonical(fs::absolute(b), error);
}

void add_database(std::vector<PlanFile> &files, std::string const &what, fs::path const &path)
{
    for (char const *const ending : {"", "-journal", "-wal", "-shm"}) {
        files.push_back({what, path.string() + ending});
    }
}

} // namespace

std::vector<PlanFile> files_of(plan::Plan const &plan)
{
    std::vector<PlanFile> files{{"the plan", plan.file}, {"the file of answers", plan.answers_file}};
    for (auto const *const script : {&plan.target.before, &plan.target.after}) {
        if (*script) {
            files.push_back({"a script of the plan", (*script)->file});
        }
    }
    add_database(files, "the staging file", plan.staging);
    files.push_back({"the staging file", staging::unpublished_path(plan.staging)});
    std::vector<databases::Address> addresses{target_address(plan)};
    std::transform(plan.sources.begin(), plan.sources.end(), std::back_inserter(addresses),
                   [&](auto const &source) { return source_address(plan, source); });
    for (auto const &address : addresses) {
        switch (databases::engine_of(address)) {
        case model::Engine::postgresql: break;
        case model::Engine::sqlite: add_database(files, address.what, databases::parts_of(address).file); break;
        }
    }
    return files;
}

std::string file_of_plan(plan::Plan const &plan, std::filesystem::path const &path)
{
    auto const files = files_of(plan);
    auto const found =
        std::find_if(files.begin(), files.end(), [&](auto const &file) { return are_same(file.path, path); });
    return found == files.end() ? "" : found->what == "target" ? "the target" : found->what;
}

} // namespace tributary::job
