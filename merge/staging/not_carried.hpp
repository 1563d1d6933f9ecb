#pragma once

#include "merge/model/check.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::staging {

/// What the sources hold besides the tables that are read (table not_carried): appended, in this order.
void write_not_carried(Staging const &staging, std::vector<model::NotCarried> const &list);

std::vector<model::NotCarried> not_carried(Staging const &staging);

/// What the report says of the one at this position of the list: what it has to do with what is merged, or what the
/// plan says instead.
void remark_on_not_carried(Staging const &staging, std::size_t position, std::string const &remark);

} // namespace tributary::staging
