#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tributary::tools {

struct Command;

/// The command line, read.
struct Options {
    std::string command;
    std::string plan;
    bool execute = false;
    bool yes = false;          ///< load although it is not what the last dry run showed
    bool trust_source = false; ///< code that `create` copies may run as superuser
    bool quiet = false;
    bool verbose = false;
    bool json = false;
    bool rules = false; ///< list them, instead of checking a plan
    bool help = false;
    bool version = false;
    std::vector<std::string> what;    ///< reports
    std::string format;               ///< empty: text
    std::string output;               ///< empty: stdout
    bool with_values = false;         ///< addresses are not masked
    std::string conflicts;            ///< where the conflicts file goes; empty: beside the plan
    std::vector<std::string> sources; ///< NAME=URL, in order of precedence
    std::string target;               ///< URL: may hold a password, as sources may
    std::string create;
    std::vector<std::string> schemas;
    std::vector<std::string> users;
    std::optional<std::string> subject; ///< of explain and audit; may be empty
    bool still_renamed = false;
    bool check = false; ///< the record of a load
};

/// `help COMMAND` is read as `COMMAND --help`. Throws model::Error 64 for what is no option of any command, with the
/// nearest of those that the command has.
Options read_options(int argc, char const *const *argv);

/// Throws model::Error 64 for an option that only other commands have.
void refuse_options_of_others(Command const &command, Options const &options);

/// The message about an unexpected argument. The argument is not repeated if it may be a URL, which may hold a
/// password.
std::string too_many_words(std::string const &word);

/// The next step after a wrong command line: the help that explains it.
std::string way_to_help(std::string const &command);

/// A line for each option of the command, or, of none, for those that every command has.
std::string options_help(Command const *command);

} // namespace tributary::tools
