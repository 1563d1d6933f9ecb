#include "merge/undeclared/value_type.hpp"

#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <string>

namespace tributary::undeclared {

ValueType value_type(model::Engine engine, model::Column const &column)
{
    ValueType type;
    auto const types_bind = model::types_bind(engine);
    type.list = column.type.ends_with("[]");
    auto const number =
        column.type.starts_with("numeric") || column.type == "double precision" || column.type == "real";
    type.integer = column.kind == model::Kind::integer || (types_bind && number && !type.list);
    type.json = column.type == "json" || column.type == "jsonb";
    type.bytes = column.type == "bytea" && types_bind;
    type.uuid = column.type == "uuid";
    auto const is_path = column.type == "ltree" || column.type.ends_with(".ltree"); // a way through a tree
    type.text = column.kind == model::Kind::text || (!types_bind && column.kind == model::Kind::other) || is_path;
    type.word = type.list                                         ? "array"
                : column.kind == model::Kind::integer             ? "integer"
                : column.kind == model::Kind::text || !types_bind ? "text"
                                                                  : column.type;
    return type;
}

bool is_fed(model::Engine engine, model::Column const &column)
{
    switch (engine) {
    case model::Engine::postgresql: return !column.sequence.empty() || column.identity;
    case model::Engine::sqlite: return !column.sequence.empty();
    }
    return {};
}

bool is_natural(model::Engine engine, model::Column const &column)
{
    switch (engine) {
    case model::Engine::postgresql: return column.default_expression.empty();
    case model::Engine::sqlite: return false;
    }
    return {};
}

} // namespace tributary::undeclared
