#pragma once

#include "merge/audit/audit.hpp"
#include "merge/audit/queries.hpp"
#include "merge/audit/tables.hpp"
#include "merge/model/cell.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the files of this room share.
namespace tributary::audit {

/// Throws model::Error 5 if there is no record, or one from before it had events.
void require_record(RecordTables const &tables);

/// read_accounts() of the events that this condition is true of.
void read_accounts(databases::Target &target, Queries const &queries, std::string const &condition,
                   AccountSink const &sink);

/// The first values of `texts` become those of a row whose columns are all text.
inline void read_texts(model::Row row, std::vector<std::optional<std::string>> &texts)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto const is_null = row[i].type == model::Cell::Type::null;
        texts.at(i) = is_null ? std::nullopt : std::optional<std::string>(row[i].bytes);
    }
}

} // namespace tributary::audit
