#include "merge/databases/postgres/open.hpp"

#include "merge/databases/libraries.hpp"
#include "merge/databases/source.hpp"
#include "merge/databases/sqlite/open.hpp"
#include "merge/databases/target.hpp"

namespace tributary::databases {

std::vector<model::Library> libraries() { return {postgres::library(), sqlite::library()}; }

AddressParts parts_of(Address const &address)
{
    switch (engine_of(address)) {
    case model::Engine::postgresql: return postgres::parts_of(address);
    case model::Engine::sqlite: return {sqlite::path_of(address).stem().string(), {}, sqlite::path_of(address)};
    }
    return {};
}

std::unique_ptr<Source> open_source(Address const &address)
{
    switch (engine_of(address)) {
    case model::Engine::postgresql: return postgres::open_source(address);
    case model::Engine::sqlite: return sqlite::open_source(address);
    }
    return {};
}

std::unique_ptr<Target> open_target(Address const &address)
{
    switch (engine_of(address)) {
    case model::Engine::postgresql: return postgres::open_target(address);
    case model::Engine::sqlite: return sqlite::open_target(address, false);
    }
    return {};
}

std::unique_ptr<Target> open_target_for_trial(Address const &address)
{
    switch (engine_of(address)) {
    case model::Engine::postgresql: return postgres::open_target(address);
    case model::Engine::sqlite: return sqlite::open_target(address, true);
    }
    return {};
}

} // namespace tributary::databases
