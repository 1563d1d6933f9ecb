#include "tools/progress.hpp"

#include "merge/model/masked.hpp"
#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"
#include "reports/layout.hpp"
#include "tools/terminal.hpp"
#include "tools/with_plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <set>
#include <string>

namespace tributary::tools {
namespace {

using Clock = std::chrono::steady_clock;

struct Meter {
    bool terminal = false;
    bool every_table = false;
    bool open_line = false;
    std::string task;
    Clock::time_point begun = Clock::now();
    Clock::time_point last = Clock::now();

    void rows(std::string const &now, std::int64_t done, std::int64_t total)
    {
        auto const time = Clock::now();
        if (now != task) {
            task = now;
            begun = time;
        }
        auto const ended = done == total;
        auto const pause = std::chrono::milliseconds(terminal ? 100 : 5000);
        if (!(ended && every_table) && time - last < pause) {
            return;
        }
        last = time;
        auto const seconds = std::chrono::duration<double>(time - begun).count();
        auto const rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
        auto line =
            fmt::format("{}: {} {}", task, model::grouped(done), model::plural(std::max(done, total), "row", "rows"));
        if (total > done && rate > 0) {
            line +=
                fmt::format(" of {}, {}/s, {:.0f} s to go", model::grouped(total),
                            model::grouped(static_cast<std::int64_t>(rate)), static_cast<double>(total - done) / rate);
        } else if (rate > 0 && done > 0) {
            line += fmt::format(", {}/s", model::grouped(static_cast<std::int64_t>(rate)));
        }
        print(line, terminal && !(ended && every_table));
    }

    void print(std::string const &line, bool rewritten)
    {
        std::fputs(terminal && open_line ? "\r\x1b[K" : "", stderr);
        auto shown = model::printable(model::without_secrets(line));
        if (auto const width = rewritten ? width_of_stderr() : 0; width > 1) {
            shown = reports::without_middle(shown, width - 1); // a line that wraps cannot be rewritten
        }
        std::fputs(shown.c_str(), stderr);
        std::fputs(rewritten ? "" : "\n", stderr);
        open_line = rewritten;
        std::fflush(stderr);
    }

    Meter() = default;
    Meter(Meter const &) = delete;
    Meter &operator=(Meter const &) = delete;
    ~Meter()
    {
        if (open_line) {
            std::fputs("\r\x1b[K", stderr);
        }
    }
};

} // namespace

job::Progress progress_of(Options const &options, NamedTarget &target)
{
    auto const meter = std::make_shared<Meter>();
    meter->terminal = ::isatty(STDERR_FILENO) != 0;
    meter->every_table = options.verbose;
    job::Progress progress;
    auto const print = [meter, plan = options.plan](std::string const &line) {
        meter->print(with_plan(line, plan), false);
    };
    // what is decided in rounds is found in each of them, and said once
    progress.warn = [print, warned = std::make_shared<std::set<std::string>>()](std::string const &line) {
        if (warned->insert(line).second) {
            print(line);
        }
    };
    progress.target = [&target](std::string const &shown, job::TargetChange change) {
        auto const was_loaded = target.change == job::TargetChange::loaded; // by this command
        target = {shown, was_loaded ? job::TargetChange::loaded : change};
    };
    if (options.quiet) {
        return progress;
    }
    progress.say = print;
    progress.rows = [meter](std::string const &task, std::int64_t done, std::int64_t total) {
        meter->rows(task, done, total);
    };
    return progress;
}

} // namespace tributary::tools
