#include "merge/plan/read_references.hpp"

#include <algorithm>

namespace tributary::plan {
namespace {

ColumnName required_column(std::string const &file, TomlSection &section, std::string const &key)
{
    auto const text = section.required_text(key);
    auto name = read_column_name(text);
    if (!name) {
        fail(file, section.position_of_key(key), "`" + key + "` takes \"table.column\"",
             "a name that holds a dot goes in double quotes: '\"a.b\".c'");
    }
    return std::move(*name);
}

ReferencePlan read_reference(std::string const &file, TomlSection &section)
{
    ReferencePlan reference;
    reference.position = section.position();
    reference.from = required_column(file, section, "column");
    reference.from_position = section.position_of_key("column");
    reference.to = required_column(file, section, "to");
    reference.to_position = section.position_of_key("to");
    reference.when = section.text("when").value_or("");
    reference.path = section.text("path").value_or("");
    reference.keys = section.flag("keys").value_or(false);
    reference.array = section.flag("array").value_or(false);
    reference.regex = section.text("regex").value_or("");
    if (auto const dangling = section.text("dangling")) {
        section.choice("dangling", *dangling, {"stop", "keep", "null", "drop-row"});
        reference.dangling = *dangling == "keep"   ? Dangling::keep
                             : *dangling == "null" ? Dangling::null
                             : *dangling == "stop" ? Dangling::stop
                                                   : Dangling::drop_row;
    }
    section.refuse_the_rest();
    auto const ways = (reference.path.empty() ? 0 : 1) + (reference.array ? 1 : 0) + (reference.regex.empty() ? 0 : 1);
    if (ways > 1) {
        fail(file, reference.position, "a reference takes one of `path`, `array` and `regex`");
    }
    if (reference.keys && reference.path.empty()) {
        fail(file, section.position_of_key("keys"), "`keys` needs a `path` to the object whose keys are ids",
             "path = \"$\" is the whole value");
    }
    return reference;
}

} // namespace

std::vector<ReferencePlan> read_references(std::string const &file, TomlSection &root)
{
    std::vector<ReferencePlan> result;
    for (auto &section : root.sections("reference", "[[reference]]")) {
        result.push_back(read_reference(file, section));
    }
    return result;
}

std::vector<WaivePlan> read_waived(std::string const &file, TomlSection &root)
{
    std::vector<WaivePlan> result;
    for (auto &section : root.sections("waive", "[[waive]]")) {
        WaivePlan waived;
        waived.position = section.position();
        waived.column = required_column(file, section, "column");
        waived.reason = section.required_text("reason");
        waived.when = section.text("when").value_or("");
        waived.path = section.text("path").value_or("");
        waived.keys = section.flag("keys").value_or(false);
        waived.regex = section.text("regex").value_or("");
        section.refuse_the_rest();
        if ((waived.path.empty() ? 0 : 1) + (waived.regex.empty() ? 0 : 1) + (waived.when.empty() ? 0 : 1) > 1) {
            fail(file, waived.position, "a waiver takes one of `when`, `path` and `regex`");
        }
        result.push_back(std::move(waived));
    }
    return result;
}

std::vector<UniquePlan> read_uniques(TomlSection &root)
{
    std::vector<UniquePlan> result;
    for (auto &section : root.sections("unique", "[[unique]]")) {
        UniquePlan unique;
        unique.position = section.position();
        unique.table = section.required_text("table");
        unique.columns = section.required_texts("columns");
        section.refuse_the_rest();
        result.push_back(std::move(unique));
    }
    return result;
}

std::vector<DerivePlan> read_derived(TomlSection &root)
{
    std::vector<DerivePlan> result;
    if (root.node("derive") == nullptr) {
        return result;
    }
    auto all = root.section("derive", "[derive]");
    for (auto const &name : all.keys()) {
        auto section = all.section(name, "[derive." + name + "]");
        result.push_back({name, section.required_text("sql"), section.position()});
        section.refuse_the_rest();
    }
    all.refuse_the_rest();
    // one may read what another above it derives
    std::sort(result.begin(), result.end(),
              [](auto const &a, auto const &b) { return a.position.line < b.position.line; });
    return result;
}

} // namespace tributary::plan
