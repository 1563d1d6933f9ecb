#include "merge/databases/postgres/open.hpp"

#include "merge/databases/source.hpp"
#include "merge/databases/sqlite/open.hpp"
#include "merge/databases/target.hpp"

namespace tributary::databases {

AddressParts parts_of(Address const &address)
{
    return engine_of(address) == model::Engine::sqlite ? AddressParts{sqlite::path_of(address).stem().string(), {}}
                                                       : postgres::parts_of(address);
}

std::unique_ptr<Source> open_source(Address const &address)
{
    return engine_of(address) == model::Engine::sqlite ? sqlite::open_source(address) : postgres::open_source(address);
}

std::unique_ptr<Target> open_target(Address const &address)
{
    return engine_of(address) == model::Engine::sqlite ? sqlite::open_target(address, false)
                                                       : postgres::open_target(address);
}

std::unique_ptr<Target> open_target_for_trial(Address const &address)
{
    return engine_of(address) == model::Engine::sqlite ? sqlite::open_target(address, true)
                                                       : postgres::open_target(address);
}

} // namespace tributary::databases
