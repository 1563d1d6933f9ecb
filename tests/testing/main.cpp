#include "tests/testing/postgres_server.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

/// The command that runs a case alone, up to the case. It and the current case are written by a signal's handler, so
/// they are there before it.
std::string const alone = std::filesystem::read_symlink("/proc/self/exe").string() + " --gtest_filter=";
std::string current;

void write_current()
{
    std::string const &line = current;
    [[maybe_unused]] auto const written = write(STDERR_FILENO, line.data(), line.size());
}

void end_by(int signal)
{
    write_current();
    raise(signal); // SA_RESETHAND: by its own way
}

/// A case that ends the program is not named by GoogleTest when it is brief.
void name_the_case_that_ends_the_program()
{
    std::vector<int> signals{SIGABRT, SIGTERM};
    if (__sanitizer_set_death_callback != nullptr) {
        __sanitizer_set_death_callback(write_current); // the other signals are its own
    } else {
        signals.insert(signals.end(), {SIGSEGV, SIGBUS, SIGFPE, SIGILL});
    }
    struct sigaction action = {};
    action.sa_handler = end_by;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    for (int const signal : signals) {
        sigaction(signal, &action, nullptr);
    }
}

class EachCase : public testing::EmptyTestEventListener {
    void OnTestStart(testing::TestInfo const &test) override
    {
        current = "the program ended in: " + alone + name(test) + "\n";
    }

    /// The databases of a test go when it ends: the next one has the same server.
    void OnTestEnd(testing::TestInfo const &test) override
    {
        current.clear();
        if (test.result()->Failed()) {
            m_failed.push_back(name(test));
        }
        tributary::testing::PostgresServer::drop_databases();
    }

    void OnTestProgramEnd(testing::UnitTest const &) override
    {
        for (std::string const &test : m_failed) {
            std::printf("to run it alone: %s%s\n", alone.c_str(), test.c_str());
        }
    }

    static std::string name(testing::TestInfo const &test)
    {
        return std::string(test.test_suite_name()) + "." + test.name();
    }

    std::vector<std::string> m_failed;
};

} // namespace

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    name_the_case_that_ends_the_program();
    testing::UnitTest::GetInstance()->listeners().Append(new EachCase); // which owns it
    return RUN_ALL_TESTS();
}
