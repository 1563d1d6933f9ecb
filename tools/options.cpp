#include "tools/options.hpp"

#include "merge/model/error.hpp"
#include "merge/model/nearest.hpp"
#include "tools/command.hpp"

#include <boost/program_options/errors.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/variables_map.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

namespace tributary::tools {
namespace {

namespace po = boost::program_options;

using Words = std::vector<std::string>;

/// Where the value of an option goes.
using Place = std::variant<bool Options::*, std::string Options::*, Words Options::*>;

enum class Repeated { no, as_words, as_lists };

struct Option {
    std::string_view name;
    char letter;            ///< 0: it has none
    std::string_view value; ///< what follows it, for the help; empty: nothing
    std::string_view help;
    Place place;
    Repeated repeated = Repeated::no;
    bool is_common = false; ///< every command has it
};

/// Every option, in the order of the help. To add one: its member in Options, and its line here.
std::span<Option const> all_options()
{
    static std::array const list{
        Option{"execute", 0, "", "do it, instead of showing what would be done", &Options::execute},
        Option{"yes", 0, "", "with --execute: load also what the last dry run did not show", &Options::yes},
        Option{"trust-source", 0, "", "with --execute: run code that `create` copies also as a superuser",
               &Options::trust_source},
        Option{"what", 0, "LIST", "which reports, separated by commas", &Options::what, Repeated::as_lists},
        Option{"format", 0, "FORMAT", "text, csv, json or html; nginx for aliases", &Options::format},
        Option{"output", 'o', "FILE", "write to FILE instead of stdout", &Options::output},
        Option{"with-values", 0, "", "addresses in full, instead of a***@example.org", &Options::with_values},
        Option{"conflicts", 0, "FILE", "the file for open questions; .toml: as TOML", &Options::conflicts},
        Option{"still-renamed", 0, "", "accounts that still have the name that the merge gave them",
               &Options::still_renamed},
        Option{"check", 0, "", "whether the record is as the load wrote it; exit 4 if it is not", &Options::check},
        Option{"source", 0, "NAME=URL", "a service; repeated, in order of precedence", &Options::sources,
               Repeated::as_words},
        Option{"target", 0, "URL", "the database to load, or that was loaded", &Options::target},
        Option{"create", 0, "NAME", "the source whose tables are created in the target", &Options::create},
        Option{"schema", 0, "LIST", "schemas of the PostgreSQL databases; default: public", &Options::schemas,
               Repeated::as_lists},
        Option{"users", 0, "TABLE", "the users table, or TABLE.COLUMN with the names; SOURCE=…: of one source",
               &Options::users, Repeated::as_words},
        Option{"json", 0, "", "the result as JSON", &Options::json},
        Option{"rules", 0, "", "list the rules that a plan can name; needs no plan", &Options::rules},
        Option{"quiet", 'q', "", "no progress, and no report at the end of resolve and run", &Options::quiet,
               Repeated::no, true},
        Option{"verbose", 'v', "", "a line for every table", &Options::verbose, Repeated::no, true},
        Option{"help", 'h', "", "show this help, or that of a command", &Options::help, Repeated::no, true},
        Option{"version", 'V', "", "show the version", &Options::version, Repeated::no, true},
    };
    return list;
}

/// `-o, --output FILE`.
std::string shown(Option const &option)
{
    auto const letter = option.letter == 0 ? std::string() : fmt::format("-{}, ", option.letter);
    return fmt::format("{}--{}{}{}", letter, option.name, option.value.empty() ? "" : " ", option.value);
}

po::options_description described(Options &options)
{
    po::options_description all;
    auto add = all.add_options();
    for (auto const &option : all_options()) {
        auto const letter = option.letter == 0 ? std::string() : fmt::format(",{}", option.letter);
        auto const names = std::string(option.name) + letter;
        if (auto const *const flag = std::get_if<bool Options::*>(&option.place)) {
            add(names.c_str(), po::bool_switch(&(options.*(*flag))));
        } else if (auto const *const word = std::get_if<std::string Options::*>(&option.place)) {
            add(names.c_str(), po::value(&(options.*(*word))));
        } else {
            add(names.c_str(), po::value<Words>()->composing());
        }
    }
    add("words", po::value<Words>());
    return all;
}

std::vector<std::string> split(std::string const &list)
{
    std::vector<std::string> words;
    std::size_t from = 0;
    while (from <= list.size()) {
        auto const comma = std::min(list.find(',', from), list.size());
        if (comma > from) {
            words.push_back(list.substr(from, comma - from));
        }
        from = comma + 1;
    }
    return words;
}

/// Boost repeats the word that it does not understand, and a url may hold a password.
std::string without_value(std::string const &message)
{
    auto const url = message.find("://") != std::string::npos || message.find("password") != std::string::npos;
    return url ? message.substr(0, message.find('=')) + "=…'" : message;
}

/// What was given to the options that may be given again.
void take_repeated(po::variables_map const &values, Options &options)
{
    for (auto const &option : all_options()) {
        auto const *const place = std::get_if<Words Options::*>(&option.place);
        if (place == nullptr || values.count(std::string(option.name)) == 0) {
            continue;
        }
        auto &words = options.*(*place);
        for (auto const &given : values[std::string(option.name)].as<Words>()) {
            auto const more = option.repeated == Repeated::as_lists ? split(given) : Words{given};
            words.insert(words.end(), more.begin(), more.end());
        }
    }
}

bool is_given(Option const &option, Options const &options)
{
    return std::visit(
        [&](auto const place) {
            auto const &value = options.*place;
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, bool>) {
                return value;
            } else {
                return !value.empty();
            }
        },
        option.place);
}

bool takes(Command const *command, Option const &option)
{
    return command == nullptr || option.is_common ||
           std::find(command->options.begin(), command->options.end(), option.name) != command->options.end();
}

Command const *find_command(std::string_view name)
{
    auto const all = commands();
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// The first word that is no option: mostly the command.
std::string first_word(std::span<char const *const> arguments)
{
    auto const found = std::find_if(arguments.begin(), arguments.end(), [](char const *one) { return *one != '-'; });
    return found == arguments.end() ? "" : *found;
}

model::Error unknown_option(std::string const &given, std::string const &command)
{
    Words names;
    for (auto const &option : all_options()) {
        if (takes(find_command(command), option)) {
            names.push_back("--" + std::string(option.name));
        }
    }
    auto const name = given.substr(0, given.find('='));
    auto const bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
    auto const is_letter = bare.size() < 2; // a letter resembles every other
    return {model::Exit::usage, "unknown option " + name,
            (is_letter ? std::string() : model::did_you_mean("--" + bare, names)) + "\n" + way_to_help(command)};
}

} // namespace

Options read_options(int argc, char const *const *argv)
{
    Options options;
    auto const all = described(options);
    auto const command = first_word(std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0));
    po::positional_options_description positional;
    positional.add("words", -1);
    po::variables_map values;
    try {
        using po::command_line_style::allow_guessing;
        using po::command_line_style::unix_style;
        po::store(po::command_line_parser(argc, argv)
                      .options(all)
                      .positional(positional)
                      .style(unix_style & ~allow_guessing)
                      .run(),
                  values);
        po::notify(values);
    } catch (po::unknown_option const &error) {
        throw unknown_option(error.get_option_name(), command);
    } catch (po::error const &error) {
        throw model::Error(model::Exit::usage, without_value(error.what()), way_to_help(command));
    }
    take_repeated(values, options);
    auto words = values.count("words") > 0 ? values["words"].as<Words>() : Words();
    if (!words.empty() && words[0] == "help") { // as `COMMAND --help`
        options.help = true;
        words.erase(words.begin());
    }
    options.command = words.empty() ? "" : words[0];
    auto const *const named = find_command(options.command);
    if (named != nullptr && named->takes_target && !options.target.empty()) {
        if (words.size() > 2) {
            throw model::Error(model::Exit::usage,
                               fmt::format("`{}` takes a plan or --target, not both", options.command),
                               way_to_help(options.command));
        }
        words.insert(words.begin() + 1, std::string()); // in the place of the plan
    }
    if (words.size() > 3) {
        throw model::Error(model::Exit::usage, too_many_words(words[3]), way_to_help(options.command));
    }
    options.plan = words.size() > 1 ? words[1] : "";
    if (words.size() > 2) {
        options.subject = words[2];
    }
    return options;
}

void refuse_options_of_others(Command const &command, Options const &options)
{
    for (auto const &option : all_options()) {
        if (is_given(option, options) && !takes(&command, option)) {
            throw model::Error(model::Exit::usage, fmt::format("`{}` has no option --{}", command.name, option.name),
                               way_to_help(std::string(command.name)));
        }
    }
}

std::string too_many_words(std::string const &word)
{
    auto const plain = word.find_first_of(":=@") == std::string::npos;
    return "too many arguments" + (plain ? ": \"" + word + "\"" : "");
}

std::string way_to_help(std::string const &command)
{
    return find_command(command) != nullptr ? "`tributary " + command + " --help` lists its options"
                                            : "`tributary --help` lists the commands and options";
}

std::string options_help(Command const *command)
{
    std::string text;
    for (auto const &option : all_options()) {
        auto const is_listed =
            command == nullptr ? option.is_common : takes(command, option) && option.name != "version";
        if (is_listed) {
            text += fmt::format("  {:<18} {}\n", shown(option), option.help);
        }
    }
    return text;
}

} // namespace tributary::tools
