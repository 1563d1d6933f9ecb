#include "merge/model/engine.hpp"

namespace tributary::model {

std::string_view name_of(Engine engine)
{
    switch (engine) {
    case Engine::postgresql: return "PostgreSQL";
    case Engine::sqlite: return "SQLite";
    }
    return {};
}

bool types_bind(Engine engine)
{
    switch (engine) {
    case Engine::postgresql: return true;
    case Engine::sqlite: return false;
    }
    return {};
}

bool has_schemas(Engine engine)
{
    switch (engine) {
    case Engine::postgresql: return true;
    case Engine::sqlite: return false;
    }
    return {};
}

std::string_view temporary_schema(Engine engine)
{
    switch (engine) {
    case Engine::postgresql: return "pg_temp";
    case Engine::sqlite: return "temp";
    }
    return {};
}

} // namespace tributary::model
