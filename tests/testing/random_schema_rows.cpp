#include "tests/testing/random_schema_rows.hpp"

#include "tests/testing/decoys.hpp"
#include "tests/testing/ids_in_values.hpp"
#include "tests/testing/row_values.hpp"

#include <algorithm>
#include <set>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;
using Tables = std::map<std::string, std::vector<SchemaValues>>;

struct Person {
    std::string name;
    Texts keys;
    std::string id; ///< that of his account in the last source
};

/// Draws the rows of one source.
class Filler {
public:
    Filler(RandomSchema &schema, std::string source, std::vector<Person> &people, bool peaceful, Dice &dice)
        : m_schema(schema), m_source(std::move(source)), m_people(people), m_peaceful(peaceful), m_dice(dice)
    {
        for (std::size_t place = 0; place < schema.sources.size(); ++place) {
            m_position = schema.sources[place] == m_source ? place : m_position;
        }
    }

    Tables run()
    {
        for (auto const &table : m_schema.tables) {
            add_rows(table);
            refer(table);
        }
        for (auto const &table : m_schema.tables) {
            for (auto &row : m_rows[table.name]) {
                for (auto const &reference : table.references) {
                    if (reference.back) {
                        set_reference(table, reference, row);
                    }
                }
                if (!table.bare) {
                    write_trail(table, row);
                }
            }
        }
        for (auto const &table : m_schema.tables) {
            write_zeros(table, m_rows[table.name]);
        }
        for (auto &[name, rows] : m_rows) {
            for (auto &row : rows) {
                std::erase_if(row, [](auto const &value) { return value.first.starts_with("="); });
            }
        }
        return m_rows;
    }

private:
    void add_rows(SchemaTable const &table)
    {
        auto &rows = m_rows[table.name];
        if (table.name == "users") {
            add_accounts(table);
        } else if (table.name == "keys") {
            rows = m_keys;
        } else {
            rows.resize(m_schema.large ? 15 + m_dice.below(30) : m_dice.percent(8) ? 0 : 1 + m_dice.below(8));
        }
        long long next = std::vector<long long>{1, 1, 1, m_schema.large ? 1 : 0, 30}[m_dice.below(5)];
        std::size_t number = 0;
        for (auto &row : rows) {
            row["origin"] = m_source + "." + table.name + "~" + std::to_string(++number);
            if (table.bare) {
                row["=origin"] = row["origin"];
                row.erase("origin");
            }
            if (has(table, "id") && !row.contains("id")) {
                auto const type = column_of(table, "id").type;
                row["id"] = type == Type::integer ? std::to_string(next)
                            : type == Type::uuid
                                ? uuid(m_dice)
                                : m_source.substr(0, 2) + "-" + (m_schema.large ? "of-" + table.name + "-00" : "") +
                                      std::to_string(next);
                next += m_dice.percent(m_schema.large ? 50 : 25) ? 3 : 1;
            }
            add_values(table, row, number);
        }
        m_dice.shuffle(rows);
    }

    void add_values(SchemaTable const &table, SchemaValues &row, std::size_t number)
    {
        auto const add = [&](std::string const &column, std::optional<std::string> value) {
            if (has(table, column) && !row.contains(column)) {
                row[column] = std::move(value);
            }
        };
        auto const some = std::to_string(m_dice.below(3));
        add("body", m_dice.percent(15) ? std::nullopt : std::optional("it's \"body\" " + some));
        add("about", "I am in " + m_source);
        add("state", m_dice.percent(25) ? "draft" : "final");
        add("edited", std::to_string(1000 + m_dice.below(900)));
        add("old_user_id", std::to_string(m_dice.below(5)));
        Texts const labels{"red", "green", "blue", "gold", "grey", "pink"};
        add("label", m_dice.one_of(labels));
        bool const apart = m_peaceful && !collisions_have_an_answer(table);
        std::string const own = apart || m_dice.percent(40) ? m_source.substr(0, 2) : "";
        add("slug", own + m_dice.one_of(Texts{"intro", "news", "tea"}));
        add("code", own + m_dice.one_of(Texts{"c1", "c2", "c3", "c4"}) +
                        (own.empty() && !m_schema.large ? "" : std::to_string(number)));
        std::size_t const from = apart ? m_position * 20 + number : 1 + m_dice.below(4);
        add("no", std::to_string(from));
        add("position", std::to_string(from));
        for (auto const &column : table.columns) {
            if (column.decoy != Decoy::no) {
                add(column.name, decoy_value(column, number, m_dice));
            }
        }
    }

    static bool collisions_have_an_answer(SchemaTable const &table)
    {
        return std::any_of(table.keys.begin(), table.keys.end(),
                           [](auto const &key) { return !key.policy.empty() && key.policy != "fold-identical"; });
    }

    void add_accounts(SchemaTable const &users)
    {
        std::vector<Person *> people;
        for (auto &person : m_people) {
            people.push_back(&person);
        }
        m_dice.shuffle(people);
        people.resize(m_schema.large ? 15 + m_dice.below(20) : 2 + m_dice.below(7));
        auto const type = column_of(users, "id").type;
        std::set<std::string> names;
        std::set<std::string> ids;
        for (auto *person : people) {
            SchemaValues row;
            bool const is_unknown = m_dice.percent(10);
            std::string const name = m_dice.percent(85) ? person->name : m_dice.one_of(m_people).name;
            if (names.insert(name).second && !(is_unknown && m_dice.percent(40))) {
                row["name"] = name;
            } else {
                row["name"] = std::nullopt;
            }
            bool const known = type != Type::integer && !person->id.empty() && row["name"] && !is_unknown;
            if (known && m_dice.percent(12) && ids.insert(person->id).second) {
                row["id"] = person->id;
            } else if (type == Type::uuid) {
                row["id"] = uuid(m_dice);
            }
            person->id = row.contains("id") ? *row["id"] : "";
            m_rows["users"].push_back(row);
            if (!is_unknown && row["name"]) {
                for (auto const &key : person->keys) {
                    if (key == person->keys[0] || m_dice.percent(70)) {
                        m_keys.push_back({{"key", key}, {"=account", std::to_string(m_rows["users"].size())}});
                    }
                }
            }
        }
    }

    /// Every reference but those that come last; rows that then are in each other's way in the source itself go.
    void refer(SchemaTable const &table)
    {
        auto rows = std::move(m_rows[table.name]);
        m_rows[table.name].clear();
        std::set<std::string> taken;
        for (auto &row : rows) {
            bool whole = true;
            for (auto const &reference : table.references) {
                whole = whole && (reference.back || set_reference(table, reference, row));
            }
            bool const alone = whole && is_alone(table, row, taken);
            if (alone) {
                m_rows[table.name].push_back(row);
            }
        }
    }

    bool is_alone(SchemaTable const &table, SchemaValues const &row, std::set<std::string> &taken)
    {
        auto keys = table.keys;
        bool const unique =
            std::any_of(keys.begin(), keys.end(), [&](auto const &key) { return key.columns == table.match; });
        if (!table.match.empty() && (!table.numbered || unique || m_dice.percent(85))) {
            keys.emplace_back().columns = table.match;
        }
        Texts found;
        for (auto const &key : keys) {
            std::string text = joined(key.columns, ",");
            for (auto const &column : key.columns) {
                text += "|" + row.at(column).value_or("NULL");
            }
            found.push_back(text);
        }
        bool const alone =
            std::none_of(found.begin(), found.end(), [&](auto const &one) { return taken.contains(one); });
        if (alone) {
            taken.insert(found.begin(), found.end());
        }
        return alone;
    }

    /// The row's value and trail; false if there must be a parent and is none.
    bool set_reference(SchemaTable const &table, SchemaReference const &reference, SchemaValues &row)
    {
        switch (reference.form) {
        case Form::declared:
        case Form::plain: return set_columns(table, reference, row);
        case Form::mention: mention(reference, row); return true;
        case Form::array: set_array(reference, row); return true;
        case Form::path:
        case Form::keys: set_document(reference, row); return true;
        }
        return false;
    }

    SchemaValues const *some_parent(SchemaReference const &reference, SchemaValues const &row)
    {
        std::vector<SchemaValues const *> found;
        for (auto const &one : m_rows[reference.table]) {
            bool const there = std::all_of(reference.to.begin(), reference.to.end(),
                                           [&](auto const &column) { return one.at(column).has_value(); });
            bool const mine = row.contains("=account") && reference.role == "user";
            if (there && (!mine || one.at("origin") == m_source + ".users~" + row.at("=account").value_or(""))) {
                found.push_back(&one);
            }
        }
        return found.empty() ? nullptr : m_dice.one_of(found);
    }

    std::string dangling_value(SchemaReference const &reference)
    {
        auto const type = column_of(m_schema.table(reference.table), reference.to[0]).type;
        auto const number = std::to_string(700 + m_dice.below(60));
        return type == Type::integer ? number : type == Type::uuid ? uuid(m_dice) : "gone" + number;
    }

    bool set_columns(SchemaTable const &table, SchemaReference const &reference, SchemaValues &row)
    {
        auto &trail = row["=" + reference.role];
        trail = "-";
        if (!reference.when.empty()) {
            if (!row.contains(reference.when_column)) { // the first of the kinds draws for all
                Texts kinds{"nothing"};
                for (auto const &other : table.references) {
                    if (!other.when.empty()) {
                        kinds.push_back(other.when);
                    }
                }
                row[reference.when_column] = m_dice.one_of(kinds);
                row[reference.columns[0]] = std::to_string(m_dice.below(9));
            }
            if (row[reference.when_column] != reference.when) {
                return true;
            }
        }
        for (auto const &column : reference.columns) {
            row[column] = std::nullopt;
        }
        if (m_dice.percent(reference.astray)) {
            row[reference.columns[0]] = dangling_value(reference);
            trail = "!";
            return true;
        }
        auto const *const parent = reference.required || m_dice.percent(80) ? some_parent(reference, row) : nullptr;
        if (parent == nullptr) {
            return !reference.required;
        }
        for (std::size_t i = 0; i < reference.to.size(); ++i) {
            row[reference.columns[i]] = parent->at(reference.to[i]);
        }
        trail = parent->at("origin");
        return true;
    }

    /// Some parents' keys with their trail; now and then one that is dangling.
    std::vector<std::pair<std::string, std::string>> some(SchemaReference const &reference, std::size_t most)
    {
        std::vector<std::pair<std::string, std::string>> all;
        for (std::size_t left = m_dice.below(most + 1); left > 0; --left) {
            auto const *const parent = some_parent(reference, {});
            if (m_dice.percent(reference.astray)) {
                all.emplace_back(dangling_value(reference), "!");
            } else if (parent != nullptr) {
                all.emplace_back(*parent->at(reference.to[0]), *parent->at("origin"));
            }
        }
        return all;
    }

    void mention(SchemaReference const &reference, SchemaValues &row)
    {
        std::string text = "words";
        Texts trail;
        for (auto const &[name, origin] : some(reference, 3)) {
            text += " @" + name + m_dice.one_of(Texts{",", "", "!", " and $1 \\1"});
            trail.push_back(origin);
        }
        row[reference.columns[0]] = text + (m_dice.percent(20) ? " @nobody." : ".");
        row["=" + reference.role] = trail.empty() ? "-" : joined(trail, ",");
    }

    void set_array(SchemaReference const &reference, SchemaValues &row)
    {
        Texts values;
        Texts trail;
        for (auto const &[value, origin] : some(reference, 3)) {
            values.push_back(value);
            trail.push_back(origin);
        }
        row[reference.columns[0]] = "{" + joined(values, ",") + "}";
        row["=" + reference.role] = trail.empty() ? "-" : joined(trail, ",");
    }

    /// The first reference of the column opens the document; each puts its part before the closing brace.
    void set_document(SchemaReference const &reference, SchemaValues &row)
    {
        auto &document = row[reference.columns[0]];
        if (!document) {
            document = "{\"note\": \"3\"}";
        }
        bool const number = column_of(m_schema.table(reference.table), reference.to[0]).type == Type::integer;
        Texts ids;
        Texts trail;
        for (auto const &[value, origin] : some(reference, is_single(reference) ? 1 : 3)) {
            bool const twice = std::find(ids.begin(), ids.end(), value) != ids.end();
            if (reference.form != Form::keys || !twice) {
                ids.push_back(value);
                trail.push_back(origin);
            }
        }
        document->insert(document->size() - 1, ", " + put_ids(reference, ids, number));
        row["=" + reference.role] = trail.empty() ? "-" : joined(trail, ",");
    }

    static void write_zeros(SchemaTable const &table, std::vector<SchemaValues> &rows)
    {
        for (auto const &reference : table.references) {
            for (auto &row : rows) {
                auto &value = row[reference.columns[0]];
                value = reference.zero && !value ? "0" : value;
            }
        }
    }

    static void write_trail(SchemaTable const &table, SchemaValues &row)
    {
        std::string trail;
        for (auto const &reference : table.references) {
            trail += (trail.empty() ? "" : ";") + reference.role + "=" + row.at("=" + reference.role).value_or("-");
        }
        row["trail"] = trail;
    }

    RandomSchema &m_schema;
    std::string m_source;
    std::vector<Person> &m_people;
    bool m_peaceful;
    Dice &m_dice;
    std::size_t m_position = 0;
    Tables m_rows;
    std::vector<SchemaValues> m_keys;
};

} // namespace

void fill(RandomSchema &schema, Dice &dice)
{
    Texts names{"al", "bob", "bobtmp", "cy", "cytmp", "dee", "eve", "fay", "gus", "hal"};
    for (std::size_t number = 0; schema.large && number < 30; ++number) {
        names.push_back(dice.one_of(Texts{"ida", "joe", "kim", "lou", "mae", "ned"}) + std::to_string(number));
    }
    dice.shuffle(names);
    std::vector<Person> people;
    auto const key = [&] {
        return "key " + std::to_string((people.size() + 1) * 2654435761U % 4294967291U);
    }; // no series
    for (auto const &name : names) {
        people.push_back({dice.percent(25) ? dice.one_of(names) : name, {key()}, ""});
        if (dice.percent(30)) {
            people.back().keys.push_back("other " + key());
        }
    }
    bool const peaceful = dice.percent(85);
    for (auto const &source : schema.sources) {
        schema.rows[source] = Filler(schema, source, people, peaceful, dice).run();
    }
}

} // namespace tributary::testing
