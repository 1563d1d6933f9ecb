#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/not_shown.hpp"

#include <string>
#include <vector>

namespace tributary::identity {

/// A table whose rows let somebody in, or speak for them, and where each source keeps them.
struct CredentialTable {
    std::string label;
    std::vector<staging::OwnedRows> rows;
};

/// True if what the column holds is not shown: by its name, or because its values look like secrets.
bool holds_secrets(model::MappedTable const &table, std::string const &column);

/// All of these columns, and the tables whose rows go by one.
staging::NotShown columns_of_secrets(model::Mapping const &mapping);

/// Tables that look as if they held credentials of users, apart from the plan's `keys`: they refer to users, and have a
/// column of texts or bytes called a token, a secret or a password, or a unique one in a table called so (api_keys,
/// identities), or one whose values look like secrets (MappedTable::secrets, which find_secrets() fills). What is
/// wrongly taken for one is listed, no more.
std::vector<CredentialTable> credential_tables(plan::Plan const &plan, model::Mapping const &mapping);

} // namespace tributary::identity
