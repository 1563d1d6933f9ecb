#include "merge/undeclared/value_type.hpp"

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
    type.uuid = column.type == "uuid";
    type.text = column.kind == model::Kind::text || (!types_bind && column.kind == model::Kind::other);
    type.word = type.list                                         ? "array"
                : column.kind == model::Kind::integer             ? "integer"
                : column.kind == model::Kind::text || !types_bind ? "text"
                                                                  : column.type;
    return type;
}

} // namespace tributary::undeclared
