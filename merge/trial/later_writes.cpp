#include "merge/trial/later_writes.hpp"

#include "merge/databases/source.hpp"
#include "merge/job/addresses.hpp"
#include "merge/model/error.hpp"

#include <fmt/format.h>

namespace tributary::trial {
namespace {

std::string key_of(std::string const &source) { return "write_mark " + source; }

} // namespace

void keep_write_mark(staging::Staging const &staging, std::string const &source, std::string const &mark)
{
    staging.set_property(key_of(source), mark);
}

LaterWrites later_writes(plan::Plan const &plan, staging::Staging const &staging)
{
    LaterWrites later;
    auto &sentences = later.sentences;
    for (auto const &source : plan.sources) {
        auto const mark = staging.property(key_of(source.name));
        if (!mark) {
            continue;
        }
        auto const address = job::source_address(plan, source);
        try {
            auto const database = databases::open_source(address);
            later.reached.push_back(reach(plan, source, *database));
            for (auto const &written : database->written_since(*mark)) {
                sentences.push_back(address.what +
                                    " was written to after its snapshot, and this is not loaded: " + written);
            }
            if (auto const sessions = database->sessions(); !sessions.empty()) {
                sentences.push_back(address.what + " is still in use: " + fmt::format("{}", fmt::join(sessions, ", ")));
            }
        } catch (model::Error const &error) {
            sentences.push_back(std::string("whether it was written to after its snapshot is not known: ") +
                                error.what());
        }
    }
    return later;
}

} // namespace tributary::trial
