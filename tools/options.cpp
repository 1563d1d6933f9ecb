#include "tools/options.hpp"

#include "merge/model/error.hpp"
#include "tools/command.hpp"

#include <boost/program_options/errors.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/variables_map.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary::tools {
namespace {

namespace po = boost::program_options;

struct Described {
    char const *name;
    char const *shown;
    char const *help;
};

constexpr std::array described{
    Described{"execute", "--execute", "do it, instead of showing what would be done"},
    Described{"yes", "--yes", "with --execute: load also what the last dry run did not show"},
    Described{"what", "--what LIST", "which reports, separated by commas"},
    Described{"format", "--format FORMAT", "text, csv, json or html"},
    Described{"output", "--output FILE", "write to FILE instead of stdout"},
    Described{"conflicts", "--conflicts FILE", "the file for open questions; .toml: as TOML"},
    Described{"source", "--source NAME=URL", "a service; repeated, in order of precedence"},
    Described{"target", "--target URL", "the database to load"},
    Described{"create", "--create NAME", "the source whose tables are created in the target"},
    Described{"schema", "--schema LIST", "schemas of the PostgreSQL databases; default: public"},
    Described{"users", "--users TABLE", "the users table, or TABLE.COLUMN with the names; SOURCE=…: of one source"},
    Described{"json", "--json", "the result as JSON"},
    Described{"rules", "--rules", "list the rules that a plan can name; needs no plan"},
    Described{"quiet", "-q, --quiet", "no progress, and no report at the end of resolve and run"},
    Described{"verbose", "-v, --verbose", "a line for every table"},
    Described{"help", "-h, --help", "show this help, or that of a command"},
    Described{"version", "--version", "show the version"},
};

po::options_description all_options(Options &options)
{
    po::options_description all;
    auto add = all.add_options();
    add("execute", po::bool_switch(&options.execute));
    add("yes", po::bool_switch(&options.yes));
    add("what", po::value<std::vector<std::string>>()->composing());
    add("format", po::value(&options.format));
    add("output", po::value(&options.output));
    add("conflicts", po::value(&options.conflicts));
    add("source", po::value(&options.sources)->composing());
    add("target", po::value(&options.target));
    add("create", po::value(&options.create));
    add("schema", po::value<std::vector<std::string>>()->composing());
    add("users", po::value(&options.users)->composing());
    add("json", po::bool_switch(&options.json));
    add("rules", po::bool_switch(&options.rules));
    add("quiet,q", po::bool_switch(&options.quiet));
    add("verbose,v", po::bool_switch(&options.verbose));
    add("help,h", po::bool_switch(&options.help));
    add("version", po::bool_switch(&options.version));
    add("words", po::value<std::vector<std::string>>());
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

/// Every word of an option that takes lists and may be given again.
std::vector<std::string> lists(po::variables_map const &values, std::string const &option)
{
    std::vector<std::string> words;
    if (values.count(option) > 0) {
        for (auto const &list : values[option].as<std::vector<std::string>>()) {
            auto const more = split(list);
            words.insert(words.end(), more.begin(), more.end());
        }
    }
    return words;
}

} // namespace

Options read_options(int argc, char const *const *argv)
{
    Options options;
    auto const all = all_options(options);
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
    } catch (po::error const &error) {
        auto const *const end = argv + argc;
        auto const *const word =
            std::find_if(argv + std::min(argc, 1), end, [](char const *one) { return *one != '-'; });
        throw model::Error(model::Exit::usage, without_value(error.what()), way_to_help(word == end ? "" : *word));
    }
    options.what = lists(values, "what");
    options.schemas = lists(values, "schema");
    if (values.count("words") > 0) {
        auto const words = values["words"].as<std::vector<std::string>>();
        options.command = words[0];
        options.plan = words.size() > 1 ? words[1] : "";
        options.subject = words.size() > 2 ? words[2] : "";
        if (words.size() > 3) {
            throw model::Error(model::Exit::usage, too_many_words(words[3]), way_to_help(options.command));
        }
    }
    return options;
}

std::string too_many_words(std::string const &word)
{
    auto const plain = word.find_first_of(":=@") == std::string::npos;
    return "too many arguments" + (plain ? ": \"" + word + "\"" : "");
}

std::string way_to_help(std::string const &command)
{
    auto const all = commands();
    auto const known = std::any_of(all.begin(), all.end(), [&](auto const &one) { return one.name == command; });
    return known ? "`tributary " + command + " --help` lists its options"
                 : "`tributary --help` lists the commands and options";
}

std::string options_help(std::vector<std::string> const &names)
{
    std::string text;
    for (auto const &option : described) {
        if (std::find(names.begin(), names.end(), option.name) != names.end()) {
            text += fmt::format("  {:<18} {}\n", option.shown, option.help);
        }
    }
    return text;
}

} // namespace tributary::tools
