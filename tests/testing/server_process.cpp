#include "tests/testing/server_process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <stdexcept>

namespace fs = std::filesystem;

namespace tributary::testing {
namespace {

passwd const &server_account()
{
    passwd const *account = getpwnam("postgres");
    if (account == nullptr) {
        throw std::runtime_error("PostgreSQL refuses to run as root, and there is no user postgres to run it as");
    }
    return *account;
}

bool become_server_account()
{
    if (geteuid() != 0) {
        return true;
    }
    passwd const &account = server_account();
    return initgroups(account.pw_name, account.pw_gid) == 0 && setgid(account.pw_gid) == 0 &&
           setuid(account.pw_uid) == 0;
}

} // namespace

ServerProcess::~ServerProcess()
{
    if (id > 0) {
        kill(id, SIGQUIT);
        waitpid(id, nullptr, 0);
    }
}

pid_t start_server(std::vector<std::string> arguments, fs::path const &folder, fs::path const &log)
{
    std::vector<char *> pointers;
    pointers.reserve(arguments.size() + 1);
    for (std::string &argument : arguments) {
        pointers.push_back(argument.data());
    }
    pointers.push_back(nullptr);

    pid_t const parent = getpid();
    pid_t const child = fork();
    if (child < 0) {
        throw std::runtime_error("cannot fork");
    }
    if (child != 0) {
        return child;
    }
    int const output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    int const nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    // The wish to die with the parent comes last: a change of user takes it away.
    if (become_server_account() && chdir(folder.c_str()) == 0 && prctl(PR_SET_PDEATHSIG, SIGQUIT) == 0 &&
        getppid() == parent) {
        execv(pointers[0], pointers.data());
    }
    std::perror(pointers[0]);
    _exit(127);
}

void give_to_server_account(fs::path const &path)
{
    if (geteuid() != 0) {
        return;
    }
    passwd const &account = server_account();
    if (lchown(path.c_str(), account.pw_uid, account.pw_gid) != 0) {
        throw std::runtime_error("cannot give " + path.string() + " to postgres");
    }
}

} // namespace tributary::testing
