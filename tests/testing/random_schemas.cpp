#include "tests/testing/random_schemas.hpp"

#include "tests/testing/left_out_declarations.hpp"
#include "tests/testing/random_schema_rows.hpp"
#include "tests/testing/random_schema_rules.hpp"

#include <algorithm>
#include <set>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

Texts const provenance{"origin", "trail"};

/// Draws the tables; the rows are drawn afterwards.
class Designer {
public:
    Designer(RandomSchema &schema, SchemaFeatures const &features, Dice &dice)
        : m_schema(schema), m_features(features), m_dice(dice)
    {
    }

    void run()
    {
        m_schema.create = m_dice.percent(50);
        m_schema.match_names = m_dice.percent(60);
        m_schema.headroom = std::vector<std::optional<long long>>{std::nullopt, std::nullopt, 0, 7}[m_dice.below(4)];
        Texts sources{"prose", "lists", "pastes", "feeds"};
        m_dice.shuffle(sources);
        m_schema.sources.assign(sources.begin(), sources.begin() + 2 + static_cast<long>(m_dice.below(3)));
        add_users();
        m_schema.large = m_features.undeclared;
        Texts names{"posts", "rooms", "teams", "files", "topics", "events", "badges", "my things", "group", "Notes"};
        if (m_features.undeclared) {
            names = names_of_things();
        }
        m_dice.shuffle(names);
        names.resize(3 + m_dice.below(6));
        for (auto const &name : names) {
            add_table(name);
        }
        if (m_features.undeclared) {
            add_extensions(m_schema, m_dice);
        }
        add_back_references();
        keep_what_others_refer_to(m_schema);
        decide_what_dangles(m_schema, m_features, m_dice);
        if (m_features.undeclared) {
            leave_out_declarations(m_schema, m_dice);
        }
        rename(m_schema, m_features, m_dice);
        if (m_features.unloaded && m_dice.percent(30)) {
            m_schema.unloaded = m_schema.sources.back();
        }
    }

private:
    void add_users()
    {
        SchemaTable users;
        users.name = "users";
        add_id(users);
        m_name_is_unique = m_dice.percent(60);
        users.columns.push_back({"name", Type::text, false});
        users.columns.push_back({"about", Type::text, false});
        if (m_name_is_unique) {
            users.keys.push_back({{"name"}, false, true, "", "", {}});
        }
        finish(users);
        SchemaTable keys;
        keys.name = "keys";
        keys.columns.push_back({"id", Type::integer, true});
        keys.numbered = true;
        keys.keys.push_back({{"id"}, true, true, "", "", {}});
        keys.columns.push_back({"key", Type::text, true});
        refer(keys, "users", "user", true, false);
        if (m_dice.percent(50)) {
            keys.keys.push_back({{"user_id", "key"}, false, true, "", "", {}});
        }
        finish(keys);
    }

    void finish(SchemaTable &table)
    {
        if (!table.bare) {
            table.columns.push_back({"origin", Type::text, true});
            table.columns.push_back({"trail", Type::text, true});
        }
        m_schema.tables.push_back(table);
    }

    void add_id(SchemaTable &table)
    {
        auto const kind = m_dice.below(10);
        table.numbered = kind < 6;
        table.columns.push_back({"id", kind < 6 ? Type::integer : kind < 8 ? Type::uuid : Type::text, true});
        table.keys.push_back({{"id"}, true, true, "", "", {}});
    }

    void add_table(std::string const &name)
    {
        auto const kind = m_dice.below(100);
        SchemaTable table;
        table.name = name;
        if (kind < 22) {
            design_lookup(table);
        } else if (kind < 34) {
            design_parts(table);
        } else if (kind < 48) {
            design_link(table);
        } else {
            design_thing(table);
        }
        finish(table);
    }

    /// What each service has filled on its own, and the plan knows by a natural key.
    void design_lookup(SchemaTable &table)
    {
        add_id(table);
        table.columns.push_back({"label", Type::text, true});
        table.match = {"label"};
        auto const kind = m_dice.below(3);
        auto const others = tables_that([](auto const &one) { return !one.match.empty(); });
        if (kind == 0) {
            refer(table, table.name, "parent", false, false);
            table.match = {table.references.back().columns[0], "label"};
        } else if (kind == 1 && !others.empty()) {
            refer(table, m_dice.one_of(others), "kind", true, false);
            table.match = {table.references.back().columns[0], "label"};
        }
        if (m_dice.percent(50)) {
            table.keys.push_back({table.match, false, true, "", "", {}});
        }
        table.columns.push_back({"body", Type::text, false});
    }

    /// Parts of something, numbered from 1 for each.
    void design_parts(SchemaTable &table)
    {
        auto whole = tables_that(
            [&](auto const &one) { return !one.bare && has_id(one) && one.match.empty() && !may_be_left_out(one); });
        refer(table, m_dice.one_of(whole), "whole", true, false);
        table.columns.push_back({"no", Type::integer, true});
        SchemaKey key{table.references.back().columns, true, true, "", "", {}};
        key.columns.push_back("no");
        if (m_features.policies) {
            choose_policy(table, key, "no", {"renumber", "keep-first", "keep-newest", "fold-identical"});
        }
        table.keys.push_back(key);
        table.columns.push_back({"body", Type::text, false});
    }

    /// Two references and nothing else.
    void design_link(SchemaTable &table)
    {
        auto const parents = tables_that([&](auto const &one) { return !one.bare && has_id(one); });
        table.bare = true;
        refer(table, m_dice.one_of(parents), "one", true, false);
        refer(table, m_dice.one_of(parents), "other", true, false);
        SchemaKey key{{}, true, true, "", "", {}};
        for (auto const &column : table.columns) {
            key.columns.push_back(column.name);
        }
        table.keys.push_back(key);
    }

    void design_thing(SchemaTable &table)
    {
        add_id(table);
        refer(table, m_dice.percent(50) ? "users" : any_parent(), "owner", true, true);
        auto const owner = table.references.back();
        if (m_dice.percent(50)) {
            refer(table, any_parent(), "about", m_dice.percent(30), true);
        }
        if (m_dice.percent(30)) {
            refer(table, "users", "editor", false, true);
        }
        if (m_dice.percent(30)) {
            refer(table, table.name, "parent", false, true);
            table.references.back().back = true;
        }
        table.columns.push_back({"body", Type::text, false});
        if (m_features.where && m_dice.percent(25)) {
            table.columns.push_back({"state", Type::text, true});
            table.drafts = true;
        }
        if (m_features.lookalikes && m_dice.percent(25)) {
            table.columns.push_back({"old_user_id", Type::integer, false});
        }
        add_key(table, owner);
        if (m_features.soft && m_dice.percent(40)) {
            add_subject(table);
        }
        if (m_features.inside && m_dice.percent(40)) {
            add_document(table);
        }
        if (m_features.mentions && m_dice.percent(30)) {
            add_mentions(table);
        }
    }

    void add_key(SchemaTable &table, SchemaReference const &owner)
    {
        auto const kind = m_dice.below(10);
        if (kind > 6) {
            return;
        }
        SchemaKey key{kind < 5 ? owner.columns : Texts{}, false, true, "", "", {}};
        std::string const column = kind < 3 ? "slug" : kind < 5 ? "position" : "code";
        table.columns.push_back({column, kind < 3 || kind > 4 ? Type::text : Type::integer, true});
        key.columns.push_back(column);
        key.declared = !m_features.application || kind > 4 || m_dice.percent(70);
        if (m_features.policies) {
            choose_policy(table, key, column,
                          column == "position"
                              ? Texts{"renumber", "renumber", "keep-first"}
                              : Texts{"suffix", "suffix", "keep-first", "keep-newest", "fold-identical"});
        }
        table.keys.push_back(key);
    }

    void choose_policy(SchemaTable &table, SchemaKey &key, std::string const &column, Texts const &policies)
    {
        key.policy = m_dice.one_of(policies);
        if (key.policy == "suffix" || key.policy == "renumber") {
            key.column = column;
        } else if (key.policy == "keep-newest") {
            key.column = "edited";
            table.columns.push_back({"edited", Type::integer, true});
        }
        if (m_dice.percent(60)) {
            key.ignore = provenance;
        }
    }

    /// A pair that says in one column what the other refers to.
    void add_subject(SchemaTable &table)
    {
        auto const parents = tables_that([](auto const &one) { return one.numbered; });
        table.columns.push_back({"subject_type", Type::text, false});
        table.columns.push_back({"subject_id", Type::integer, false});
        auto first = m_dice.one_of(parents);
        auto second = m_dice.one_of(parents);
        for (auto const &parent : std::set{first, second}) {
            auto reference = reference_to(parent, "subject_" + parent, Form::plain, "subject_id");
            std::replace(reference.role.begin(), reference.role.end(), ' ', '_');
            reference.when = parent;
            reference.when_column = "subject_type";
            table.references.push_back(reference);
        }
    }

    void add_document(SchemaTable &table)
    {
        auto const parents = tables_that([&](auto const &one) { return has_id(one) && !may_be_left_out(one); });
        table.columns.push_back({"document", Type::json, false});
        auto const add = [&](std::string const &role, Form form, std::string const &path) {
            auto reference = reference_to(m_dice.one_of(parents), role, form, "document");
            reference.path = path;
            table.references.push_back(reference);
        };
        add("head", Form::path, "$.head");
        if (m_dice.percent(50)) {
            add("watchers", Form::path, "$.watchers[*]");
        }
        if (m_dice.percent(50)) {
            add("log", Form::path, "$.log[*].who");
        }
        if (m_dice.percent(50)) {
            add("votes", Form::keys, "$.votes");
            table.references.back().table = "users";
        }
        auto const numbered = tables_that([](auto const &one) { return one.numbered; });
        if (m_schema.engine == Engine::postgres && m_dice.percent(50)) {
            table.columns.push_back({"readers", Type::integers, false});
            table.references.push_back(reference_to(m_dice.one_of(numbered), "readers", Form::array, "readers"));
        }
    }

    void add_mentions(SchemaTable &table)
    {
        table.columns.push_back({"words", Type::text, false});
        table.references.push_back(reference_to("users", "words", Form::mention, "words"));
        table.references.back().to = {"name"};
    }

    static SchemaReference reference_to(std::string const &table, std::string const &role, Form form,
                                        std::string const &column)
    {
        SchemaReference reference;
        reference.role = role;
        reference.form = form;
        reference.columns = {column};
        reference.table = table;
        reference.to = {"id"};
        return reference;
    }

    void refer(SchemaTable &table, std::string const &to, std::string const &role, bool required, bool maybe_soft)
    {
        SchemaReference reference;
        reference.role = role;
        reference.table = to;
        reference.required = required;
        auto const &parent = to == table.name ? table : m_schema.table(to);
        auto const code = std::any_of(parent.columns.begin(), parent.columns.end(),
                                      [](auto const &column) { return column.name == "code"; });
        if (to == "users" && maybe_soft && m_dice.percent(25) && (m_name_is_unique || m_features.soft)) {
            reference.to = {"name"};
        } else if (code && to != table.name && m_dice.percent(50)) {
            reference.to = {"code"};
        } else {
            reference.to = parent.keys.front().columns;
        }
        bool const soft = maybe_soft && m_features.soft && reference.to.size() == 1 && m_dice.percent(35);
        bool const loose = reference.to[0] == "name" && !m_name_is_unique;
        reference.form = soft || loose ? Form::plain : Form::declared;
        for (auto const &column : reference.to) {
            reference.columns.push_back(role + "_" + column);
            auto const there = std::find_if(parent.columns.begin(), parent.columns.end(),
                                            [&](auto const &one) { return one.name == column; });
            table.columns.push_back({reference.columns.back(), there->type, required});
        }
        table.references.push_back(reference);
    }

    /// Circles: nullable references to tables that come later.
    void add_back_references()
    {
        for (std::size_t later = 3; later < m_schema.tables.size(); ++later) {
            auto const place = 2 + m_dice.below(later - 2);
            auto const &to = m_schema.tables[later];
            auto &from = m_schema.tables[place];
            if (m_dice.percent(35) && has_id(to) && !from.bare && to.match.empty() && from.match.empty()) {
                auto reference = reference_to(to.name, "latest", Form::declared, "latest_id");
                reference.back = true;
                auto const taken = std::any_of(from.references.begin(), from.references.end(),
                                               [](auto const &one) { return one.role == "latest"; });
                if (!taken) {
                    from.references.push_back(reference);
                    from.columns.push_back({"latest_id", to.columns.front().type, false});
                }
            }
        }
    }

    template <typename Wanted> Texts tables_that(Wanted const &wanted) const
    {
        Texts names;
        for (auto const &table : m_schema.tables) {
            if (wanted(table)) {
                names.push_back(table.name);
            }
        }
        return names;
    }

    static bool has_id(SchemaTable const &table) { return table.columns.front().name == "id"; }

    std::string any_parent()
    {
        return m_dice.one_of(tables_that([](auto const &one) { return !one.bare; }));
    }

    RandomSchema &m_schema;
    SchemaFeatures const &m_features;
    Dice &m_dice;
    bool m_name_is_unique = false;
};

} // namespace

RandomSchema::RandomSchema(std::uint64_t seed, Engine on, SchemaFeatures const &features) : engine(on)
{
    Dice dice(seed * 7919 + 17);
    Designer(*this, features, dice).run();
    fill(*this, dice);
}

} // namespace tributary::testing
