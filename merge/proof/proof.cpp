#include "merge/proof/proof.hpp"

#include "merge/mapping/decide_ids.hpp"
#include "merge/mapping/loose_sequences.hpp"
#include "merge/model/error.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/books.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/id_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::proof {
namespace {

using model::sql_name;

std::int64_t number(databases::Target &target, std::string const &sql)
{
    auto const answer = target.query(sql);
    return answer.empty() || !answer.front().front() ? 0 : std::stoll(*answer.front().front());
}

void check_books(staging::Staging const &staging, model::Mapping const &mapping, Loaded const &loaded,
                 std::vector<std::string> &broken)
{
    for (auto const &book : staging::books(staging)) {
        auto const *const table = model::find_table(mapping, book.label);
        auto const taken = loaded.find({book.label, book.source});
        auto const arrived = table == nullptr || taken == loaded.end() ? 0 : taken->second;
        if (book.read != arrived + book.folded + book.left_out) {
            broken.push_back(fmt::format("{}.{}: {} read, but {} loaded, {} folded and {} left out", book.source_name,
                                         book.label, model::counted(book.read, "row", "rows"), arrived, book.folded,
                                         book.left_out));
        }
    }
}

void check_derived(Prepared const &prepared, Loaded const &loaded, std::vector<std::string> &broken)
{
    for (auto const &derived : prepared.derived) {
        auto const taken = loaded.find({derived.label, of_no_source});
        if (auto const arrived = taken == loaded.end() ? 0 : taken->second; arrived != derived.rows) {
            broken.push_back(fmt::format("{}: {} derived, but {} loaded", derived.label,
                                         model::counted(derived.rows, "row", "rows"), arrived));
        }
    }
}

void check_counts(databases::Target &target, Prepared const &prepared, Loaded const &loaded,
                  std::vector<std::string> &broken)
{
    for (auto const &table : prepared.tables()) {
        std::int64_t expected = 0;
        for (auto const &[whose, rows] : loaded) {
            expected += whose.first == table.label ? rows : 0;
        }
        if (auto const there = number(target, "SELECT count(*) FROM " + sql_name(table)); there != expected) {
            broken.push_back(fmt::format("{}: {} loaded, but it holds {}", table.label,
                                         model::counted(expected, "row was", "rows were"), there));
        }
    }
}

/// Of so many accounts at most the names may be another's too: old duplicates, which no key keeps apart.
void check_names(databases::Target &target, model::Mapping const &mapping, std::int64_t old_duplicates,
                 std::vector<std::string> &broken)
{
    for (auto const &table : mapping) {
        if (table.name_column.empty()) {
            continue;
        }
        auto const name = sql_name(table.name_column);
        auto const names =
            " FROM " + sql_name(table.target) + " WHERE " + name + " IS NOT NULL AND CAST(" + name + " AS text) <> ''";
        if (number(target, "SELECT count(*) - count(DISTINCT " + name + ")" + names) <= old_duplicates) {
            continue;
        }
        for (auto const &row : target.query("SELECT " + name + names + " GROUP BY " + name +
                                            " HAVING count(*) > 1 ORDER BY 1 LIMIT 10")) {
            broken.push_back(fmt::format("{}: two users are named {}", table.target.label, row.front().value_or("")));
        }
    }
}

std::vector<mapping::LooseSequence> loose_sequences(staging::Staging const &staging, Prepared const &prepared)
{
    return mapping::loose_sequences(prepared.sources, prepared.mapping,
                                    [&](model::MappedSource const &source, std::string const &column) {
                                        return mapping::staged_extent(staging, source, column);
                                    });
}

/// What each sequence of the target must be beyond: by its label.
std::map<std::string, std::int64_t> marks(staging::Staging const &staging, Prepared const &prepared,
                                          std::vector<mapping::LooseSequence> const &loose)
{
    auto const &mapping = prepared.mapping;
    std::map<std::string, std::int64_t> result;
    auto const raise = [&](std::string const &sequence, std::int64_t value) {
        auto const [at, fresh] = result.emplace(sequence, value);
        at->second = std::max(at->second, value);
    };
    for (auto const &table : mapping) {
        for (auto const &column : table.target.columns) {
            if (column.sequence.empty()) {
                continue;
            }
            if (auto const end = staging::end_of_used_ranges(staging, {table.target.label, column.name})) {
                raise(column.sequence, *end);
            }
        }
    }
    auto const ranged = result;
    // those that no default names
    for (auto const &sequence : loose) {
        for (auto const &ids : sequence.ids) {
            if (auto const end = staging::end_of_used_ranges(staging, ids)) {
                raise(sequence.label, *end);
                continue;
            }
            for (auto const &source : model::find_table(mapping, ids.table)->sources) {
                auto const extent = mapping::staged_extent(staging, source, ids.column);
                raise(sequence.label, extent ? extent->greatest : 0);
            }
        }
    }
    // sequences that number no shifted column: as far as any source has come
    for (auto const &source : prepared.sources) {
        for (auto const &sequence : source.schema.sequences) {
            if (sequence.called && !ranged.contains(sequence.label)) {
                raise(sequence.label, sequence.last);
            }
        }
    }
    return result;
}

/// The greatest number in the target of those that each sequence hands out: by its label. No range needs to be theirs,
/// and the plan may have given them.
std::map<std::string, std::int64_t> greatest_numbers(databases::Target &target, Prepared const &prepared,
                                                     std::vector<mapping::LooseSequence> const &loose)
{
    std::map<std::string, std::int64_t> result;
    auto const add = [&](std::string const &sequence, model::Table const &table, std::string const &column) {
        auto &greatest = result[sequence];
        greatest = std::max(greatest, number(target, "SELECT max(" + sql_name(column) + ") FROM " + sql_name(table)));
    };
    for (auto const &table : prepared.tables()) {
        for (auto const &column : table.columns) {
            if (!column.sequence.empty() && column.kind == model::Kind::integer) {
                add(column.sequence, table, column.name);
            }
        }
    }
    for (auto const &sequence : loose) {
        for (auto const &other : sequence.others) {
            add(sequence.label, model::find_table(prepared.mapping, other.table)->target, other.column);
        }
    }
    return result;
}

} // namespace

void prove(databases::Target &target, staging::Staging const &staging, Prepared const &prepared, Loaded const &loaded)
{
    auto broken = target.broken_constraints(prepared.tables());
    auto const declared = staging::words_from_json(staging.property("target_not_valid").value_or("[]"));
    std::erase_if(broken,
                  [&](auto const &one) { return std::find(declared.begin(), declared.end(), one) != declared.end(); });
    check_books(staging, prepared.mapping, loaded, broken);
    check_derived(prepared, loaded, broken);
    check_counts(target, prepared, loaded, broken);
    if (auto const unique = staging.property("names_are_unique"); unique != "0") {
        auto const stay = unique == "plan" ? staging.property("look_alikes_that_stay").value_or("0") : "0";
        check_names(target, prepared.mapping, std::stoll(stay), broken);
    }
    if (broken.empty()) {
        return;
    }
    std::string rest;
    for (std::size_t i = 1; i < broken.size(); ++i) {
        rest += broken[i] + "\n";
    }
    throw model::Error(model::Exit::failed, "the proof failed and the load was rolled back: " + broken.front(), rest);
}

void advance_sequences(databases::Target &target, staging::Staging const &staging, Prepared const &prepared)
{
    auto const schema = target.schema();
    auto const loose = loose_sequences(staging, prepared);
    auto const wanted = marks(staging, prepared, loose);
    auto own = greatest_numbers(target, prepared, loose);
    for (auto const &sequence : schema.sequences) {
        auto const mark = wanted.find(sequence.label);
        auto const greatest = own[sequence.label];
        auto const value = std::max(mark == wanted.end() ? 0 : mark->second, greatest);
        if (value <= 0) {
            continue;
        }
        if (sequence.max > 0 && value >= sequence.max) {
            throw model::Error(model::Exit::data,
                               fmt::format("target: sequence {} ends at {}, which leaves no number after {}",
                                           sequence.label, sequence.max, value),
                               "give the sequence a greater MAXVALUE, or the plan a smaller headroom");
        }
        target.advance(sequence, value);
    }
    for (auto const &sequence : target.schema().sequences) {
        if (auto const greatest = own[sequence.label]; greatest > 0 && (!sequence.called || sequence.last < greatest)) {
            throw model::Error(
                model::Exit::failed,
                fmt::format("the proof failed and the load was rolled back: sequence {} is not beyond {}",
                            sequence.label, greatest));
        }
    }
}

} // namespace tributary::proof
