#include "tests/testing/declarations.hpp"

#include "tests/testing/ids_in_values.hpp"
#include "tests/testing/reference_names.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <sstream>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;
using Entry = std::map<std::string, std::string>; ///< an entry of a plan, and in "" what it is

/// The rows of a file as RFC 4180 has it.
std::vector<Texts> rows_of_csv(std::string const &text)
{
    std::vector<Texts> rows;
    Texts row;
    std::string field;
    bool quotes = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"' && quotes && i + 1 < text.size() && text[i + 1] == '"') {
            field += text[i++];
        } else if (text[i] == '"') {
            quotes = !quotes;
        } else if (!quotes && (text[i] == ',' || text[i] == '\n')) {
            row.push_back(std::move(field));
            field.clear();
            if (text[i] == '\n') {
                rows.push_back(std::move(row));
                row.clear();
            }
        } else {
            field += text[i];
        }
    }
    return rows;
}

std::string without_quotes(std::string text)
{
    std::erase_if(text, [](char c) { return c == '"' || c == '\'' || c == '\\'; });
    return text;
}

/// The [[reference]] and [[waive]] entries that are no comments.
std::vector<Entry> entries_of(std::string const &plan)
{
    std::vector<Entry> entries;
    std::istringstream stream(plan);
    bool inside = false;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("[")) {
            inside = line.starts_with("[[reference]]") || line.starts_with("[[waive]]");
            if (inside) {
                entries.push_back({{"", line.substr(2, line.find(']') - 2)}});
            }
        } else if (auto const equals = line.find('='); inside && equals != std::string::npos && line[0] != '#') {
            auto const key = line.substr(0, line.find_first_of(" ="));
            auto value = line.substr(line.find_first_not_of(' ', equals + 1));
            if (auto const comment = value.find("  #"); comment != std::string::npos) {
                value.resize(comment);
            }
            value.resize(value.find_last_not_of(' ') + 1);
            entries.back()[key] = without_quotes(value);
        }
    }
    return entries;
}

std::string place_of(Entry const &entry)
{
    auto const path = entry.contains("path") ? " " + entry.at("path") : "";
    return entry.at("column") + path + (entry.contains("keys") ? " keys" : "");
}

std::set<std::string> different_values(std::vector<SchemaValues> const &rows, SchemaReference const &reference)
{
    std::set<std::string> all;
    for (auto const &row : rows) {
        bool const applies = reference.when.empty() || row.at(reference.when_column) == reference.when;
        for (auto const &value : applies ? held(row, reference) : Texts{}) {
            if (!value.empty()) {
                all.insert(value);
            }
        }
    }
    return all;
}

/// How probable it is that so many numbers are all ids of the table by accident: the more gaps its ids have between the
/// least and the greatest of them, the less.
double by_accident(std::vector<SchemaValues> const &parents, std::set<std::string> const &values)
{
    std::set<long long> numbers;
    for (auto const &value : values) {
        numbers.insert(std::stoll(value));
    }
    std::set<long long> ids;
    for (auto const &row : parents) {
        ids.insert(std::stoll(row.at("id").value_or("0")));
    }
    if (numbers.empty()) {
        return 1;
    }
    auto const between = std::distance(ids.lower_bound(*numbers.begin()), ids.upper_bound(*numbers.rbegin()));
    auto const range = static_cast<double>(*numbers.rbegin() - *numbers.begin() + 1);
    return std::pow(static_cast<double>(between) / range, static_cast<double>(numbers.size()));
}

/// What a name does not say must show in the values: at least four different ones, or ten where it does not say either
/// that they are ids, which then must not be there by accident.
bool is_recognisable(RandomSchema const &schema, LeftOut const &one)
{
    constexpr double improbable = 1e-6;
    auto const &reference = *one.reference;
    auto const &parent = schema.table(reference.table);
    bool const says_so = !reference.by_values && !is_irregular(reference.table);
    bool const numbers = parent.columns[0].type == Type::integer && reference.to[0] == "id";
    std::size_t most = 0;
    double accident = 1;
    for (auto const &source : schema.sources) {
        auto const &tables = schema.rows.at(source);
        auto const values = different_values(tables.at(one.table->name), reference);
        most = std::max(most, values.size());
        accident *= numbers ? by_accident(tables.at(parent.name), values) : 1;
    }
    if (!says_so && (reference.astray > 0 || !reference.when.empty() || reference.form == Form::array)) {
        return false;
    }
    return says_so ? most > 0 : !reference.bare ? most >= 4 : most >= 10 && (!numbers || accident < improbable);
}

} // namespace

std::string place_of(LeftOut const &left_out)
{
    auto const &reference = *left_out.reference;
    return left_out.table->name + "." + reference.columns[0] + (reference.path.empty() ? "" : " " + reference.path) +
           (reference.form == Form::keys ? " keys" : "");
}

std::vector<LeftOut> recognisable(RandomSchema const &schema)
{
    std::map<std::string, LeftOut> all;
    for (auto const &table : schema.tables) {
        for (auto const &reference : table.references) {
            LeftOut const one{&table, &reference};
            if (reference.left_out && is_recognisable(schema, one)) {
                all.try_emplace(place_of(one), one);
            }
        }
    }
    std::vector<LeftOut> result;
    for (auto const &[place, one] : all) {
        result.push_back(one);
    }
    return result;
}

bool refers(RandomSchema const &schema, std::string const &place)
{
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &table) {
        return std::any_of(table.references.begin(), table.references.end(), [&](auto const &reference) {
            return place_of(LeftOut{&table, &reference}) == place;
        });
    });
}

std::set<std::string> asked_places(std::string const &conflicts)
{
    std::set<std::string> places;
    std::size_t claimants = 0;
    for (auto const &row : rows_of_csv(conflicts)) {
        if (row[0] == "id") {
            claimants = static_cast<std::size_t>(std::find(row.begin(), row.end(), "claimants") - row.begin());
        } else if (row.size() > claimants && row[1] == "uncovered") {
            places.insert(row[claimants].substr(0, row[claimants].find(" beside "))); // entries of the plan
        }
    }
    return places;
}

bool asks_only_about_self(std::string const &conflicts)
{
    auto const rows = rows_of_csv(conflicts);
    return rows.size() > 1 &&
           std::all_of(rows.begin() + 1, rows.end(), [](auto const &row) { return row[1] == "self"; });
}

std::set<std::string> guessed_places(std::string const &plan)
{
    std::set<std::string> places;
    for (auto const &entry : entries_of(plan)) {
        if (entry.at("") == "reference") {
            places.insert(place_of(entry));
        }
    }
    return places;
}

Texts wrong_guesses(RandomSchema const &schema, std::string const &plan)
{
    Texts wrong;
    for (auto const &entry : entries_of(plan)) {
        if (!entry.contains("column")) {
            continue;
        }
        bool known = false;
        bool right = false;
        for (auto const &table : schema.tables) {
            for (auto const &reference : table.references) {
                if (place_of(LeftOut{&table, &reference}) == place_of(entry)) {
                    bool const says_when = entry.contains("when") || reference.when.empty();
                    auto const to = entry.contains("to") ? entry.at("to") : "";
                    known = true;
                    right = right || (says_when && to == reference.table + "." + reference.to[0]);
                }
            }
        }
        bool const waived = entry.at("") == "waive";
        if (waived ? known : !right) {
            wrong.push_back(entry.at("") + " " + place_of(entry) + (waived ? "" : " to " + entry.at("to")));
        }
    }
    return wrong;
}

} // namespace tributary::testing
