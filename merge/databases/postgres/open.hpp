#pragma once

#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"
#include "merge/model/version.hpp"

#include <memory>

namespace tributary::databases::postgres {

std::unique_ptr<Source> open_source(Address const &address);
std::unique_ptr<Target> open_target(Address const &address, Use use);
AddressParts parts_of(Address const &address);

model::Library library();

} // namespace tributary::databases::postgres
