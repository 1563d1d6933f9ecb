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

namespace {

std::unique_ptr<Target> open_target(Address const &address, Use use)
{
    switch (engine_of(address)) {
    case model::Engine::postgresql: return postgres::open_target(address, use);
    case model::Engine::sqlite: return sqlite::open_target(address, use);
    }
    return {};
}

} // namespace

std::unique_ptr<Target> open_target(Address const &address) { return open_target(address, Use::load); }

std::unique_ptr<Target> open_target_for_trial(Address const &address) { return open_target(address, Use::trial); }

std::unique_ptr<Target> open_target_for_reading(Address const &address) { return open_target(address, Use::reading); }

} // namespace tributary::databases
