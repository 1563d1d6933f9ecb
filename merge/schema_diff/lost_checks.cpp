#include "merge/schema_diff/lost_checks.hpp"

#include "merge/model/sql_tokens.hpp"
#include "merge/schema_diff/ddl.hpp"
#include "merge/schema_diff/rules.hpp"

#include <algorithm>

namespace tributary::schema_diff {
namespace {

/// The condition of a domain with the column in place of VALUE.
std::string over_column(std::string const &condition, std::string const &column)
{
    std::string result;
    std::size_t from = 0;
    for (auto const &token : model::sql_tokens(condition)) {
        if (token.kind == model::SqlToken::Kind::word && token.text == "value") {
            result += condition.substr(from, token.begin - from) + model::sql_name(column);
            from = token.end;
        }
    }
    return result + condition.substr(from);
}

std::string is_same(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return " IS NOT DISTINCT FROM ";
    case model::Engine::sqlite: return " IS ";
    }
    return {};
}

class LostChecks {
public:
    LostChecks(model::MappedTable const &table, std::vector<LostCheck> &result) : m_table(table), m_result(result)
    {
        for (auto const &column : table.target.columns) {
            m_names.push_back(column.name);
        }
    }

    void of(model::MappedSource const &source)
    {
        m_source = &source;
        for (auto const &check : lost_checks(*source.table, m_table.target)) {
            auto const condition = condition_of(check.definition);
            auto const ddl = model::types_bind(m_table.target.engine) ? add_check(m_table.target, check, true) : "";
            add(check.name, check.definition, condition, ddl, false);
        }
        for (auto const &column : source.table->columns) {
            auto const *const there = model::find_column(m_table.target, column.name);
            if (there == nullptr) {
                continue;
            }
            of_domain(column, *there);
            if (column.generated && there->generated && differs(column.generated_as, there->generated_as)) {
                add(column.name, "generated from " + column.generated_as,
                    model::sql_name(column.name) + is_same(m_table.target.engine) + "(" + column.generated_as + ")", "",
                    true);
            }
        }
    }

private:
    bool differs(std::string const &own, std::string const &there) const
    {
        return model::normalised_sql(own, m_source->table->schema) !=
               model::normalised_sql(there, m_table.target.schema);
    }

    void of_domain(model::Column const &column, model::Column const &there)
    {
        for (auto const &check : column.conditions) {
            auto const known = std::any_of(there.conditions.begin(), there.conditions.end(),
                                           [&](auto const &own) { return !differs(check.definition, own.definition); });
            if (!known) {
                add(check.name, check.definition, over_column(condition_of(check.definition), column.name), "", false);
            }
        }
    }

    /// Two checks of one name, of two sources or of two columns with one domain, are two questions.
    std::string unlike_others(std::string const &name) const
    {
        auto result = name;
        for (int number = 2;
             std::any_of(m_result.begin(), m_result.end(), [&](auto const &other) { return other.name == result; });
             ++number) {
            result = name + "_" + std::to_string(number);
        }
        return result;
    }

    void add(std::string name, std::string const &definition, std::string const &condition, std::string const &ddl,
             bool computes)
    {
        auto columns = model::columns_in(condition, m_names);
        auto const known = std::any_of(m_result.begin(), m_result.end(), [&](auto const &other) {
            return other.table == &m_table && !differs(condition, other.condition) && !computes;
        });
        if (known) {
            return;
        }
        if (name.empty()) {
            name = "check";
            for (auto const &column : columns) {
                name += "_" + column;
            }
        }
        m_result.push_back({&m_table, m_source->source_name, unlike_others(m_table.target.label + "." + name),
                            definition, condition, std::move(columns), computes, ddl});
    }

    model::MappedTable const &m_table;
    model::MappedSource const *m_source = nullptr;
    std::vector<std::string> m_names;
    std::vector<LostCheck> &m_result;
};

} // namespace

std::string condition_of(std::string const &check)
{
    auto const tokens = model::sql_tokens(check);
    int depth = 0;
    std::size_t begin = 0;
    for (auto const &token : tokens) {
        if (token.kind != model::SqlToken::Kind::symbol || (token.text != "(" && token.text != ")")) {
            continue;
        }
        if (token.text == "(" && depth++ == 0) {
            begin = token.begin;
        } else if (token.text == ")" && --depth == 0) {
            return check.substr(begin, token.end - begin);
        }
    }
    return {};
}

std::vector<LostCheck> lost_checks(model::Mapping const &mapping)
{
    std::vector<LostCheck> result;
    for (auto const &table : mapping) {
        LostChecks checks(table, result);
        for (auto const &source : table.sources) {
            if (source.table->engine == table.target.engine) {
                checks.of(source);
            }
        }
    }
    return result;
}

} // namespace tributary::schema_diff
