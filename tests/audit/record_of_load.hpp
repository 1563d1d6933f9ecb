#pragma once

#include "merge/audit/write_record.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tributary::audit {

using testing::Rows;

/// A target in SQLite with users 1 (ann), 2 (bob) and 104 (o'neil-lists), and facts of a run in which nothing happened.
class RecordOfLoad : public ::testing::Test {
protected:
    RecordOfLoad()
    {
        facts.summary.name = "pico";
        facts.summary.digest = "d1";
        facts.ids = [](auto const &) {};
        facts.crosswalk = [](auto const &) {};
        facts.renames = [](auto const &) {};
        facts.merges = [](auto const &) {};
        load.users = {"", "users", "id", "name"};
        testing::execute(file(), "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                                 "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'), (104, 'o''neil-lists')");
    }

    std::filesystem::path file() const { return folder.path / "target.db"; }

    std::unique_ptr<databases::Target> open() const
    {
        return databases::open_target({"target", "sqlite:target.db", {}, folder.path});
    }

    void rename_oneil()
    {
        facts.renames = [](auto const &sink) {
            sink({"lists/o'neil", "lists", "4", "104", "o'neil", "o'neil-lists", "suffix", "prose keeps it"});
        };
    }

    /// robert of lists becomes one with bob of prose.
    void merge_bob()
    {
        facts.merges = [](auto const &sink) {
            sink({"lists/robert", "lists", "7", "2", "prose/bob", "prose", "2", "same-key", "SHA256:abc", "robert",
                  "robert", "bob"});
        };
    }

    void write() const
    {
        auto target = open();
        write_record(*target, model::Engine::sqlite, facts, before, load);
        target->commit();
    }

    /// Written and committed, and what the query gives then.
    Rows written(std::string const &query) const
    {
        write();
        return testing::query(file(), query);
    }

    void execute(std::string const &sql) const { testing::execute(file(), sql); }

    testing::TemporaryDirectory folder;
    model::Facts facts;
    Before before;
    LoadRecord load;
};

} // namespace tributary::audit
