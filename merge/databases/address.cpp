#include "merge/databases/source.hpp"

namespace tributary::databases {

model::Engine engine_of(Address const &address)
{
    return address.url.starts_with("sqlite:") ? model::Engine::sqlite : model::Engine::postgresql;
}

} // namespace tributary::databases
