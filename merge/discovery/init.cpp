#include "merge/discovery/init.hpp"

#include "merge/databases/source.hpp"
#include "merge/discovery/chosen_lookups.hpp"
#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_text.hpp"
#include "merge/discovery/hangs_on.hpp"
#include "merge/discovery/init_counts.hpp"
#include "merge/discovery/init_singles.hpp"
#include "merge/discovery/init_urls.hpp"
#include "merge/discovery/one_owner.hpp"
#include "merge/discovery/readable.hpp"
#include "merge/files/new_file.hpp"
#include "merge/job/addresses.hpp"
#include "merge/mapping/archives.hpp"
#include "merge/mapping/renames.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/environment.hpp"
#include "merge/undeclared/measure.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::discovery {
namespace {

model::Error usage(std::string const &sentence, std::string const &next = {})
{
    return {model::Exit::usage, sentence, next};
}

std::string expanded(std::string const &what, std::string const &url)
{
    auto result = plan::expand(url);
    if (result.unclosed) {
        throw usage("the URL of " + what + " has ${ without a closing }");
    }
    if (!result.missing.empty()) {
        throw usage("the URL of " + what + ": environment variable not set: " + result.missing,
                    "export " + result.missing + "=… and run this again");
    }
    return std::move(result.text);
}

/// `error` with another exit code: here a URL is an argument of the command line.
template <typename Work> auto as_usage(Work const &work) -> decltype(work())
{
    try {
        return work();
    } catch (model::Error const &error) {
        throw error.exit == model::Exit::plan ? usage(error.what(), error.next_step) : error;
    }
}

/// The database's name, in the characters that a source's name may have.
std::string name_by_database(databases::AddressParts const &parts)
{
    auto name = parts.database;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !model::is_bare_word_character(c); }, '_');
    return name;
}

/// The databases that the request names, in the form in which the steps know them.
plan::Plan skeleton(InitRequest const &request)
{
    plan::Plan plan;
    plan.file = request.file;
    plan.name = request.file.stem().string();
    for (auto const &wanted : request.sources) {
        plan::SourcePlan source;
        source.name = wanted.name;
        source.encoding = "SQL_ASCII"; // it guesses by what it can read, and the plan says how to read the rest
        auto const what = wanted.name.empty() ? std::string("a source") : "source \"" + wanted.name + "\"";
        source.url = expanded(what, wanted.url);
        source.schemas = request.schemas.empty() ? source.schemas : request.schemas;
        auto const parts = as_usage([&] {
            auto address = job::source_address(plan, source);
            address.what = what;
            return databases::parts_of(address);
        });
        if (source.name.empty()) {
            source.name = name_by_database(parts);
        }
        if (!model::is_bare_word(source.name) || model::in_lower_case(source.name) == "merged") {
            throw usage("a source's name consists of letters, digits, _ and -, and is not \"merged\"",
                        "write --source NAME=URL");
        }
        for (auto const &other : plan.sources) {
            if (model::in_lower_case(other.name) == model::in_lower_case(source.name)) {
                throw usage("there are two sources named \"" + source.name + "\"", "name them: --source NAME=URL");
            }
        }
        plan.sources.push_back(std::move(source));
    }
    plan.target.url = expanded("the target", request.target.url);
    as_usage([&] { return databases::parts_of(job::target_address(plan)); });
    return plan;
}

bool is_utf8(std::string_view text)
{
    std::size_t follow = 0;
    unsigned char first = 0;
    for (char const raw : text) {
        auto const c = static_cast<unsigned char>(raw);
        if (follow > 0) {
            auto const low = first == 0xe0U ? 0xa0U : first == 0xf0U ? 0x90U : 0x80U;
            auto const high = first == 0xedU ? 0x9fU : first == 0xf4U ? 0x8fU : 0xbfU;
            if (c < low || c > high) {
                return false;
            }
            first = 0;
            --follow;
        } else if (c >= 0xc2U && c <= 0xf4U) {
            follow = c >= 0xf0U ? 3 : c >= 0xe0U ? 2 : 1;
            first = c;
        } else if (c >= 0x80U) {
            return false;
        }
    }
    return follow == 0;
}

void refuse_unsayable_names(std::string const &what, model::Schema const &schema)
{
    for (auto const &table : schema.tables) {
        auto const sayable = is_utf8(table.label) && std::all_of(table.columns.begin(), table.columns.end(),
                                                                 [](auto const &one) { return is_utf8(one.name); });
        if (!sayable) {
            throw model::Error(model::Exit::data, what + ": a table or column has a name that is not UTF-8",
                               "rename it: a plan file cannot contain it");
        }
    }
}

/// An SQLite file that does not exist yet.
bool is_made_by_load(databases::Address const &address)
{
    std::error_code ignored;
    switch (databases::engine_of(address)) {
    case model::Engine::postgresql: return false;
    case model::Engine::sqlite:
        return !std::filesystem::exists(address.directory / address.url.substr(std::strlen("sqlite:")), ignored);
    }
    return {};
}

/// The target's catalogue as far as it can be seen. Nothing: it cannot be reached.
std::optional<model::Schema> look_at_target(plan::Plan const &plan, job::Progress const &progress)
{
    auto const address = job::target_address(plan);
    if (is_made_by_load(address)) {
        return model::Schema{databases::engine_of(address), {}, {}, {}, {}};
    }
    try {
        return databases::open_source(address)->schema();
    } catch (model::Error const &error) {
        progress.warn(std::string("init: ") + error.what() + "; the plan is written as for an empty target");
        return std::nullopt;
    }
}

bool has_any_of(model::Schema const &target, std::span<SeenSource const> sources)
{
    return std::any_of(sources.begin(), sources.end(), [&](auto const &source) {
        return std::any_of(source.schema.tables.begin(), source.schema.tables.end(),
                           [&](auto const &table) { return model::find_table(target, table.label) != nullptr; });
    });
}

/// Decides where the target's tables come from, and returns what they will be.
model::Schema shape_of(InitRequest const &request, plan::Plan const &plan, Draft &draft,
                       std::optional<model::Schema> const &target)
{
    auto const engine = databases::engine_of(job::target_address(plan));
    auto const filled = target && has_any_of(*target, draft.seen);
    if (!request.create.empty()) {
        auto const &chosen = model::expect_named(draft.seen, request.create, "source");
        if (chosen.schema.engine != engine) {
            throw usage("--create needs a source of the target's engine, and \"" + request.create + "\" has another");
        }
        draft.target.create = request.create;
        draft.target.why = "creates the tables of this source";
        return chosen.schema;
    }
    if (filled) {
        draft.target.why = "its tables exist; they must be empty";
        return *target;
    }
    if (auto const *const best = best_to_create(draft.seen, engine)) {
        draft.target.create = best->name;
        draft.target.why = best == &draft.seen.front() ? "creates the tables of this source"
                                                       : "creates the tables of this source: the others have fewer";
        return best->schema;
    }
    draft.target.why = "no source has its engine: create the tables there, or in an SQL file: before = \"…\"";
    return draft.seen.front().schema;
}

/// The plan as far as it is written.
plan::Plan drafted_plan(Draft draft, plan::Choices const &choices)
{
    draft.target.database.url = "sqlite:unread"; // the variables of the real one may not be set
    for (auto &source : draft.sources) {
        source.url = "sqlite:unread";
    }
    return plan::read_plan(plan_text(draft), draft.file, choices);
}

/// What the coverage gate would ask of the plan as far as it is written.
std::vector<model::UncoveredColumn> uncovered(Draft const &draft,
                                              std::span<std::unique_ptr<databases::Source> const> databases,
                                              model::Schema const &shape, plan::Choices const &choices)
{
    auto const plan = drafted_plan(draft, choices);
    std::vector<model::Schema> schemas;
    for (auto const &source : draft.seen) {
        schemas.push_back(mapping::in_plan_names(plan, source.name, source.schema));
    }
    std::vector<undeclared::CoverageSource> inputs;
    for (std::size_t i = 0; i < schemas.size(); ++i) {
        inputs.push_back({draft.seen[i].name, schemas[i]});
    }
    auto const suspects = undeclared::suspects(plan, inputs, shape);
    auto const tallies =
        undeclared::measure(plan, inputs, suspects,
                            [&](std::uint32_t number, std::string const &label, std::vector<std::string> const &columns,
                                undeclared::WhichRows, model::RowSink const &sink) {
                                std::vector<model::Column> own;
                                for (auto const &column : columns) {
                                    own.push_back(*own_column(draft.seen[number], {label, column}));
                                }
                                databases[number]->read(*own_table(draft.seen[number], label), own, sink);
                            });
    auto result = undeclared::uncovered(plan, inputs, suspects, tallies);
    std::vector<mapping::ArchiveSource> archived;
    for (std::size_t i = 0; i < schemas.size(); ++i) {
        archived.push_back(
            {draft.seen[i].name, schemas[i], [&, i](auto const &table, auto const &column, auto const &sink) {
                 databases[i]->read(*own_table(draft.seen[i], table),
                                    std::span(own_column(draft.seen[i], {table, column}), 1), sink);
             }});
    }
    auto const archives = mapping::archives(plan, archived);
    result.insert(result.end(), archives.begin(), archives.end());
    return result;
}

constexpr char const *way_out = "init does not overwrite files: remove it, or name another";

} // namespace

void init(InitRequest const &request, plan::Choices const &choices, job::Progress const &progress)
{
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(request.file, ignored))) {
        throw model::Error(model::Exit::cannot_write, request.file.string() + ": already exists", way_out);
    }
    auto const plan = skeleton(request);
    if (!request.create.empty() && std::none_of(plan.sources.begin(), plan.sources.end(),
                                                [&](auto const &one) { return one.name == request.create; })) {
        throw usage("--create: there is no source \"" + request.create + "\"");
    }
    Draft draft;
    draft.file = request.file.string();
    draft.name = plan.name;
    KeptUrls urls(progress);
    std::vector<std::unique_ptr<databases::Source>> databases;
    for (std::size_t i = 0; i < plan.sources.size(); ++i) {
        auto const &source = plan.sources[i];
        auto const address = job::source_address(plan, source);
        databases.push_back(databases::open_source(address));
        draft.seen.push_back({source.name, databases.back()->schema()});
        refuse_unsayable_names(address.what, draft.seen.back().schema);
        auto const schemas = model::has_schemas(draft.seen.back().schema.engine);
        draft.sources.push_back({source.name, urls.kept(source.name, request.sources[i].url, address),
                                 schemas ? request.schemas : std::vector<std::string>{}});
        progress.say(fmt::format("init: {} has {}", address.what,
                                 model::counted(draft.seen.back().schema.tables.size(), "table", "tables")));
    }
    draft.target.database.url = urls.kept("target", request.target.url, job::target_address(plan));
    auto const target = look_at_target(plan, progress);
    auto const shape = shape_of(request, plan, draft, target);

    draft.users = guess_users(shape, draft.seen, request.users);
    auto keys = keys_candidates(shape, draft.seen, draft.users);
    count_keys(draft.seen, databases, keys);
    draft.keys = best_keys(keys);
    draft.addresses = guess_addresses(shape, draft.seen, draft.users);
    draft.short_lived = short_lived_tables(shape, draft.users);
    draft.drifts = discovery::drifts(shape, draft.seen);
    draft.uncovered = uncovered(draft, databases, shape, choices);
    std::vector<KeyColumn> references;
    for (auto const &column : draft.uncovered) {
        if (column.certain) {
            references.push_back({column.table, column.column});
        }
    }
    auto const linked = links(shape, draft.seen, draft.users, drafted_plan(draft, choices));
    draft.lookups = discovery::lookups(shape, draft.seen, draft.users, linked);
    doubt_counted_lookups(draft.seen, databases, draft.lookups);
    compare_chosen_lookups(shape, draft.seen, databases, linked, draft.lookups);
    find_one_owner(shape, draft.seen, databases, linked, draft.users.table, draft.lookups);
    draft.uniques = discovery::uniques(shape, draft.seen, draft.users, draft.keys, draft.lookups, references);
    forget_numbers_of_kinds(draft.seen, databases, draft.uniques);
    forget_suffixes_of_made_texts(draft.seen, databases, draft.uniques);
    draft.singles = find_singles(drafted_plan(draft, choices), shape, draft.seen, databases);

    files::NewFile file(request.file, way_out);
    file.out() << plan_text(draft);
    file.publish(files::Existing::kept);
    progress.say("init: " + draft.file + " is written; next: tributary check " + draft.file);
}

} // namespace tributary::discovery
