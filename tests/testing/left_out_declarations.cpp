#include "tests/testing/left_out_declarations.hpp"

#include "tests/testing/decoys.hpp"
#include "tests/testing/random_schema_rules.hpp"
#include "tests/testing/reference_names.hpp"

#include <algorithm>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

bool has_column(SchemaTable const &table, std::string const &name)
{
    auto const lower = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
        return text;
    };
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](auto const &column) { return lower(column.name) == lower(name); });
}

void replace(Texts &texts, std::string const &old, std::string const &now)
{
    std::replace(texts.begin(), texts.end(), old, now);
}

/// Calls a column otherwise, wherever the schema speaks of it.
void call(RandomSchema &schema, SchemaTable &table, std::string const &old, std::string const &now)
{
    for (auto &column : table.columns) {
        column.name = column.name == old ? now : column.name;
    }
    for (auto &key : table.keys) {
        replace(key.columns, old, now);
    }
    replace(table.match, old, now);
    for (auto &reference : table.references) {
        replace(reference.columns, old, now);
        reference.when_column = reference.when_column == old ? now : reference.when_column;
    }
    for (auto &other : schema.tables) {
        for (auto &reference : other.references) {
            if (reference.table == table.name) {
                replace(reference.to, old, now);
            }
        }
    }
}

/// What the program promises to find: ids that it shifts, and users.
bool is_promised(RandomSchema const &schema, SchemaTable const &table, SchemaReference const &reference)
{
    auto const &parent = schema.table(reference.table);
    auto const referred = std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &other) {
        return std::any_of(other.references.begin(), other.references.end(), [&](auto const &one) {
            return one.table == table.name &&
                   std::find(one.to.begin(), one.to.end(), reference.columns[0]) != one.to.end();
        });
    });
    bool const of_users = parent.name == "users" && (reference.to[0] == "id" || reference.to[0] == "name");
    return reference.columns.size() == 1 && reference.form != Form::mention && !referred &&
           (of_users || (parent.numbered && reference.to[0] == "id"));
}

class LeavingOut {
public:
    LeavingOut(RandomSchema &schema, SchemaTable &table, Dice &dice) : m_schema(schema), m_table(table), m_dice(dice) {}

    void run()
    {
        for (std::size_t i = 0; i < m_table.references.size(); ++i) {
            auto &reference = m_table.references[i];
            if (reference.left_out || !is_promised(m_schema, m_table, reference) || !m_dice.percent(60)) {
                continue;
            }
            if (!reference.when.empty()) {
                leave_out_pair(reference.columns[0], reference.when_column);
            } else if (reference.form == Form::path || reference.form == Form::keys) {
                leave_out_member(reference);
            } else if (reference.form == Form::array) {
                reference.left_out = true;
                rename_column(reference.columns[0], member_name_for(reference, true, m_dice));
            } else {
                leave_out_column(i);
            }
        }
    }

private:
    void leave_out_column(std::size_t number)
    {
        auto &reference = m_table.references[number];
        auto const &parent = m_schema.table(reference.table);
        bool const thin = reference.astray > 0 || !parent.match.empty();
        auto const name = name_for(reference, parent, thin, m_dice);
        if (!rename_column(reference.columns[0], name.text)) {
            return;
        }
        reference.left_out = true;
        reference.form = Form::plain;
        reference.by_values = name.by_values;
        reference.bare = name.bare;
        bool const in_key = std::any_of(m_table.keys.begin(), m_table.keys.end(), [&](auto const &key) {
            return std::find(key.columns.begin(), key.columns.end(), name.text) != key.columns.end();
        });
        bool const number_of_row = parent.columns[0].type == Type::integer && reference.to[0] == "id";
        reference.zero = number_of_row && !reference.required && !in_key && reference.dangling.empty() &&
                         reference.astray == 0 && m_table.match.empty() && m_dice.percent(25);
    }

    void leave_out_pair(std::string column, std::string kind_column)
    {
        auto const shape = m_dice.below(6);
        auto const of = m_dice.one_of(Texts{"subject", "item", "target", "entity", "content"});
        auto const id = shape == 0 ? of + "Id" : shape == 5 ? "ref_id" : of + "_id";
        auto const kind = shape == 0   ? of + "Type"
                          : shape == 4 ? of
                          : shape == 5 ? "kind"
                                       : of + m_dice.one_of(Texts{"_type", "_kind", "_class", "_table"});
        if (has_column(m_table, id) || has_column(m_table, kind)) {
            return;
        }
        call(m_schema, m_table, column, id);
        call(m_schema, m_table, kind_column, kind);
        auto const way = m_dice.below(3);
        for (auto &reference : m_table.references) {
            if (!reference.when.empty()) {
                reference.left_out = true;
                auto thing = thing_in(reference.table);
                thing[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(thing[0])));
                reference.when = way == 0 ? reference.table : way == 1 ? thing_in(reference.table) : thing;
            }
        }
    }

    void leave_out_member(SchemaReference &reference)
    {
        auto const open = reference.path.find('[');
        bool const list = open != std::string::npos;
        bool const inner = reference.path.find("[*].") != std::string::npos;
        auto const name = member_name_for(reference, (list || reference.form == Form::keys) && !inner, m_dice);
        auto const path = inner ? "$." + reference.role + "[*]." + name : "$." + name + (list ? "[*]" : "");
        bool const taken = std::any_of(m_table.references.begin(), m_table.references.end(),
                                       [&](auto const &other) { return other.path.starts_with(path); });
        if (!taken) {
            reference.left_out = true;
            reference.path = path;
        }
    }

    bool rename_column(std::string old, std::string const &now)
    {
        if (old == now || has_column(m_table, now)) {
            return old == now;
        }
        call(m_schema, m_table, old, now);
        return true;
    }

    RandomSchema &m_schema;
    SchemaTable &m_table;
    Dice &m_dice;
};

} // namespace

Texts names_of_things()
{
    return {"posts", "companies", "statuses",   "children",    "criteria", "matrices",  "analyses",   "branches",
            "geese", "curricula", "blog_posts", "order_items", "Rooms",    "my things", "staff_notes"};
}

void add_extensions(RandomSchema &schema, Dice &dice)
{
    Texts parents;
    for (auto const &table : schema.tables) {
        if (table.numbered && table.match.empty() && table.name != "keys" && !may_be_left_out(table)) {
            parents.push_back(table.name);
        }
    }
    if (parents.empty() || dice.percent(50)) {
        return;
    }
    auto const parent = dice.one_of(parents);
    SchemaTable table;
    table.name = (parent == "my things" ? "thing" : thing_in(parent)) + "_details";
    SchemaReference reference;
    reference.role = "whole";
    reference.columns = {"whole_id"};
    reference.table = parent;
    reference.to = {"id"};
    reference.required = true;
    table.references.push_back(reference);
    table.columns = {{"whole_id", Type::integer, true},
                     {"body", Type::text, false},
                     {"origin", Type::text, true},
                     {"trail", Type::text, true}};
    table.keys.push_back({{"whole_id"}, true, true, "keep-first", "", {}});
    schema.tables.push_back(table);
}

void leave_out_declarations(RandomSchema &schema, Dice &dice)
{
    for (auto &table : schema.tables) {
        for (auto &key : table.keys) { // equal rows to which many refer are a question
            key.ignore.clear();
        }
        if (table.name != "users" && table.name != "keys") {
            LeavingOut(schema, table, dice).run();
        }
        for (auto left = table.bare ? 0 : dice.below(4); left > 0; --left) {
            auto const column = decoy(schema, dice);
            if (!has_column(table, column.name)) {
                table.columns.push_back(column);
            }
        }
    }
}

} // namespace tributary::testing
