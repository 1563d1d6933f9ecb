#pragma once

#include "merge/undeclared/suspects.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// A service of PostgreSQL with users, and what the gate says of it.
namespace tributary::testing {

inline model::Column column_of_type(std::string name, std::string type)
{
    model::Column column;
    column.name = std::move(name);
    column.type = std::move(type);
    return column;
}

class Coverage : public ::testing::Test {
protected:
    Coverage()
    {
        plan.file = "pico.toml";
        plan.users.table = "users";
        plan.users.name = "name";
    }

    static model::Schema with_users(std::vector<model::Table> tables, model::Column id = integer_column("id"))
    {
        auto const key = id.name;
        tables.push_back(table("users", {std::move(id), text_column("name")}, {primary_key({key})}));
        auto result = testing::schema(std::move(tables));
        result.engine = model::Engine::postgresql;
        return result;
    }

    /// The suspects of a single source by what they are named, or by the type of their values: those that only their
    /// contents can make suspicious are left out.
    std::vector<undeclared::Suspect> named_suspects(std::vector<undeclared::CoverageSource> const &sources,
                                                    model::Schema const &target = {}) const
    {
        using Looks = undeclared::Suspect::Looks;
        auto result = undeclared::suspects(plan, sources, target);
        std::erase_if(result, [](auto const &suspect) {
            return suspect.looks == Looks::inside || suspect.looks == Looks::copy_of_name ||
                   suspect.looks == Looks::key_of_row || suspect.looks == Looks::text_by_value ||
                   suspect.looks == Looks::number || suspect.list_of_any;
        });
        return result;
    }

    /// `table.column` of each of them.
    std::vector<std::string> found(model::Schema const &schema, model::Schema const &target = {}) const
    {
        std::vector<std::string> result;
        for (auto const &suspect : named_suspects({{"prose", schema}}, target)) {
            result.push_back(suspect.table + "." + suspect.column);
        }
        return result;
    }

    std::vector<std::string> found_in_audit(std::vector<model::Column> columns) const
    {
        return found(with_users({table("audit", std::move(columns))}));
    }

    /// What comes of one suspect whose values were counted so.
    std::vector<model::UncoveredColumn> judged(model::Schema const &schema, undeclared::Tally const &tally) const
    {
        std::vector<undeclared::CoverageSource> const sources{{"prose", schema}};
        auto const all = named_suspects(sources);
        return undeclared::uncovered(plan, sources, all, std::vector<undeclared::Tally>(all.size(), tally));
    }

    static undeclared::Tally counted(std::int64_t values, std::int64_t ids, std::int64_t names = 0)
    {
        undeclared::Tally tally;
        tally.values = values;
        tally.ids = ids;
        tally.names = names;
        tally.only_flags = false;
        return tally;
    }

    plan::Plan plan;
};

} // namespace tributary::testing
