#pragma once

#include "merge/model/coverage.hpp"
#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"
#include "merge/undeclared/document_forms.hpp"
#include "merge/undeclared/suspects.hpp"

#include <string>
#include <utility>

namespace tributary::undeclared {

/// What the plan says of one place inside the values of a column. What it is made of must outlive it.
struct LinesOfPlace {
    LinesOfPlace(model::Schema const &own_schema, model::KeyColumn users_id, Suspect const &of, std::string where,
                 DocumentForms const &of_column, InsideTally const &counted)
        : schema(own_schema), users(std::move(users_id)), suspect(of), place(std::move(where)), forms(of_column),
          tally(counted)
    {
    }

    model::Schema const &schema;
    model::KeyColumn users;
    Suspect const &suspect;
    std::string place; ///< as in model::UncoveredColumn::inside
    DocumentForms const &forms;
    InsideTally const &tally;

    /// With table, column and place.
    model::UncoveredColumn start() const;
    /// `path` is the tally's, or one with a filter.
    std::string reference(model::KeyColumn const &to, std::string const &path) const;
    std::string waiver(std::string const &path) const;
};

} // namespace tributary::undeclared
