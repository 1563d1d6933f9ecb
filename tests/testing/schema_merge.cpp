#include "tests/testing/schema_merge.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tributary::testing {

SchemaMerge::SchemaMerge(RandomSchema const &schema, std::string const &plan) : m_names(schema.sources)
{
    auto name = (std::filesystem::temp_directory_path() / "tributary-schema-XXXXXX").string();
    m_folder = mkdtemp(name.data());
    target = empty_database(schema.engine, m_folder, "target");
    replace_plan(plan);
    std::ofstream(m_folder / "before.sql") << schema.target_sql();
    for (auto const &source : schema.sources) {
        auto const sql = schema.sql(source);
        std::ofstream(m_folder / (source + ".sql")) << sql;
        sources[source] = empty_database(schema.engine, m_folder, source);
        execute(sources[source], sql);
        m_environment[source] = sources[source].url;
    }
    m_environment["target"] = target.url;
    m_environment["staging"] = (m_folder / "staging.sqlite").string();
}

SchemaMerge::~SchemaMerge()
{
    if (!m_kept && !::testing::Test::HasFailure()) {
        std::filesystem::remove_all(m_folder);
    }
}

void SchemaMerge::replace_plan(std::string const &plan) const { std::ofstream(m_folder / "plan.toml") << plan; }

std::string SchemaMerge::text_of(std::string const &file) const
{
    std::ifstream stream(m_folder / file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Outcome SchemaMerge::command(std::vector<std::string> words) const
{
    words.insert(words.begin() + 1, (m_folder / "plan.toml").string());
    return run_program(std::move(words), m_environment);
}

std::string SchemaMerge::guessed_plan() const
{
    std::vector<std::string> words{"init", (m_folder / "guessed.toml").string(), "--target", target.url};
    for (auto const &source : m_names) {
        words.emplace_back("--source");
        words.push_back(source + "=" + sources.at(source).url);
    }
    auto const outcome = run_program(words, m_environment);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return text_of("guessed.toml");
}

} // namespace tributary::testing
