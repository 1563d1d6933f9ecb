#include "merge/staging/catalogue.hpp"

#include <nlohmann/json.hpp>

namespace tributary::model {

NLOHMANN_JSON_SERIALIZE_ENUM(Engine, {{Engine::postgresql, "postgresql"}, {Engine::sqlite, "sqlite"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Kind, {{Kind::integer, "integer"}, {Kind::text, "text"}, {Kind::other, "other"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Check, name, definition)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Column, name, type, kind, not_null, generated, identity, default_expression,
                                   max_length, max_integer, sequence, refused, collation, conditions, generated_as)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(KeyPart, expression, column)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UniqueKey, name, columns, nocase, primary, nulls_not_distinct, predicate, definition,
                                   parts, uses, spelling_tells)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Exclusion, name, definition, predicate, parts, operators, uses, index)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ForeignKey, name, columns, table, referenced, enforced, definition)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Table, schema, name, label, columns, unique_keys, foreign_keys, exclusions, checks)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Sequence, schema, name, label, last, called, increment, max)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(EnumType, name, labels)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Routine, kind, name, table, definition)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CompoundType, name, domain, parts, names)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Schema, engine, tables, sequences, enums, routines, types)

} // namespace tributary::model

namespace tributary::staging {

std::string to_json(model::Schema const &schema) { return nlohmann::json(schema).dump(); }

model::Schema from_json(std::string const &text)
{
    auto schema = nlohmann::json::parse(text).get<model::Schema>();
    for (auto &table : schema.tables) {
        table.engine = schema.engine;
    }
    return schema;
}

std::string to_json(std::vector<std::string> const &words) { return nlohmann::json(words).dump(); }

std::vector<std::string> words_from_json(std::string const &text)
{
    return nlohmann::json::parse(text).get<std::vector<std::string>>();
}

} // namespace tributary::staging
