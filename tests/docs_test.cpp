#include "tests/testing/database.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/sqlite_file.hpp"
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

using testing::Engine;
using Words = std::vector<std::string>;
using Names = std::set<std::string>;
using Described = std::map<std::string, std::string>; ///< a name and what is said of it

fs::path root() { return fs::path(TRIBUTARY_FIXTURES).parent_path(); }

std::string contents(fs::path const &file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("there is no " + file.string());
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string page(std::string const &name) { return contents(root() / name); }

Words lines_of(std::string const &text)
{
    std::istringstream stream(text);
    Words lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// What stands between two words; empty if there is no such place.
std::string between(std::string const &text, std::string const &from, std::string const &to)
{
    auto const found = text.find(from);
    if (found == std::string::npos) {
        return {};
    }
    auto const start = found + from.size();
    return text.substr(start, text.find(to, start) - start);
}

std::string section(std::string const &text, std::string const &heading)
{
    return between(text, "\n## " + heading + "\n", "\n## ");
}

/// The first table of a text: first cell → second cell; of a first cell with backticks what they enclose.
Described first_table(std::string const &text)
{
    static std::regex const row(R"(\| (?:\[?`([^`]*)`.*?|(.*?)) \| (.*?) \|.*)");
    Described result;
    auto const lines = lines_of(text);
    auto line = std::find_if(lines.begin(), lines.end(), [](auto const &one) { return one.starts_with("|---"); });
    std::smatch cells;
    while (line != lines.end() && ++line != lines.end() && std::regex_match(*line, cells, row)) {
        result[cells[1].str() + cells[2].str()] = cells[3];
    }
    return result;
}

Names names(Described const &described)
{
    Names result;
    for (auto const &[name, said] : described) {
        result.insert(name);
    }
    return result;
}

Words fenced(std::string const &text, std::string const &language)
{
    Words blocks;
    auto const fence = "```" + language + "\n";
    for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
        blocks.push_back(between(text.substr(at), fence, "```"));
    }
    return blocks;
}

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
    Names result;
    std::istringstream words(between(message, "allowed here: ", "\n"));
    for (std::string word; words >> word;) {
        result.insert(word.substr(0, word.find(',')));
    }
    return result;
}

/// The keys that the program names when a section of the plan holds one that it does not know.
Names keys_read_in(std::string const &section_name)
{
    std::string plan = "@the plan file@\n[[source]]\nname = \"a\"\nurl = \"sqlite:a.db\"\n@[[source]]@\n"
                       "[target]\nurl = \"sqlite:t.db\"\n@[target]@\n"
                       "[users]\ntable = \"users\"\nname = \"name\"\n@[users]@\n"
                       "keys = { @`keys` in [users]@ table = \"keys\", column = \"key\" }\n[ids]\n@[ids]@\n";
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
         {"the plan file", "[[source]]", "[target]", "[users]", "`keys` in [users]", "[ids]"}) {
        result[name] = of_page ? names(first_table(section(page("docs/plan-file.md"), name))) : keys_read_in(name);
    }
    return result;
}

Described exit_codes_of_help()
{
    auto const text = std::regex_replace(between(help(), "Exit codes: ", "\n\n"), std::regex("\\s+"), " ");
    Described result;
    std::smatch found;
    static std::regex const one("([0-9]+) (.*?)( · |$)");
    for (auto rest = text; !rest.empty() && std::regex_search(rest, found, one); rest = found.suffix()) {
        result[found[1]] = found[2];
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

    testing::TemporaryDirectory folder;
    testing::Database target;
    std::map<std::string, std::string> environment;
};

/// Digests change with the program, and the folder with the machine.
std::string masked(std::string text, std::string const &folder)
{
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
        text.replace(at, folder.size(), "…/build/demo");
    }
    return std::regex_replace(text, std::regex("[0-9a-f]{64}"), "(digest)");
}

/// Pieces of a transcript, cut at lines "…", that do not stand in the output in their order.
Words pieces_not_printed(std::string const &transcript, std::string const &output)
{
    Words pieces(1);
    for (auto const &line : lines_of(transcript)) {
        if (line == "…") {
            pieces.emplace_back();
        } else {
            pieces.back() += line + '\n';
        }
    }
    Words result;
    std::size_t at = 0;
    for (auto const &piece : pieces) {
        auto const found = output.find(piece, at);
        if (found == std::string::npos) {
            result.push_back(piece);
        } else {
            at = found + piece.size();
        }
    }
    return result;
}

template <typename Database> Words queries_that_fail(std::string const &name, Database const &database)
{
    Words result;
    for (auto const &query : fenced(page(name), "sql")) {
        try {
            testing::query(database, query);
        } catch (std::runtime_error const &error) {
            result.push_back(query + error.what());
        }
    }
    return result;
}

// ---- the repository ----------------------------------------------------------------------------

std::vector<fs::path> pages()
{
    std::vector<fs::path> result = {root() / "README.md", root() / "CHANGELOG.md", root() / "CONTRIBUTING.md"};
    for (auto const &entry : fs::recursive_directory_iterator(root() / "docs")) {
        if (entry.path().extension() == ".md") {
            result.push_back(entry.path());
        }
    }
    return result;
}

Words broken_links()
{
    Words result;
    static std::regex const link(R"(\]\(([^)#:]+)(#[^)]*)?\))");
    for (auto const &file : pages()) {
        auto const text = contents(file);
        for (std::sregex_iterator one(text.begin(), text.end(), link), end; one != end; ++one) {
            if (!fs::exists(file.parent_path() / (*one)[1].str())) {
                result.push_back(file.filename().string() + ": " + (*one)[1].str());
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

/// Rows of the include table in scripts/check-includes that the table of ARCHITECTURE.md does not repeat.
Words rooms_not_in_architecture()
{
    auto const table = first_table(section(page("docs/ARCHITECTURE.md"), "Dependencies run one way"));
    auto const script = page("scripts/check-includes");
    static std::regex const room(R"re(room\("([^"]+)", +"([^"*]+)"\))re");
    Words result;
    for (std::sregex_iterator one(script.begin(), script.end(), room), end; one != end; ++one) {
        auto const name = (*one)[1].str();
        auto const driver = name == "merge/databases/sqlite"; // shares its row with the other one
        auto const row = table.find(driver ? "merge/databases/postgres" : name);
        std::istringstream words((*one)[2]);
        for (std::string word; words >> word;) {
            auto const said = row != table.end() && row->second.find('`' + word + '`') != std::string::npos;
            if (word != name && word != "sql" && !said) {
                result.push_back(name + " may include " + word);
            }
        }
    }
    return result;
}

Names tables_of_staging()
{
    auto const schema = page("merge/staging/schema.sql");
    static std::regex const table("CREATE TABLE ([a-z_]+)");
    Names result = {"\"<source>.<table>\"", "\"merged.<table>\""};
    for (std::sregex_iterator one(schema.begin(), schema.end(), table), end; one != end; ++one) {
        result.insert((*one)[1]);
    }
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

std::string transcript_of_readme() { return between(page("README.md"), "tributary run plan.toml\n", "```"); }

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
    auto const run = pico.tributary({"run", "plan.toml"});
    auto const folder = pico.folder.path.string();
    EXPECT_EQ(0, run.exit_code);
    EXPECT_EQ(Words{}, pieces_not_printed(masked(transcript_of_readme(), folder), masked(run.err + run.out, folder)));
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
    EXPECT_EQ(Words{}, queries_that_fail("docs/staging-file.md", pico.folder.path / "pico.staging.sqlite"));
}

TEST(ProvenancePage, HasQueriesThatWork)
{
    Pico const pico(Engine::postgres);
    EXPECT_EQ(0, pico.tributary({"run", "plan.toml", "--execute"}).exit_code);
    EXPECT_EQ(Words{}, queries_that_fail("docs/provenance.md", pico.target));
}

TEST(ArchitecturePage, RepeatsTheTableOfTheIncludeCheck) { EXPECT_EQ(Words{}, rooms_not_in_architecture()); }

TEST(EveryPage, HasLinksThatLeadToFiles) { EXPECT_EQ(Words{}, broken_links()); }

} // namespace tributary
