#include "merge/databases/postgres/run_command.hpp"

#include "merge/model/interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

extern char **environ; // NOLINT: POSIX leaves the declaration to the program

namespace tributary::databases::postgres {
namespace {

struct Pipe {
    Pipe()
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error("cannot create a pipe");
        }
    }
    Pipe(Pipe const &) = delete;
    Pipe &operator=(Pipe const &) = delete;
    ~Pipe()
    {
        close_end(0);
        close_end(1);
    }
    void close_end(std::size_t end)
    {
        if (ends.at(end) >= 0) {
            ::close(ends.at(end));
            ends.at(end) = -1;
        }
    }
    std::array<int, 2> ends{-1, -1};
};

struct FileActions {
    FileActions() { posix_spawn_file_actions_init(&actions); }
    FileActions(FileActions const &) = delete;
    FileActions &operator=(FileActions const &) = delete;
    ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
    posix_spawn_file_actions_t actions{};
};

/// A child ends at a pipe without a reader, though this program does not.
struct Attributes {
    Attributes()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGPIPE);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setsigdefault(&attributes, &signals);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    }
    Attributes(Attributes const &) = delete;
    Attributes &operator=(Attributes const &) = delete;
    ~Attributes() { posix_spawnattr_destroy(&attributes); }
    posix_spawnattr_t attributes{};
};

std::vector<char *> pointers(std::vector<std::string> &strings)
{
    std::vector<char *> result;
    result.reserve(strings.size() + 1);
    for (auto &one : strings) {
        result.push_back(one.data());
    }
    result.push_back(nullptr);
    return result;
}

void drain(Pipe &first, std::string &first_text, Pipe &second, std::string &second_text)
{
    std::array<pollfd, 2> waiting{{{first.ends[0], POLLIN, 0}, {second.ends[0], POLLIN, 0}}};
    std::array<std::string *, 2> const texts{&first_text, &second_text};
    std::array<char, 65536> buffer{};
    for (int open = 2; open > 0;) {
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
            throw std::runtime_error("cannot read from a command");
        }
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting.at(i).fd < 0 || waiting.at(i).revents == 0) {
                continue;
            }
            auto const count = ::read(waiting.at(i).fd, buffer.data(), buffer.size());
            if (count > 0) {
                texts.at(i)->append(buffer.data(), static_cast<std::size_t>(count));
            } else if (count == 0 || errno != EINTR) {
                waiting.at(i).fd = -1;
                --open;
            }
        }
    }
}

} // namespace

CommandOutcome run_command(std::vector<std::string> const &command, std::vector<std::string> const &variables)
{
    Pipe output;
    Pipe errors;
    FileActions actions;
    auto *const list = &actions.actions;
    posix_spawn_file_actions_adddup2(list, output.ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(list, errors.ends[1], STDERR_FILENO);

    Attributes const attributes;

    auto words = command;
    std::vector<std::string> environment = variables;
    for (char **variable = environ; *variable != nullptr; ++variable) {
        environment.emplace_back(*variable);
    }
    auto arguments = pointers(words);
    auto settings = pointers(environment);
    pid_t child = 0;
    if (::posix_spawnp(&child, arguments.front(), list, &attributes.attributes, arguments.data(), settings.data()) !=
        0) {
        return {127, {}, {}};
    }
    model::end_if_interrupted(child);
    output.close_end(1);
    errors.close_end(1);
    CommandOutcome outcome;
    drain(output, outcome.output, errors, outcome.errors);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    model::end_if_interrupted(0);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return outcome;
}

} // namespace tributary::databases::postgres
