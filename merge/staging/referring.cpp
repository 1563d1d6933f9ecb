#include "merge/staging/referring.hpp"

#include "merge/model/references.hpp"
#include "merge/staging/merged.hpp"

#include <set>
#include <utility>

namespace tributary::staging {

std::vector<Referring> referring_by_key(model::MappedSource const &source)
{
    std::vector<Referring> result;
    for (auto const &key : source.references) {
        Referring one{key.columns, {}, key.table, key.referenced, {}, source.source};
        for (auto const &name : key.columns) {
            if (auto const *const column = model::find_filled(source, name)) {
                one.values.push_back(column->value);
            }
        }
        if (one.values.size() == key.columns.size()) {
            result.push_back(std::move(one));
        }
    }
    return result;
}

std::vector<Referring> referring_as_declared(model::MappedSource const &source)
{
    std::vector<Referring> result;
    for (auto const &column : source.columns) {
        for (auto const &reference : column.declared) {
            if (reference.holds != model::DeclaredReference::Holds::value) {
                continue;
            }
            auto const condition = model::condition_of(column, reference);
            result.push_back({{column.name},
                              {reference.as_text ? number_in_text(column.value) : column.value},
                              reference.chain.front().table,
                              {reference.chain.front().column},
                              condition.empty() ? "" : " AND " + condition,
                              model::ids_of(reference, source.source)});
        }
    }
    return result;
}

std::vector<Referring> all_referring(model::MappedSource const &source)
{
    std::vector<Referring> result;
    std::set<std::vector<std::string>> with_key;
    for (auto &one : referring_by_key(source)) {
        if (with_key.insert(one.columns).second) {
            result.push_back(std::move(one));
        }
    }
    for (auto &one : referring_as_declared(source)) {
        if (!with_key.contains(one.columns)) {
            result.push_back(std::move(one));
        }
    }
    return result;
}

} // namespace tributary::staging
