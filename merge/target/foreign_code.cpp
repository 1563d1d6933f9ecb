#include "merge/target/foreign_code.hpp"

#include "merge/model/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::target {
namespace {

std::string in_words(std::vector<databases::ForeignCode> const &code)
{
    constexpr std::size_t most_named = 5;
    std::string result;
    for (std::size_t i = 0; i < std::min(code.size(), most_named); ++i) {
        result += fmt::format("{}{} ({})", i == 0 ? "" : "; ", code[i].object, code[i].calls);
    }
    return result + (code.size() > most_named ? fmt::format("; and {} more", code.size() - most_named) : "");
}

constexpr char const *remedy =
    "connect to the target as a role that has no such rights, or, if you trust whoever could change the "
    "definitions of that source, add --trust-source";

} // namespace

void say_foreign_code(job::Job const &job, TargetShape const &shape, std::string const &step)
{
    if (shape.foreign_code.empty()) {
        return;
    }
    job.progress.warn(fmt::format("{}: {} of source \"{}\" {} not evaluated before the load, as {} code: {}", step,
                                  model::counted(shape.foreign_code.size(), "definition", "definitions"),
                                  job.plan.target.create, shape.foreign_code.size() == 1 ? "is" : "are",
                                  shape.foreign_code.size() == 1 ? "it calls" : "they call",
                                  in_words(shape.foreign_code)));
    if (!shape.powers.empty()) {
        job.progress.warn(fmt::format("{}: a load refuses to run that code, as the target's role is {}: {}", step,
                                      shape.powers, remedy));
    }
}

void refuse_foreign_code(job::Job const &job, TargetShape const &shape, bool is_trusted)
{
    if (shape.foreign_code.empty()) {
        return;
    }
    auto const what = fmt::format(
        "{} of source \"{}\" that {} code: {}", model::counted(shape.foreign_code.size(), "definition", "definitions"),
        job.plan.target.create, shape.foreign_code.size() == 1 ? "calls" : "call", in_words(shape.foreign_code));
    if (!shape.powers.empty() && !is_trusted) {
        throw model::Error(
            model::Exit::refused,
            fmt::format("target: its role is {}, and the load would run {}; nothing was changed", shape.powers, what),
            remedy);
    }
    job.progress.warn("load: runs " + what);
}

void refuse_calls(databases::Target &target, std::string const &select)
{
    if (auto const calls = target.calls_of(select); !calls.empty()) {
        throw model::Error(model::Exit::data, "it calls or reads " + calls + ", and is not evaluated before the load");
    }
}

std::string calls_of(TargetShape const &shape, model::Table const &table, std::string const &name)
{
    auto const &all = shape.foreign_code;
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const &one) {
        return one.schema == table.schema && one.table == table.name && one.name == name;
    });
    return found == all.end() ? "" : found->calls;
}

} // namespace tributary::target
