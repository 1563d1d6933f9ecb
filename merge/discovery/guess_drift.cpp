#include "merge/discovery/guess.hpp"

#include <algorithm>
#include <set>

namespace tributary::discovery {
namespace {

/// The shape's label for a source's table; empty if the shape has none.
std::string label_in_shape(SeenSource const &source, model::Schema const &shape, std::string const &own)
{
    for (auto const &[label, renamed] : source.tables) {
        if (renamed == own) {
            return label;
        }
    }
    return model::find_table(shape, own) == nullptr || source.tables.contains(own) ? "" : own;
}

/// How many columns two tables have in common.
std::size_t in_common(model::Table const &a, model::Table const &b)
{
    return static_cast<std::size_t>(std::count_if(a.columns.begin(), a.columns.end(), [&](auto const &column) {
        return model::find_column(b, column.name) != nullptr;
    }));
}

/// A table of the shape that this one may be under another name: the source lacks it, and most columns are the same.
std::string looks_like(SeenSource const &source, model::Schema const &shape, model::Table const &table)
{
    std::string best;
    std::size_t most = 0;
    for (auto const &other : shape.tables) {
        auto const common = in_common(table, other);
        auto const enough = 3 * common >= 2 * std::max(table.columns.size(), other.columns.size());
        if (own_table(source, other.label) == nullptr && enough && common > most) {
            most = common;
            best = other.label;
        }
    }
    return best;
}

/// Its labels are the sources' names: a column that says which service a row is from.
bool tells_the_source(model::Schema const &shape, std::span<SeenSource const> sources, model::Column const &column)
{
    auto const type =
        std::find_if(shape.enums.begin(), shape.enums.end(), [&](auto const &one) { return one.name == column.type; });
    return type != shape.enums.end() && std::all_of(sources.begin(), sources.end(), [&](auto const &source) {
               return std::find(type->labels.begin(), type->labels.end(), source.name) != type->labels.end();
           });
}

void columns_of_source(std::vector<DriftGuess> &result, SeenSource const &source, model::Table const &own,
                       model::Table const &there)
{
    std::set<std::string> renamed;
    for (auto const &[column, name] : source.columns) {
        if (column.table == there.label) {
            renamed.insert(name);
        }
    }
    for (auto const &column : own.columns) {
        if (!column.generated && !renamed.contains(column.name) && model::find_column(there, column.name) == nullptr) {
            result.push_back({DriftGuess::Kind::extra_column, source.name, {there.label, column.name}, {}, {}, {}});
        }
    }
}

void columns_of_shape(std::vector<DriftGuess> &result, SeenSource const &source, std::span<SeenSource const> sources,
                      model::Schema const &shape, model::Table const &there)
{
    for (auto const &column : there.columns) {
        KeyColumn const place{there.label, column.name};
        auto const *const own = own_column(source, place);
        auto const demanded = column.not_null && column.default_expression.empty() && !column.identity;
        if (own == nullptr && demanded && !column.generated) {
            auto const evident = tells_the_source(shape, sources, column);
            result.push_back({DriftGuess::Kind::missing_value,
                              source.name,
                              place,
                              {},
                              evident ? model::sql_literal(source.name) : "",
                              {}});
        }
        if (own != nullptr && source.schema.engine == shape.engine && own->type != column.type && !column.generated) {
            result.push_back({DriftGuess::Kind::other_type,
                              source.name,
                              place,
                              {},
                              {},
                              own->type + " here, " + column.type + " in the target"});
        }
    }
}

} // namespace

std::vector<DriftGuess> drifts(model::Schema const &shape, std::span<SeenSource const> sources)
{
    std::vector<DriftGuess> result;
    for (auto const &source : sources) {
        for (auto const &own : source.schema.tables) {
            auto const label = label_in_shape(source, shape, own.label);
            if (label.empty()) {
                result.push_back({DriftGuess::Kind::extra_table,
                                  source.name,
                                  {own.label, ""},
                                  looks_like(source, shape, own),
                                  {},
                                  {}});
                continue;
            }
            auto const &there = *model::find_table(shape, label);
            columns_of_source(result, source, own, there);
            columns_of_shape(result, source, sources, shape, there);
        }
    }
    return result;
}

} // namespace tributary::discovery
