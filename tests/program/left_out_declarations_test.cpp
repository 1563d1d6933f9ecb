#include "tests/testing/declarations.hpp"
#include "tests/testing/schema_checker.hpp"
#include "tests/testing/schema_merge.hpp"
#include "tests/testing/shrink_schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace tributary {

using testing::Engine;
using testing::RandomSchema;
using testing::SchemaMerge;
using testing::SchemaTruth;

namespace {

using Texts = std::vector<std::string>;

/// What became of the declarations that some schemas leave out.
struct Found {
    Texts silent;   ///< neither asked about nor declared by `init`
    Texts guesses;  ///< what `init` declared or waived wrongly
    Texts faults;   ///< of the merges, after the right answers
    Texts needless; ///< questions about columns that refer to nothing
    std::size_t questions = 0;
};

std::set<std::string> asked(RandomSchema const &schema)
{
    SchemaMerge const merge(schema, schema.first_plan());
    merge.command({"run"});
    return testing::asked_places(merge.text_of("random.conflicts.csv"));
}

/// The smallest schema in which it is still not asked about, as SQL of its first source, and the plan.
std::string smallest(RandomSchema const &schema, testing::LeftOut const &one)
{
    auto const place = place_of(one);
    auto const shrunk = testing::shrunk(schema, *one.table, [&](auto const &smaller) {
        auto const all = testing::recognisable(smaller);
        auto const there = std::any_of(all.begin(), all.end(), [&](auto const &at) { return place_of(at) == place; });
        return there && !asked(smaller).contains(place);
    });
    return shrunk.sql(shrunk.sources[0]) + shrunk.first_plan();
}

void look(Engine engine, std::uint64_t seed, Found &found)
{
    RandomSchema const schema(seed, engine, testing::undeclared);
    SchemaMerge merge(schema, schema.first_plan());
    auto const text = [&](std::string const &what) {
        merge.keep();
        return "seed " + std::to_string(seed) + " in " + merge.folder() + ": " + what;
    };
    auto const guessed = merge.guessed_plan();
    for (auto const &guess : wrong_guesses(schema, guessed)) {
        found.guesses.push_back(text(guess));
    }
    auto const first = merge.command({"run"});
    auto const places = testing::asked_places(merge.text_of("random.conflicts.csv"));
    auto const known = testing::guessed_places(guessed);
    if (first.exit_code > 1) {
        found.faults.push_back(text("exit code " + std::to_string(first.exit_code) + " " + first.err));
    }
    for (auto const &one : testing::recognisable(schema)) {
        if (!places.contains(place_of(one)) && !known.contains(place_of(one)) && first.exit_code < 2) {
            found.silent.push_back(text(place_of(one)) + " -> " + one.reference->table +
                                   (found.silent.empty() ? "\n" + smallest(schema, one) : ""));
        }
    }
    found.questions += places.size();
    for (auto const &place : places) {
        if (!testing::refers(schema, place)) {
            found.needless.push_back(text(place));
        }
    }
    merge.replace_plan(schema.plan());
    SchemaTruth const truth(schema, merge.sources);
    auto const outcome = merge.command({"run", "--execute", "--yes"});
    if (outcome.exit_code == 1 && testing::asks_only_about_self(merge.text_of("random.conflicts.csv"))) {
        return;
    }
    if (outcome.exit_code != (truth.reasons().empty() ? 0 : 1)) {
        found.faults.push_back(text("exit code " + std::to_string(outcome.exit_code) + " " + outcome.err +
                                    merge.text_of("random.conflicts.csv") + ::testing::PrintToString(truth.reasons())));
    } else if (outcome.exit_code == 0) {
        auto const report = merge.command({"report", "--format", "json"});
        for (auto const &fault : testing::faults(schema, truth, merge.target, report.out)) {
            found.faults.push_back(text(fault));
        }
    }
}

/// Those from `first` to `last`, or what TRIBUTARY_SEEDS=from-to says.
Found look(Engine engine, std::uint64_t first, std::uint64_t last)
{
    char const *const seeds = std::getenv("TRIBUTARY_SEEDS");
    std::string const text = seeds != nullptr ? seeds : "";
    if (text.find('-') != std::string::npos) {
        first = std::stoull(text);
        last = std::stoull(text.substr(text.find('-') + 1));
    }
    Found found;
    for (auto seed = first; seed <= last; ++seed) {
        look(engine, seed, found);
    }
    return found;
}

void expect_good(Found const &found)
{
    EXPECT_EQ(found.silent, Texts{});
    EXPECT_EQ(found.guesses, Texts{});
    EXPECT_EQ(found.faults, Texts{});
    EXPECT_LE(found.needless.size() * 10, found.questions) << ::testing::PrintToString(found.needless);
}

TEST(LeftOutDeclarations, AreAskedAboutInSqlite) { expect_good(look(Engine::sqlite, 1, 3)); }
TEST(LeftOutDeclarations, AreAskedAboutInPostgres) { expect_good(look(Engine::postgres, 1001, 1001)); }

} // namespace
} // namespace tributary
