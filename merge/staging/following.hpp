#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace tributary::staging {

/// An expression over a name, as the plan writes it: reads nothing but its column, and changes nothing.
class NameExpression {
public:
    /// Throws Failure if SQLite cannot make sense of it.
    NameExpression(Staging const &staging, std::string const &expression, std::string const &name_column);
    /// Valid until the next call. Throws Failure.
    model::Cell of(std::string_view name);

private:
    databases::sqlite::Statement m_statement;
};

/// A renamed account, and the value that one of its columns has.
struct RenamedRow {
    std::int64_t row = 0;
    std::string old_name;
    std::string new_name;
    model::Cell value;
};

/// The renamed accounts of one source. `column` is one of the users table. The sink may write decisions about values.
void for_each_renamed(Staging const &staging, model::MappedTable const &users, model::MappedSource const &source,
                      model::MappedColumn const &column, std::function<void(RenamedRow const &)> const &sink);

} // namespace tributary::staging
