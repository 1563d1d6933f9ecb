#include "reports/check.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace tributary::reports {
namespace {

using Json = nlohmann::ordered_json;
using model::TargetState;
using model::Weight;

std::string name_of(TargetState::Is is)
{
    switch (is) {
    case TargetState::Is::unknown: return "unknown";
    case TargetState::Is::ready: return "ready";
    case TargetState::Is::filled: return "filled";
    case TargetState::Is::loaded: return "loaded";
    }
    return {};
}

std::string name_of(Weight weight)
{
    switch (weight) {
    case Weight::harmless: return "harmless";
    case Weight::by_values: return "by_values";
    case Weight::answerable: return "answerable";
    case Weight::impossible: return "impossible";
    }
    return {};
}

/// An array, also of nothing.
template <typename Item, typename Make> Json list(std::vector<Item> const &items, Make const &make)
{
    auto result = Json::array();
    for (auto const &item : items) {
        result.push_back(make(item));
    }
    return result;
}

Json json_of(model::CheckedDatabase const &database)
{
    return {{"name", database.name},
            {"role", database.is_target ? "target" : "source"},
            {"engine", database.engine},
            {"version", database.version},
            {"tables", database.tables},
            {"missing_rights", list(database.missing,
                                    [](auto const &right) {
                                        return Json{{"right", right.right}, {"remedy", right.remedy}};
                                    })},
            {"sessions", database.sessions}};
}

Json json_of(model::Drift const &drift)
{
    return {
        {"source", drift.source},          {"table", drift.table},       {"column", drift.column}, {"kind", drift.kind},
        {"weight", name_of(drift.weight)}, {"sentence", drift.sentence}, {"means", drift.means},   {"ddl", drift.ddl}};
}

Json json_of(model::UncoveredColumn const &column)
{
    return {{"table", column.table},
            {"column", column.column},
            {"inside", column.inside},
            {"what", column.what},
            {"shares", list(column.shares,
                            [](auto const &share) {
                                return Json{{"source", share.source}, {"values", share.values}, {"known", share.known}};
                            })},
            {"likely", column.likely},
            {"reference", column.reference},
            {"waive", column.waive}};
}

Json json_of(model::CheckNote const &note)
{
    return {{"table", note.table},
            {"subject", note.subject},
            {"sentence", note.sentence},
            {"next", note.next},
            {"blocks", note.blocks}};
}

Json json_of(model::NotCarried const &one)
{
    return {{"source", one.source}, {"kind", one.kind},
            {"name", one.name},     {"rows", one.rows ? Json(*one.rows) : Json(nullptr)},
            {"hangs", one.hangs},   {"waived", one.waived}};
}

} // namespace

void write_check_as_json(std::ostream &out, model::CheckFindings const &findings)
{
    auto const as_json = [](auto const &item) { return json_of(item); };
    Json const object = {{"run", {{"name", findings.name}}},
                         {"exit", static_cast<int>(model::exit_of(findings))},
                         {"to_answer", model::to_answer(findings)},
                         {"databases", list(findings.databases, as_json)},
                         {"target", {{"state", name_of(findings.target.is)}, {"sentence", findings.target.sentence}}},
                         {"drift", list(findings.drift, as_json)},
                         {"coverage", list(findings.coverage, as_json)},
                         {"needless_waivers", findings.needless_waivers},
                         {"sealed", list(findings.sealed, as_json)},
                         {"not_carried", list(findings.not_carried, as_json)},
                         {"ids", list(findings.ids, as_json)},
                         {"singles", list(findings.singles, as_json)},
                         {"uniqueness", list(findings.uniqueness, as_json)},
                         {"problems", list(findings.problems, [](auto const &problem) {
                              return Json{{"exit", static_cast<int>(problem.exit)},
                                          {"sentence", problem.sentence},
                                          {"next", problem.next}};
                          })}};
    // text that is not UTF-8 (an SQLite file may hold it) has replacement characters
    out << object.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace tributary::reports
