#pragma once

#include "merge/answers/answers.hpp"
#include "merge/databases/source.hpp"
#include "merge/model/check.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <functional>
#include <string>
#include <vector>

/// What a source holds besides the tables that are read: other schemas, and large objects.
namespace tributary::not_carried {

/// A source that is open, in the plan's names.
struct OpenSource {
    std::string name;
    databases::Source &database;
    model::Schema const &schema;
    /// Columns of every row of a table that is read.
    std::function<void(std::string const &table, std::vector<std::string> const &columns, model::RowSink const &sink)>
        read;
};

/// All of it, in a fixed order. Of each table it is found whether it hangs on what is merged: by a foreign key, or by a
/// column that holds users' ids or names as the coverage gate judges it. Reads the users, and tables with such a
/// column. Throws model::Error 78 where users_table() does.
std::vector<model::NotCarried> look(plan::Plan const &plan, OpenSource const &source);

/// Marks what the plan's [[waive]] leaves behind. Throws model::Error 78 for a `table` that fits nothing in `list`,
/// which must be that of all sources.
void mark_waived(plan::Plan const &plan, std::vector<model::NotCarried> &list);

/// Asks (kind `unread`) about each table that hangs on what is merged, unless the plan waives it. It is answered in the
/// plan: an override for one is refused. Throws as mark_waived().
void ask(plan::Plan const &plan, staging::Staging const &staging, answers::Answers &answers);

} // namespace tributary::not_carried
