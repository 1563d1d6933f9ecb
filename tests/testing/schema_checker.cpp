#include "tests/testing/schema_checker.hpp"

#include "tests/testing/ids_in_values.hpp"
#include "tests/testing/invariants.hpp"
#include "tests/testing/schema_given.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;
using nlohmann::json;

std::string joined(Texts const &texts)
{
    std::string all;
    for (auto const &text : texts) {
        all += (all.empty() ? "" : ",") + text;
    }
    return all;
}

class Checker {
public:
    Checker(RandomSchema const &schema, SchemaTruth const &truth, Database const &target)
        : m_schema(schema), m_truth(truth), m_target(target)
    {
    }

    Texts run(std::string const &report)
    {
        read();
        for (auto const &table : m_schema.tables) {
            check_rows(table);
            check_keys(table);
            add(faults_of_policies(m_truth, table, m_rows[table.name]));
        }
        for (auto const &table : m_schema.tables) {
            if (!table.bare) {
                for (auto const &row : m_rows[table.name]) {
                    check_row(table, row);
                }
            }
            check_ids(table);
        }
        check_names();
        check_books(json::parse(report));
        add(broken_references(m_target));
        add(sequences_behind(m_target));
        return m_faults;
    }

private:
    void fault(std::string const &sentence) { m_faults.push_back(sentence); }
    void add(Texts const &faults) { m_faults.insert(m_faults.end(), faults.begin(), faults.end()); }

    void read()
    {
        for (auto const &table : m_schema.tables) {
            std::string columns;
            for (auto const &column : table.columns) {
                columns += (columns.empty() ? "" : ", ") + quoted(column.name);
            }
            for (auto const &found : query(m_target, "SELECT " + columns + " FROM " + quoted(table.name))) {
                SchemaValues row;
                for (std::size_t i = 0; i < found.size(); ++i) {
                    row[table.columns[i].name] = found[i];
                }
                m_rows[table.name].push_back(row);
            }
        }
    }

    /// The label of the row of the target that has these values; "!" if there is none.
    std::string look_up(std::string const &table, Texts const &columns, Texts const &values) const
    {
        for (auto const &row : m_rows.at(table)) {
            bool same = true;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                same = same && row.at(columns[i]) == values[i];
            }
            if (same) {
                return row.at("origin").value_or("");
            }
        }
        return "!";
    }

    /// Every row that must be there is, once; and no other.
    void check_rows(SchemaTable const &table)
    {
        std::multiset<std::string> must;
        std::multiset<std::string> are;
        for (auto const &row : m_truth.rows().at(table.name)) {
            if (m_truth.loaded(row)) {
                std::string parents;
                for (auto const &reference : table.references) {
                    parents += joined(m_truth.targets(row, reference)) + ";";
                }
                must.insert(table.bare ? parents : row.label);
            }
        }
        for (auto const &row : m_rows[table.name]) {
            std::string parents;
            for (auto const &reference : table.references) {
                parents += table.bare ? joined(leads_to(row, reference)) + ";" : "";
            }
            are.insert(table.bare ? parents : row.at("origin").value_or(""));
        }
        for (auto const &label : must) {
            if (are.count(label) < must.count(label)) {
                fault(table.name + ": " + label + " is not in the target");
            }
        }
        for (auto const &label : are) {
            if (are.count(label) > must.count(label)) {
                fault(table.name + ": " + label + " must not be in the target, or not so often");
            }
        }
    }

    void check_keys(SchemaTable const &table)
    {
        for (auto const &key : table.keys) {
            std::set<std::string> seen;
            for (auto const &row : m_rows[table.name]) {
                std::string text;
                bool null = false;
                for (auto const &column : key.columns) {
                    null = null || !row.at(column);
                    text += row.at(column).value_or("") + "|";
                }
                if (!null && !seen.insert(text).second) {
                    fault(table.name + ": two rows have " + joined(key.columns) + " = " + text);
                }
            }
        }
    }

    /// Where a reference of a row of the target leads.
    Texts leads_to(SchemaValues const &row, SchemaReference const &reference) const
    {
        if (!reference.when.empty() && row.at(reference.when_column) != reference.when) {
            return {};
        }
        if (reference.columns.size() > 1) {
            Texts values;
            for (auto const &column : reference.columns) {
                if (!row.at(column)) {
                    return {"-"};
                }
                values.push_back(*row.at(column));
            }
            return {look_up(reference.table, reference.to, values)};
        }
        Texts labels;
        for (auto const &value : held(row, reference)) {
            labels.push_back(value.empty() ? "-" : look_up(reference.table, reference.to, {value}));
        }
        return labels;
    }

    /// Where the value is what it was before, nobody asks whose it is.
    void forgive_what_stays(SourceRow const &before, SchemaValues const &row, SchemaReference const &reference,
                            Texts const &must, Texts &are) const
    {
        if (!m_truth.stays(reference)) {
            return;
        }
        auto const was = held(before.values, reference);
        auto const is = held(row, reference);
        for (std::size_t i = 0; i < must.size() && i < are.size() && i < was.size(); ++i) {
            if (must[i] == "!" && is[i] == was[i]) {
                are[i] = "!";
            }
        }
    }

    void check_row(SchemaTable const &table, SchemaValues const &row)
    {
        auto const label = row.at("origin").value_or("");
        auto const &rows = m_truth.rows().at(table.name);
        auto const found = std::find_if(rows.begin(), rows.end(), [&](auto const &one) { return one.label == label; });
        if (found == rows.end()) {
            return; // said already
        }
        std::set<std::string> may_change{"id"};
        if (table.name == "users") {
            may_change.insert("name");
        }
        for (auto const &key : table.keys) {
            may_change.insert(key.policy == "keep-newest" ? "id" : key.column);
        }
        for (auto const &reference : table.references) {
            check_reference(*found, row, reference);
            bool const applies = reference.when.empty() || found->values.at(reference.when_column) == reference.when;
            for (auto const &column : applies ? reference.columns : Texts{}) {
                may_change.insert(column);
            }
        }
        for (auto const &column : table.columns) {
            if (!may_change.contains(column.name) && row.at(column.name) != found->values.at(column.name)) {
                fault(label + "." + column.name + " was " + found->values.at(column.name).value_or("NULL") +
                      " and is " + row.at(column.name).value_or("NULL"));
            }
            if (column.type == Type::json && row.at(column.name)) {
                auto before = json::parse(found->values.at(column.name).value_or("null"));
                auto after = json::parse(*row.at(column.name));
                for (auto const &reference : table.references) {
                    if (reference.columns[0] == column.name) {
                        take_ids(before, reference);
                        take_ids(after, reference);
                    }
                }
                if (before != after) {
                    fault(label + "." + column.name + " was " + before.dump() + " and is " + after.dump());
                }
            }
        }
    }

    void check_reference(SourceRow const &before, SchemaValues const &row, SchemaReference const &reference)
    {
        if (reference.form == Form::mention) {
            check_mentions(before, row, reference);
            return;
        }
        auto must = m_truth.targets(before, reference);
        auto are = leads_to(row, reference);
        forgive_what_stays(before, row, reference, must, are);
        if (must.empty() && (reference.form == Form::declared || reference.form == Form::plain) &&
            (reference.when.empty() || before.values.at(reference.when_column) == reference.when)) {
            must = {"-"};
        }
        if (is_single(reference) && must == Texts{"-"}) {
            must.clear();
        }
        if (reference.form == Form::keys) {
            std::sort(must.begin(), must.end());
            std::sort(are.begin(), are.end());
        }
        if (must != are) {
            fault(before.label + "." + reference.role + " must lead to " + joined(must) + " and leads to " +
                  joined(are));
        }
    }

    std::optional<std::string> name_of(std::string const &label) const
    {
        for (auto const &row : m_rows.at("users")) {
            if (row.at("origin") == label) {
                return row.at("name");
            }
        }
        return std::nullopt;
    }

    void check_mentions(SourceRow const &before, SchemaValues const &row, SchemaReference const &reference)
    {
        std::string const old = before.values.at(reference.columns[0]).value_or("");
        std::string must;
        std::regex const mention("@([a-z0-9]+)");
        auto at = old.cbegin();
        for (std::sregex_iterator match(old.begin(), old.end(), mention); match != std::sregex_iterator(); ++match) {
            must.append(at, old.cbegin() + match->position());
            std::string now = match->str(1);
            for (auto const &user : m_truth.rows().at("users")) {
                if (user.source == before.source && user.values.at("name") == match->str(1)) {
                    now = name_of(m_truth.standing_for(user.label)).value_or("?");
                }
            }
            must += "@" + now;
            at = old.cbegin() + match->position() + match->length();
        }
        must.append(at, old.cend());
        if (row.at(reference.columns[0]) != must) {
            fault(before.label + "." + reference.role + " must be \"" + must + "\" and is \"" +
                  row.at(reference.columns[0]).value_or("NULL") + "\"");
        }
    }

    /// The first source keeps its numbers; every later one is shifted by one and the same offset.
    void check_ids(SchemaTable const &table)
    {
        std::map<std::size_t, std::set<long long>> offsets;
        for (auto const &row : table.numbered ? m_rows[table.name] : std::vector<SchemaValues>{}) {
            for (auto const &before : m_truth.rows().at(table.name)) {
                if (before.label == row.at("origin")) {
                    offsets[before.source].insert(std::stoll(*row.at("id")) - std::stoll(*before.values.at("id")));
                }
            }
        }
        for (auto const &[source, found] : offsets) {
            if (found.size() != 1 || (source == 0 && *found.begin() != 0)) {
                fault(table.name + " of " + m_schema.sources[source] + " is shifted by " +
                      std::to_string(*found.begin()) + " and other offsets");
            }
        }
    }

    /// No two users have one name, and nobody gave up a name that nobody else claims.
    void check_names()
    {
        std::map<std::string, std::size_t> claims;
        std::set<std::string> now;
        auto const &users = m_truth.rows().at("users");
        for (auto const &user : users) {
            if (m_truth.loaded(user) && user.values.at("name")) {
                ++claims[*user.values.at("name")];
            }
        }
        for (auto const &user : users) {
            if (!m_truth.loaded(user)) {
                continue;
            }
            auto const &before = user.values.at("name");
            auto const after = name_of(user.label);
            if (after && !now.insert(*after).second) {
                fault("two users are named " + *after);
            }
            bool const contested = before && claims[*before] > 1;
            bool const renamed = contested && after && after->starts_with(*before + "tmp");
            if (after != before && !renamed) {
                fault(user.label + " was called " + before.value_or("NULL") + " and is called " +
                      after.value_or("NULL"));
            }
        }
    }

    void check_books(json const &report)
    {
        std::map<std::string, json> books;
        for (auto const &book : report.at("books")) {
            books[book.at("source").get<std::string>() + "." + book.at("table").get<std::string>()] = book;
        }
        for (auto const &table : m_schema.tables) {
            std::size_t all = 0;
            for (std::size_t source = 0; source < m_schema.sources.size(); ++source) {
                std::size_t read = 0;
                std::size_t loaded = 0;
                std::size_t out = 0;
                for (auto const &row : m_truth.rows().at(table.name)) {
                    if (row.source == source) {
                        ++read;
                        loaded += m_truth.loaded(row) ? 1U : 0U;
                        out += row.out ? 1U : 0U;
                    }
                }
                all += loaded;
                auto const name = m_schema.sources[source] + "." + table.name;
                json const must{{"read", read}, {"loaded", loaded}, {"folded", read - loaded - out}, {"left_out", out}};
                json is = books.contains(name) ? books[name] : json::object();
                is.erase("source");
                is.erase("table");
                if (is != must) {
                    fault("the book of " + name + " must say " + must.dump() + " and says " + is.dump());
                }
            }
            if (m_rows[table.name].size() != all) {
                fault(table.name + " has " + std::to_string(m_rows[table.name].size()) + " rows and must have " +
                      std::to_string(all));
            }
        }
    }

    RandomSchema const &m_schema;
    SchemaTruth const &m_truth;
    Database const &m_target;
    std::map<std::string, std::vector<SchemaValues>> m_rows;
    Texts m_faults;
};

} // namespace

std::vector<std::string> faults(RandomSchema const &schema, SchemaTruth const &truth, Database const &target,
                                std::string const &report)
{
    return Checker(schema, truth, target).run(report);
}

} // namespace tributary::testing
