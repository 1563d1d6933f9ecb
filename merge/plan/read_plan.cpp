#include "merge/encodings/encodings.hpp"
#include "merge/model/characters.hpp"
#include "merge/plan/accepted_lines.hpp"
#include "merge/plan/column_name.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/plan.hpp"
#include "merge/plan/read_references.hpp"
#include "merge/plan/read_tables.hpp"
#include "merge/plan/read_users.hpp"
#include "merge/plan/toml_section.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace tributary::plan {
namespace {

std::vector<SetExpression> read_set(std::string const &file, toml::node const *node)
{
    std::vector<SetExpression> result;
    if (node == nullptr) {
        return result;
    }
    if (node->as_table() == nullptr) {
        fail(file, position_of(node->source()), "`set` must be a table: { \"table.column\" = \"expression\" }");
    }
    for (auto const &[key, value] : *node->as_table()) {
        auto name = read_column_name(key.str());
        auto const *const expression = value.as_string();
        if (!name || expression == nullptr || expression->get().empty()) {
            fail(file, position_of(key.source()), "`set` takes \"table.column\" = \"expression\"",
                 "a name that holds a dot goes in double quotes: '\"a.b\".c'");
        }
        SetExpression set;
        set.column = std::move(name->column);
        set.table = std::move(name->table);
        set.expression = expression->get();
        set.position = position_of(value.source());
        result.push_back(std::move(set));
    }
    return result;
}

SourcePlan read_source(std::string const &file, TomlSection &section)
{
    SourcePlan source;
    source.position = section.position();
    source.name = section.required_text("name");
    section.required_text("url");
    source.url = *section.expanded("url");
    source.schemas = section.texts("schema").value_or(source.schemas);
    if (auto const encoding = section.text("encoding")) {
        auto const *const found = encodings::find_encoding(*encoding);
        std::vector<std::string> names;
        for (auto const &one : encodings::all_encodings()) {
            names.emplace_back(one.name);
        }
        source.encoding = section.choice("encoding", found == nullptr ? *encoding : std::string(found->name), names);
    }
    source.set = read_set(file, section.node("set"));
    section.refuse_the_rest();
    return source;
}

std::vector<SourcePlan> read_sources(std::string const &file, TomlSection &root)
{
    auto const *const node = root.node("source");
    auto const *const array = node == nullptr ? nullptr : node->as_array();
    if (array == nullptr || array->empty()) {
        fail(file, node == nullptr ? Position{1, 1} : position_of(node->source()),
             "the plan needs at least one [[source]]");
    }
    std::vector<SourcePlan> sources;
    for (auto const &one : *array) {
        auto const *const table = one.as_table();
        if (table == nullptr) {
            fail(file, position_of(one.source()), "[[source]] must be a table");
        }
        TomlSection section(file, "[[source]]", *table);
        auto source = read_source(file, section);
        auto const word = std::all_of(source.name.begin(), source.name.end(), model::is_bare_word_character);
        if (!word || model::in_lower_case(source.name) == "merged") {
            fail(file, section.position_of_key("name"),
                 "a source's name consists of letters, digits, _ and -, and is not \"merged\"");
        }
        if (std::any_of(sources.begin(), sources.end(), [&](auto const &other) { return other.name == source.name; })) {
            fail(file, section.position_of_key("name"), "there are two sources named \"" + source.name + "\"");
        }
        sources.push_back(std::move(source));
    }
    return sources;
}

TargetPlan read_target(std::string const &file, std::filesystem::path const &folder, TomlSection section,
                       std::vector<std::string> const &sources)
{
    TargetPlan target;
    target.position = section.position();
    section.required_text("url");
    target.url = *section.expanded("url");
    target.schemas = section.texts("schema").value_or(std::vector<std::string>{});
    if (auto const create = section.text("create")) {
        target.create = section.choice("create", *create, sources);
        target.create_position = section.position_of_key("create");
    }
    auto const script = [&](std::string const &key) -> std::optional<Script> {
        auto const path = section.expanded(key);
        if (!path) {
            return std::nullopt;
        }
        if (!std::filesystem::is_regular_file(folder / *path)) {
            fail(file, section.position_of_key(key), "file does not exist: " + (folder / *path).string());
        }
        return Script{folder / *path, read_text(folder / *path)};
    };
    target.before = script("before");
    target.after = script("after");
    section.refuse_the_rest();
    return target;
}

std::vector<IdsPlan> read_id_names(std::string const &file, TomlSection &section, std::string const &key)
{
    std::vector<IdsPlan> result;
    for (auto &name : section.texts(key).value_or(std::vector<std::string>{})) {
        if (dotted_parts(name).empty()) {
            fail(file, section.position_of_key(key), "`" + key + "` takes tables, or \"table.column\"",
                 "a name that holds a dot goes in double quotes: '\"a.b\".c'");
        }
        result.push_back({std::move(name), section.position_of_key(key)});
    }
    return result;
}

/// [[id]]: the same one by one, so that lines of several questions can stand in one plan.
void read_single_ids(std::string const &file, TomlSection &root, Plan &plan)
{
    for (auto &section : root.sections("id", "[[id]]")) {
        auto name = section.required_text("column");
        if (dotted_parts(name).empty()) {
            fail(file, section.position_of_key("column"), "`column` takes a table, or \"table.column\"",
                 "a name that holds a dot goes in double quotes: '\"a.b\".c'");
        }
        auto const keep = section.flag("keep");
        if (!keep) {
            fail(file, section.position(), "[[id]] needs `keep`", "true: the ids stay; false: they are shifted");
        }
        (*keep ? plan.kept_ids : plan.shifted_ids).push_back({std::move(name), section.position_of_key("column")});
        section.refuse_the_rest();
    }
}

void read_ids(std::string const &file, TomlSection &root, Plan &plan)
{
    read_single_ids(file, root, plan);
    if (root.node("ids") == nullptr) {
        return;
    }
    auto section = root.section("ids", "[ids]");
    if (auto const *const node = section.node("headroom")) {
        plan.headroom = node->value_exact<std::int64_t>();
        if (!plan.headroom || *plan.headroom < 0) {
            fail(file, position_of(node->source()), "`headroom` must be a whole number from 0");
        }
    }
    for (auto &[all, key] : {std::pair{&plan.kept_ids, "keep"}, std::pair{&plan.shifted_ids, "shift"}}) {
        auto const names = read_id_names(file, section, key);
        all->insert(all->end(), names.begin(), names.end());
    }
    section.refuse_the_rest();
}

void read_answers_file(std::string const &file, std::filesystem::path const &folder, TomlSection &root, Plan &plan)
{
    auto const named = root.expanded("overrides");
    plan.answers_file = folder / named.value_or(plan.name + ".answers.csv");
    if (std::filesystem::is_regular_file(plan.answers_file)) {
        plan.overrides = plan.answers_file;
    } else if (named) {
        fail(file, root.position_of_key("overrides"), "file does not exist: " + plan.answers_file.string());
    }
}

Plan read_root(std::string const &text, std::filesystem::path const &file, toml::table const &table,
               Choices const &choices)
{
    Plan plan;
    plan.file = file;
    plan.text = text;
    auto const shown = file.string();
    auto const folder = std::filesystem::absolute(file).parent_path();
    TomlSection root(shown, "the plan file", table);
    plan.name = root.text("name").value_or(file.stem().string());
    plan.staging = folder / root.expanded("staging").value_or(plan.name + ".staging.sqlite");
    plan.sources = read_sources(shown, root);
    std::vector<std::string> names;
    for (auto const &source : plan.sources) {
        names.push_back(source.name);
    }
    plan.target = read_target(shown, folder, root.section("target", "[target]"), names);
    plan.users = read_users(shown, root.section("users", "[users]"), choices, names);
    plan.references = read_references(shown, root, names);
    read_waived(shown, root, plan);
    plan.zones = read_zones(shown, root, names);
    plan.uniques = read_uniques(shown, root, choices);
    plan.tables = read_tables(shown, root, choices, names);
    plan.derived = read_derived(root);
    read_answers_file(shown, folder, root, plan);
    read_ids(shown, root, plan);
    root.refuse_the_rest();
    return plan;
}

/// The first of the lines with which the plan cannot be read.
[[noreturn]] void refuse_first_misfit(Plan const &plan, std::vector<AcceptedLines> const &accepted,
                                      Choices const &choices, model::Error const &of_all)
{
    auto table = parse_toml(plan.text, plan.file.string()); // a copy of a table has lost all places
    for (auto const &one : accepted) {
        add_lines(table, std::span(&one, 1));
        try {
            read_root(plan.text, plan.file, table, choices);
        } catch (model::Error const &error) {
            refuse_lines(one, error);
        }
    }
    throw of_all;
}

/// The plan, with these lines as well. All are read at once, and one by one only where that fails.
Plan with_accepted(Plan plan, std::vector<AcceptedLines> const &accepted, Choices const &choices)
{
    if (accepted.empty()) {
        return plan;
    }
    auto whole = parse_toml(plan.text, plan.file.string()); // a copy of a table has lost all places
    add_lines(whole, accepted);
    try {
        auto result = read_root(plan.text, plan.file, whole, choices);
        for (std::size_t i = 0; i < result.references.size(); ++i) { // those of the plan come first
            auto &reference = result.references[i];
            auto const is_new = i >= plan.references.size();
            for (auto const &source : result.sources) {
                auto const &name = source.name;
                if (reference.dangling.in(name) && (is_new || !plan.references[i].dangling.in(name))) {
                    reference.dangling_by_answer.insert(name);
                }
                if (reference.invalid.in(name) && (is_new || !plan.references[i].invalid.in(name))) {
                    reference.invalid_by_answer.insert(name);
                }
            }
        }
        result.answers = std::move(plan.answers);
        return result;
    } catch (model::Error const &error) {
        refuse_first_misfit(plan, accepted, choices, error);
    }
}

} // namespace

Plan read_plan(std::filesystem::path const &file, Choices const &choices)
{
    if (!std::filesystem::is_regular_file(file)) {
        throw model::Error(model::Exit::usage, file.string() + ": the plan file does not exist",
                           "tributary COMMAND PLAN [options]");
    }
    return read_plan(read_text(file), file, choices);
}

Plan read_plan(std::string const &text, std::filesystem::path const &file, Choices const &choices)
{
    auto const table = parse_toml(text, file.string());
    auto plan = read_root(text, file, table, choices);
    if (!plan.overrides) {
        return plan;
    }
    plan.answers = read_overrides(*plan.overrides);
    auto const lines = accepted_lines(plan, std::vector<bool>(plan.answers.size(), true));
    return with_accepted(std::move(plan), lines, choices);
}

Plan with_lines_of(Plan const &plan, std::vector<bool> const &applied, Choices const &choices)
{
    auto const table = parse_toml(plan.text, plan.file.string());
    auto result = read_root(plan.text, plan.file, table, choices);
    result.answers = plan.answers;
    return with_accepted(std::move(result), accepted_lines(plan, applied), choices);
}

std::string read_text(std::filesystem::path const &file)
{
    std::ostringstream text;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || (stream.peek() != std::ifstream::traits_type::eof() && !(text << stream.rdbuf()))) {
        throw model::Error(model::Exit::plan, file.string() + ": cannot be read",
                           "check its owner and its permissions");
    }
    return text.str();
}

model::Error plan_error(Plan const &plan, Position position, std::string const &sentence, std::string const &next)
{
    return {model::Exit::plan,
            plan.file.string() + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
                sentence,
            next};
}

} // namespace tributary::plan
