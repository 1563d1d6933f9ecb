#include "tests/testing/two_services.hpp"

#include <fstream>

namespace tributary::testing {

namespace {

std::string source(std::string const &name, Database const &database, std::string const &more)
{
    return "[[source]]\nname = \"" + name + "\"\nurl = \"" + database.url + "\"\n" + more + "\n\n";
}

} // namespace

TwoServices::TwoServices(Engine sources, Engine of_target_engine) : TwoServices(sources, sources, of_target_engine) {}

TwoServices::TwoServices(Engine of_first_engine, Engine of_second_engine, Engine of_target_engine)
    : first(empty_database(of_first_engine, m_folder.path, "first")),
      second(empty_database(of_second_engine, m_folder.path, "second")),
      target(empty_database(of_target_engine, m_folder.path, "target"))
{
    if (of_target_engine == Engine::sqlite) {
        std::filesystem::remove(folder() / "target.db");
    }
}

void TwoServices::in_both(std::string const &sql) const
{
    execute(first, sql);
    execute(second, sql);
}

void TwoServices::write(std::string const &name, std::string const &text) const
{
    std::ofstream(folder() / name, std::ios::binary) << text;
}

std::filesystem::path TwoServices::plan() const
{
    write("merge.toml", "name = \"merge\"\n" + source("first", first, of_first) + source("second", second, of_second) +
                            "[target]\nurl = \"" + target.url + "\"\n" + of_target + "\n\n[users]\n" + users + "\n\n" +
                            rest + "\n");
    return folder() / "merge.toml";
}

Outcome TwoServices::merge(std::map<std::string, std::string> environment) const
{
    return run_program({"run", plan().string(), "--execute"}, std::move(environment));
}

Outcome TwoServices::command(std::vector<std::string> words) const
{
    std::map<std::string, std::string> environment;
    if (words.front() == "check" || words.front() == "explain") {
        environment["COLUMNS"] = "10000"; // a sentence is one line
    }
    words.insert(words.begin() + 1, plan().string());
    return run_program(std::move(words), environment);
}

std::string transcript(Outcome const &outcome)
{
    return "exit " + std::to_string(outcome.exit_code) + "\n" + outcome.out + outcome.err;
}

} // namespace tributary::testing
