#pragma once

#include "merge/plan/plan.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

/// A plan file in a folder of its own, and the least that it has to say.
namespace tributary::testing {

inline std::string const prose = "[[source]]\nname = \"prose\"\nurl = \"sqlite:prose.db\"\n"; // three lines
inline std::string const lists = "[[source]]\nname = \"lists\"\nurl = \"sqlite:lists.db\"\n"; // three lines
inline std::string const target = "[target]\nurl = \"sqlite:pico.db\"\n";                     // two lines
inline std::string const users = "[users]\ntable = \"app_users\"\nname = \"name\"\n";         // three lines
inline std::string const least = prose + target + users;

class PlanFile : public ::testing::Test {
protected:
    void write(std::string const &name, std::string const &text) const
    {
        std::ofstream(folder.path / name, std::ios::binary) << text;
    }

    plan::Plan read(std::string const &text) const
    {
        write("pico.toml", text);
        return plan::read_plan(file, {{"same-name-and-key", "same-key", "same-column"},
                                      {"same-column"},
                                      {"suffix", "refuse"},
                                      {"ssh", "text"},
                                      {"none", "case"},
                                      {"keep-survivor", "min", "first-non-null"},
                                      {"fold-identical", "suffix", "set", "refuse"},
                                      {"suffix"},
                                      {"set"}});
    }

    model::Error refused(std::string const &text) const
    {
        return error_of([&] { read(text); });
    }

    /// The sentence after the file's name: "line:column: …".
    std::string error_text(std::string const &text) const
    {
        auto const error = refused(text);
        EXPECT_EQ(error.exit, model::Exit::plan);
        auto const sentence = std::string(error.what());
        EXPECT_TRUE(sentence.starts_with(file.string() + ":")) << sentence;
        return sentence.substr(file.string().size() + 1);
    }

    /// "line:column" of the error.
    std::string place(std::string const &text) const
    {
        auto const sentence = error_text(text);
        return sentence.substr(0, sentence.find(": "));
    }

    TemporaryDirectory folder;
    std::filesystem::path file = folder.path / "pico.toml";
};

} // namespace tributary::testing
