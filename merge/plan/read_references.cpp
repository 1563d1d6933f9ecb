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

/// How a value is written in which `path` leads somewhere.
model::Format read_format(std::string const &file, TomlSection &section)
{
    auto const format = section.text("format");
    if (!format) {
        return model::Format::json;
    }
    section.choice("format", *format, {"json", "php"});
    if (section.node("path") == nullptr) {
        fail(file, section.position_of_key("format"), "`format` needs a `path` to the ids in the value",
             "such as $.owner, $.watchers[*] or $.*; $ is the whole value");
    }
    return *format == "php" ? model::Format::php : model::Format::json;
}

/// `place` is a [[reference]] or a [[waive]].
void check_keys(std::string const &file, TomlSection &section, auto const &place)
{
    if (place.keys && !place.regex.empty()) {
        fail(file, section.position_of_key("keys"), "`keys` does not go with `regex`: a key as a whole is the id");
    }
    if (place.keys && place.path.empty()) {
        fail(file, section.position_of_key("keys"), "`keys` needs a `path` to the object whose keys are ids",
             "path = \"$\" is the whole value");
    }
}

Dangling read_word(TomlSection &section, std::string const &key, std::string const &word)
{
    section.choice(key, word, {"stop", "keep", "null", "drop-row"});
    return word == "keep"   ? Dangling::keep
           : word == "null" ? Dangling::null
           : word == "stop" ? Dangling::stop
                            : Dangling::drop_row;
}

/// A word for all sources, or a table with one for each of some.
DanglingPlan read_dangling(TomlSection &section, std::string const &key, std::vector<std::string> const &sources)
{
    DanglingPlan result;
    if (!section.has_table(key)) {
        if (auto const word = section.text(key)) {
            result.everywhere = read_word(section, key, *word);
        }
        return result;
    }
    auto by_source = section.by_source(key, sources);
    for (auto const &source : by_source.keys()) {
        result.by_source[source] = read_word(by_source, source, by_source.required_text(source));
    }
    return result;
}

ReferencePlan read_reference(std::string const &file, TomlSection &section, std::vector<std::string> const &sources)
{
    ReferencePlan reference;
    reference.position = section.position();
    reference.from = required_column(file, section, "column");
    reference.from_position = section.position_of_key("column");
    reference.to = required_column(file, section, "to");
    reference.to_position = section.position_of_key("to");
    reference.when = section.text_if_there("when");
    reference.path = section.text_if_there("path");
    reference.format = read_format(file, section);
    reference.keys = section.flag("keys").value_or(false);
    reference.array = section.flag("array").value_or(false);
    reference.regex = section.text_if_there("regex");
    if (auto const source = section.text("source")) {
        reference.source = section.choice("source", *source, sources);
        reference.source_position = section.position_of_key("source");
    }
    reference.dangling = read_dangling(section, "dangling", sources);
    reference.invalid = read_dangling(section, "invalid", sources);
    section.refuse_the_rest();
    if (reference.invalid.is_said() && reference.path.empty() && reference.regex.empty() && !reference.array) {
        fail(
            file, section.position_of_key("invalid"), "`invalid` is about ids inside values",
            "it goes with `path`, `array` or `regex`; `dangling` says what happens to a value whose row does not exist");
    }
    if (reference.array && (!reference.path.empty() || !reference.regex.empty())) {
        fail(file, reference.position, "`array` goes with neither `path` nor `regex`");
    }
    check_keys(file, section, reference);
    return reference;
}

WaivePlan read_waived_column(std::string const &file, TomlSection &section, std::string const &reason)
{
    WaivePlan waived;
    waived.position = section.position();
    waived.column = required_column(file, section, "column");
    waived.reason = reason;
    waived.when = section.text_if_there("when");
    waived.path = section.text_if_there("path");
    waived.format = read_format(file, section);
    waived.keys = section.flag("keys").value_or(false);
    waived.regex = section.text_if_there("regex");
    if (!waived.when.empty() && (!waived.path.empty() || !waived.regex.empty())) {
        fail(file, waived.position, "a waiver takes `when`, or a place by `path` and `regex`");
    }
    check_keys(file, section, waived);
    return waived;
}

} // namespace

std::vector<ReferencePlan> read_references(std::string const &file, TomlSection &root,
                                           std::vector<std::string> const &sources)
{
    std::vector<ReferencePlan> result;
    for (auto &section : root.sections("reference", "[[reference]]")) {
        result.push_back(read_reference(file, section, sources));
    }
    return result;
}

void read_waived(std::string const &file, TomlSection &root, Plan &plan)
{
    for (auto &section : root.sections("waive", "[[waive]]")) {
        auto const table = section.text_if_there("table");
        auto const key = section.text_if_there("key");
        auto const reason = section.required_text("reason");
        if (table.empty() && key.empty()) {
            plan.waived.push_back(read_waived_column(file, section, reason));
        } else if (!table.empty() && !key.empty()) {
            fail(file, section.position(), "[[waive]] takes one of `column`, `table` and `key`");
        } else {
            (key.empty() ? plan.waived_tables : plan.waived_keys)
                .push_back({key.empty() ? table : key, reason, section.position()});
        }
        section.refuse_the_rest();
    }
}

std::vector<ZonePlan> read_zones(std::string const &file, TomlSection &root, std::vector<std::string> const &sources)
{
    std::vector<ZonePlan> result;
    for (auto &section : root.sections("zone", "[[zone]]")) {
        ZonePlan zone;
        zone.position = section.position();
        zone.column = required_column(file, section, "column");
        zone.source = section.choice("source", section.required_text("source"), sources);
        zone.source_position = section.position_of_key("source");
        zone.zone = section.required_text("zone");
        zone.zone_position = section.position_of_key("zone");
        if (auto const until = section.text("until")) {
            zone.until = *until;
            zone.until_position = section.position_of_key("until");
        }
        section.refuse_the_rest();
        for (auto const &other : result) {
            if (other.column == zone.column && other.source == zone.source && other.until.empty()) {
                fail(file, zone.position,
                     "a [[zone]] further up says in which zone all of these times are, as it has no `until`",
                     "the entry without `until` comes last");
            }
        }
        result.push_back(std::move(zone));
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
