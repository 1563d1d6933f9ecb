#include "tests/testing/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace tributary::testing {

namespace {

[[noreturn]] void fail(char const *what) { throw std::system_error(errno, std::generic_category(), what); }

/// A file descriptor, closed at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int descriptor = -1) : m_descriptor(descriptor) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor const &) = delete;
    Descriptor &operator=(Descriptor const &) = delete;

    int number() const { return m_descriptor; }
    void reset(int descriptor)
    {
        close();
        m_descriptor = descriptor;
    }
    void close()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
            m_descriptor = -1;
        }
    }

private:
    int m_descriptor;
};

struct Pipe {
    Descriptor reader;
    Descriptor writer;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            fail("pipe");
        }
        reader.reset(ends[0]);
        writer.reset(ends[1]);
    }
};

std::vector<std::string> merged_environment(std::map<std::string, std::string> overlay)
{
    for (char **entry = environ; *entry != nullptr; ++entry) {
        std::string const text = *entry;
        std::size_t const equals = text.find('=');
        if (equals != std::string::npos) {
            overlay.emplace(text.substr(0, equals), text.substr(equals + 1));
        }
    }
    std::vector<std::string> result;
    result.reserve(overlay.size());
    for (auto const &[name, value] : overlay) {
        result.push_back(name);
        result.back().append("=").append(value);
    }
    return result;
}

std::vector<char *> pointers(std::vector<std::string> &strings)
{
    std::vector<char *> result;
    result.reserve(strings.size() + 1);
    for (std::string &string : strings) {
        result.push_back(string.data());
    }
    result.push_back(nullptr);
    return result;
}

/// The child's side between fork and exec.
[[noreturn]] void become(char *const *arguments, char *const *environment, char const *cwd, Pipe const &out,
                         Pipe const &err, pid_t parent)
{
    int const nothing = open("/dev/null", O_RDONLY);
    bool const ready = nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
                       dup2(out.writer.number(), STDOUT_FILENO) >= 0 && dup2(err.writer.number(), STDERR_FILENO) >= 0 &&
                       (*cwd == '\0' || chdir(cwd) == 0) && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
                       getppid() == parent;
    if (ready) {
        execve(arguments[0], arguments, environment);
    }
    dprintf(STDERR_FILENO, "cannot run %s: %s\n", arguments[0], std::strerror(errno));
    _exit(127);
}

/// Reads what is there into `text`. False at the end of the stream.
bool read_some(int descriptor, std::string &text)
{
    std::array<char, 65536> buffer{};
    ssize_t const count = read(descriptor, buffer.data(), buffer.size());
    if (count < 0) {
        if (errno == EINTR) {
            return true;
        }
        fail("read");
    }
    text.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

/// Both streams at once: a child that fills one pipe while we wait for the other would hang.
void read_both(Pipe &out, Pipe &err, Outcome &outcome)
{
    while (out.reader.number() >= 0 || err.reader.number() >= 0) {
        std::array<pollfd, 2> watched{pollfd{out.reader.number(), POLLIN, 0}, pollfd{err.reader.number(), POLLIN, 0}};
        if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) {
            fail("poll");
        }
        if (watched[0].revents != 0 && !read_some(out.reader.number(), outcome.out)) {
            out.reader.close();
        }
        if (watched[1].revents != 0 && !read_some(err.reader.number(), outcome.err)) {
            err.reader.close();
        }
    }
}

int exit_code_of(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            fail("waitpid");
        }
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Outcome outcome_of(std::vector<std::string> args, std::map<std::string, std::string> environment,
                   std::string const &cwd)
{
    std::vector<std::string> variables = merged_environment(std::move(environment));
    std::vector<char *> const argument_pointers = pointers(args);
    std::vector<char *> const variable_pointers = pointers(variables);

    Pipe out;
    Pipe err;
    pid_t const parent = getpid();
    pid_t const child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child == 0) {
        become(argument_pointers.data(), variable_pointers.data(), cwd.c_str(), out, err, parent);
    }
    out.writer.close();
    err.writer.close();

    Outcome outcome;
    read_both(out, err, outcome);
    outcome.exit_code = exit_code_of(child);
    return outcome;
}

} // namespace

char const *program_under_test() { return TRIBUTARY_PROGRAM; }

Outcome run_program(std::vector<std::string> args, std::map<std::string, std::string> environment,
                    std::string const &cwd)
{
    args.insert(args.begin(), program_under_test());
    return outcome_of(std::move(args), std::move(environment), cwd);
}

Outcome run_in_shell(std::string const &script, std::map<std::string, std::string> environment)
{
    environment["TRIBUTARY"] = program_under_test();
    return outcome_of({"/bin/sh", "-c", script}, std::move(environment), {});
}

} // namespace tributary::testing
