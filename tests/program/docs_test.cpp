#include "tests/testing/database.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace tributary {
namespace {

using testing::between;
using testing::contents;
using testing::Described;
using testing::Engine;
using testing::fenced;
using testing::first_table;
using testing::found_in;
using testing::lines_of;
using testing::Names;
using testing::names;
using testing::page;
using testing::root;
using testing::section;
using testing::Words;

// ---- what the program says of itself -----------------------------------------------------------

std::string help(Words args = {})
{
    args.emplace_back("--help");
    return testing::run_program(args).out;
}

/// "  name   what it does", a line each.
Described listed(std::string const &text)
{
    Described result;
    for (auto const &line : lines_of(text)) {
        auto const end = line.find(' ', 2);
        result[line.substr(2, end - 2)] = line.substr(line.find_first_not_of(' ', end));
    }
    return result;
}

Described commands() { return listed(between(help(), "Commands:\n", "\n\n")); }

Names allowed(std::string const &message)
{
    return found_in(between(message, "allowed here: ", "\n"), std::regex("([^ ,]+)"));
}

/// The keys that the program names when a section of the plan holds one that it does not know.
Names keys_read_in(std::string const &section_name)
{
    std::string plan = "@the plan file@\n[[source]]\nname = \"a\"\nurl = \"sqlite:a.db\"\n@[[source]]@\n"
                       "[target]\nurl = \"sqlite:t.db\"\n@[target]@\n"
                       "[users]\ntable = \"users\"\nname = \"name\"\n@[users]@\n"
                       "keys = { @`keys` in [users]@ table = \"keys\", column = \"key\" }\n[ids]\n@[ids]@\n"
                       "[[reference]]\ncolumn = \"a.b\"\nto = \"users.id\"\n@[[reference]]@\n"
                       "[[waive]]\ncolumn = \"a.c\"\nreason = \"none\"\n@[[waive]]@\n"
                       "[[unique]]\ntable = \"a\"\ncolumns = [\"b\"]\n@[[unique]]@\n"
                       "[table.NAME]\n@[table.NAME]@\n[derive.NAME]\nsql = \"SELECT 1\"\n@[derive.NAME]@\n";
    auto const inside_braces = section_name.starts_with('`');
    plan.replace(plan.find('@' + section_name + '@'), section_name.size() + 2,
                 inside_braces ? "nosuchkey = 1," : "nosuchkey = 1");
    plan = std::regex_replace(plan, std::regex("@[^@]*@"), "");
    testing::TemporaryDirectory const folder;
    std::ofstream(folder.path / "plan.toml") << plan;
    auto const message = testing::run_program({"run", "plan.toml"}, {}, folder.path).err;
    return message.find("`nosuchkey` in " + section_name) == std::string::npos ? Names{message} : allowed(message);
}

/// Section → keys, by the program or by its page.
std::map<std::string, Names> keys(bool of_page)
{
    std::map<std::string, Names> result;
    for (std::string const name :
         {"the plan file", "[[source]]", "[target]", "[users]", "`keys` in [users]", "[[reference]]", "[[waive]]",
          "[[unique]]", "[table.NAME]", "[derive.NAME]", "[ids]"}) {
        result[name] = of_page ? names(first_table(section(page("docs/plan-file.md"), name))) : keys_read_in(name);
    }
    return result;
}

Described exit_codes_of_help()
{
    auto const text = std::regex_replace(between(help(), "Exit codes: ", "\n\n"), std::regex(" ·\\s+"), "\n");
    Described result;
    for (auto const &line : lines_of(std::regex_replace(text, std::regex("(^|\n)"), "$1  "))) {
        result.merge(listed(line));
    }
    return result;
}

// ---- the pico fixture --------------------------------------------------------------------------

/// The model case in a folder of its own.
struct Pico {
    explicit Pico(Engine engine)
    {
        fs::path const fixture = fs::path(TRIBUTARY_FIXTURES) / "pico";
        auto const kind = std::string(name(engine));
        auto const script = "target." + kind + ".sql";
        fs::copy(fixture / "plan.toml", folder.path);
        fs::copy(fixture / script, folder.path);
        for (std::string const source : {"prose", "lists", "pastes"}) {
            auto const database = testing::empty_database(engine, folder.path, source);
            testing::execute(database, contents(fixture / ("schema." + kind + ".sql")));
            testing::execute(database, contents(fixture / (source + ".sql")));
            environment[source + "_url"] = database.url;
        }
        target = testing::empty_database(engine, folder.path, "pico");
        environment["target_url"] = target.url;
        environment["engine"] = kind;
    }

    testing::Outcome tributary(Words const &args) const { return testing::run_program(args, environment, folder.path); }

    /// Both streams as a terminal shows them.
    testing::Outcome on_terminal(std::string const &command) const
    {
        return testing::run_in_shell("cd " + folder.path.string() + " && \"$TRIBUTARY\" " + command + " 2>&1",
                                     environment);
    }

    testing::TemporaryDirectory folder;
    testing::Database target;
    std::map<std::string, std::string> environment;
};

/// Digests change with the program, and the folder with the machine.
std::string masked(std::string const &text)
{
    return std::regex_replace(std::regex_replace(text, std::regex("[0-9a-f]{64}"), "(digest)"),
                              std::regex("(in |sqlite:)[^ \n]*/pico"), "$1(folder)/pico");
}

/// Pieces of a transcript, cut at lines "…", that do not stand in the output in their order.
Words pieces_not_printed(std::string const &transcript, std::string const &output)
{
    std::size_t at = 0;
    std::string piece;
    Words result;
    for (auto const &line : lines_of(transcript + "…")) {
        if (line != "…") {
            piece += line + '\n';
            continue;
        }
        auto const found = output.find(piece, at);
        if (piece.empty() || found == std::string::npos) {
            result.push_back(piece);
        } else {
            at = found + piece.size();
        }
        piece.clear();
    }
    return result;
}

/// Throws if one of them fails, or if there is none.
void ask_queries_of(std::string const &name, testing::Database const &database)
{
    auto const queries = fenced(page(name), "sql");
    testing::query(database, queries.at(0));
    std::for_each(queries.begin(), queries.end(), [&](auto const &query) { testing::query(database, query); });
}

// ---- the repository ----------------------------------------------------------------------------

Words broken_links()
{
    std::vector<fs::path> pages = {root() / "README.md", root() / "CHANGELOG.md", root() / "CONTRIBUTING.md"};
    auto const docs = fs::recursive_directory_iterator(root() / "docs");
    std::copy_if(begin(docs), end(docs), std::back_inserter(pages),
                 [](auto const &entry) { return entry.path().extension() == ".md"; });
    static std::regex const link(R"(\]\(([^)#:]+)(#[^)]*)?\))");
    Words result;
    for (auto const &file : pages) {
        for (auto const &target : found_in(contents(file), link)) {
            if (!fs::exists(file.parent_path() / target)) {
                result.push_back(file.filename().string() + ": " + target);
            }
        }
    }
    return result;
}

/// The plan without comments and alignment.
std::string bare(std::string const &plan)
{
    auto const text = std::regex_replace(std::regex_replace(plan, std::regex("#[^\n]*"), ""), std::regex("\\s+"), " ");
    return text.substr(text.find_first_not_of(' '));
}

/// Room → rooms that it may include, by the script that checks it or by the page.
std::map<std::string, Names> rooms(bool of_page)
{
    std::map<std::string, Names> result;
    if (of_page) {
        for (auto const &[room, others] :
             first_table(section(page("docs/ARCHITECTURE.md"), "Dependencies run one way"))) {
            result[room] = found_in(others, std::regex("`([a-z_/]+)`"));
            result[room].erase("init");
        }
        return result;
    }
    auto const script = page("scripts/check-includes");
    for (auto const &room : found_in(script, std::regex("room\\(\"([^\"]+)\", +\"[^*]"))) {
        result[room] =
            found_in(between(between(script, "room(\"" + room + "\",", ")"), "\"", "\""), std::regex("([^ ]+)"));
        result[room].erase(room);
        result[room].erase("sql");     // what the build writes
        result[room].erase("version"); // the same
    }
    for (auto const &subject : found_in(script, std::regex("subject\\(\"([^\"]+)\""))) {
        auto &others = result["merge/" + subject];
        auto const line = between(script, "subject(\"" + subject + "\"", "\n");
        for (auto const &other : found_in(line, std::regex("([a-z_]+)"))) {
            others.insert("merge/" + other);
        }
    }
    return result;
}

Names tables_of_staging()
{
    auto result = found_in(page("merge/staging/schema.sql"), std::regex("CREATE TABLE ([a-z_]+)"));
    result.insert({"\"<source>.<table>\"", "\"merged.<table>\""});
    return result;
}

/// What the help of each command says of its options, or its page does.
std::map<std::string, Words> options(bool of_pages)
{
    std::map<std::string, Words> result;
    for (auto const &[command, line] : commands()) {
        auto const text = of_pages ? section(page("docs/commands/" + command + ".md"), "Options") : help({command});
        result[command] = lines_of(of_pages ? fenced(text, "").at(0) : between(text, "Options:\n", "\n\n"));
    }
    return result;
}

Described commands_with_pages()
{
    Described result;
    for (auto const &entry : fs::directory_iterator(root() / "docs/commands")) {
        auto const lines = lines_of(contents(entry.path()));
        result[entry.path().stem()] = lines.size() > 2 ? lines[2] : "";
    }
    return result;
}

Names allowed_in_report(std::string const &option)
{
    Pico const pico(Engine::sqlite);
    return allowed(pico.tributary({"report", "plan.toml", option, "nosuchthing"}).err);
}

} // namespace

TEST(Readme, ListsEveryCommandWithItsOwnLine)
{
    EXPECT_EQ(commands(), first_table(section(page("README.md"), "Commands")));
}

TEST(Readme, ShowsTheDryRunAsTheProgramPrintsIt)
{
    Pico const pico(Engine::sqlite);
    fs::remove(pico.folder.path / "pico.db"); // as the page does
    auto const run = pico.on_terminal("run plan.toml");
    EXPECT_EQ(0, run.exit_code);
    auto const transcript = between(page("README.md"), "tributary run plan.toml\n", "```");
    EXPECT_EQ(Words{}, pieces_not_printed(masked(transcript), masked(run.out)));
}

TEST(Readme, ShowsThePlanOfTheFixture)
{
    EXPECT_EQ(bare(page("fixtures/pico/plan.toml")), bare(fenced(page("README.md"), "toml").at(0)));
}

TEST(Readme, ListsTheExitCodesOfTheHelp)
{
    EXPECT_EQ(exit_codes_of_help(), first_table(section(page("README.md"), "At two in the morning")));
}

TEST(CommandPages, AreThereForEveryCommandAndBeginWithItsOwnLine) { EXPECT_EQ(commands(), commands_with_pages()); }

TEST(CommandPages, ListTheOptionsAsTheHelpDoes) { EXPECT_EQ(options(false), options(true)); }

TEST(ReportPage, ListsEveryReportAndNoOther)
{
    EXPECT_EQ(allowed_in_report("--what"), names(first_table(page("docs/commands/report.md"))));
}

TEST(ReportPage, ListsEveryFormatAndNoOther)
{
    auto const formats = between(page("docs/commands/report.md"), "\n| format ", "## Options");
    EXPECT_EQ(allowed_in_report("--format"), names(first_table(formats)));
}

TEST(PlanPage, ListsEveryKeyThatTheProgramReadsAndNoOther) { EXPECT_EQ(keys(false), keys(true)); }

TEST(PlanPage, SaysOfEveryMatchRuleWhatTheHelpSays)
{
    auto const rules = between(page("docs/plan-file.md"), "\nThe match rules:\n", "\n- ");
    EXPECT_EQ(listed(between(help(), "Match rules:\n", "\n\n")), first_table(rules));
}

TEST(StagingPage, ListsEveryTableAndNoOther)
{
    EXPECT_EQ(tables_of_staging(), names(first_table(section(page("docs/staging-file.md"), "Tables"))));
}

TEST(StagingPage, HasQueriesThatWork)
{
    Pico const pico(Engine::sqlite);
    EXPECT_EQ(0, pico.tributary({"run", "plan.toml"}).exit_code);
    auto const staging = pico.folder.path / "pico.staging.sqlite";
    EXPECT_NO_THROW(ask_queries_of("docs/staging-file.md", {Engine::sqlite, "sqlite:" + staging.string()}));
}

TEST(ProvenancePage, HasQueriesThatWork)
{
    Pico const pico(Engine::postgres);
    EXPECT_EQ(0, pico.tributary({"run", "plan.toml", "--execute"}).exit_code);
    EXPECT_NO_THROW(ask_queries_of("docs/provenance.md", pico.target));
}

TEST(ArchitecturePage, RepeatsTheTableOfTheIncludeCheck) { EXPECT_EQ(rooms(false), rooms(true)); }

TEST(EveryPage, HasLinksThatLeadToFiles) { EXPECT_EQ(Words{}, broken_links()); }

} // namespace tributary
