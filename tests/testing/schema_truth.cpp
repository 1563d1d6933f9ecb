#include "tests/testing/schema_truth.hpp"

#include <algorithm>
#include <sstream>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

Texts split(std::string const &text, char at)
{
    Texts parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);) {
        parts.push_back(part);
    }
    return parts;
}

bool holds(Texts const &texts, std::string const &text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// Of two rows of one source the one with the smaller number comes first.
bool comes_first(SourceRow const &a, SourceRow const &b)
{
    auto const number = [](SourceRow const &row) {
        auto const id = row.values.find("id");
        bool const digits = id != row.values.end() && id->second && !id->second->empty() &&
                            id->second->find_first_not_of("0123456789") == std::string::npos;
        return digits ? std::stoll(*id->second) : 0;
    };
    return a.source != b.source ? a.source < b.source : number(a) < number(b);
}

} // namespace

SchemaTruth::SchemaTruth(RandomSchema const &schema, std::map<std::string, Database> const &sources) : m_schema(schema)
{
    read(sources);
    find_parents_of_bare_rows();
    leave_out();
    find_dangling();
    match_accounts();
    bool changed = true;
    while (changed) {
        changed = false;
        for (auto const &table : m_schema.tables) {
            changed = fold(table) || changed;
        }
    }
    for (auto const &table : m_schema.tables) {
        find_undecided(table);
    }
}

void SchemaTruth::read(std::map<std::string, Database> const &sources)
{
    for (auto const &table : m_schema.tables) {
        auto &rows = m_rows[table.name];
        for (std::size_t place = 0; place < m_schema.sources.size(); ++place) {
            auto const &source = m_schema.sources[place];
            std::string columns;
            for (auto const &column : table.columns) {
                columns += (columns.empty() ? "" : ", ") + quoted(table.name_in(source, column.name));
            }
            for (auto const &found :
                 query(sources.at(source), "SELECT " + columns + " FROM " + quoted(table.name_in(source)))) {
                SourceRow row{place, table.name, "", {}, {}, false};
                for (std::size_t i = 0; i < found.size(); ++i) {
                    row.values[table.columns[i].name] = found[i];
                }
                row.label = table.bare ? source + "." + table.name + "#bare" + std::to_string(rows.size())
                                       : row.values["origin"].value_or("");
                for (auto const &step : split(table.bare ? "" : row.values["trail"].value_or(""), ';')) {
                    auto const equals = step.find('=');
                    auto const list = step.substr(equals + 1);
                    row.trail[step.substr(0, equals)] = list == "-" ? Texts{} : split(list, ',');
                }
                rows.push_back(row);
            }
        }
        std::stable_sort(rows.begin(), rows.end(), comes_first);
        for (auto &row : rows) {
            m_by_label[row.label] = &row;
        }
    }
}

void SchemaTruth::find_parents_of_bare_rows()
{
    for (auto const &table : m_schema.tables) {
        for (auto &row : m_rows[table.name]) {
            for (auto const &reference : table.references) {
                for (auto const &parent : table.bare ? m_rows[reference.table] : std::vector<SourceRow>{}) {
                    bool same = parent.source == row.source;
                    for (std::size_t i = 0; i < reference.to.size(); ++i) {
                        same = same && parent.values.at(reference.to[i]) == row.values.at(reference.columns[i]);
                    }
                    if (same) {
                        row.trail[reference.role] = {parent.label};
                    }
                }
            }
        }
    }
}

bool SchemaTruth::leads_nowhere(std::string const &label) const { return label == "!" || m_by_label.at(label)->out; }

void SchemaTruth::leave_out()
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (auto const &table : m_schema.tables) {
            for (auto &row : m_rows[table.name]) {
                bool out = table.drafts && row.values["state"] == "draft";
                for (auto const &reference : table.references) {
                    auto const &labels = row.trail[reference.role];
                    out = out || (reference.dangling == "drop-row" &&
                                  std::any_of(labels.begin(), labels.end(),
                                              [&](auto const &label) { return leads_nowhere(label); }));
                }
                changed = changed || out != row.out;
                row.out = out;
            }
        }
    }
}

/// What is dangling is a number from 700; the ids end long before that.
bool SchemaTruth::beyond_its_range(SchemaReference const &reference) const
{
    return m_schema.table(reference.table).numbered && reference.to.front() == "id" &&
           m_schema.headroom.value_or(700) < 700;
}

/// Ids below 1 do not move, and the first source's are where they were.
bool SchemaTruth::is_of_others(SourceRow const &row, std::string const &label, SchemaReference const &reference) const
{
    if (row.source == 0 || !m_schema.table(reference.table).numbered || reference.to.front() != "id") {
        return false;
    }
    auto const id = std::stoll(m_by_label.at(label)->values.at("id").value_or("1"));
    auto const &others = m_rows.at(reference.table);
    return id < 1 && std::any_of(others.begin(), others.end(), [&](auto const &other) {
               return other.source == 0 && std::stoll(other.values.at("id").value_or("1")) <= id;
           });
}

void SchemaTruth::find_dangling()
{
    for (auto const &table : m_schema.tables) {
        for (auto const &row : m_rows[table.name]) {
            for (auto const &reference : table.references) {
                for (auto const &label : row.trail.at(reference.role)) {
                    bool const asked = reference.dangling.empty() || reference.dangling == "stop";
                    bool const kept = !row.out && reference.dangling == "keep" && leads_nowhere(label);
                    if (kept && (label == "!" ? beyond_its_range(reference) : is_of_others(row, label, reference))) {
                        m_reasons.push_back(row.label + " " + reference.role + " is kept and has no room");
                    }
                    if (!row.out && asked && reference.form != Form::mention && leads_nowhere(label)) {
                        m_reasons.push_back(row.label + " " + reference.role + " leads nowhere");
                    }
                }
            }
        }
    }
}

void SchemaTruth::match_accounts()
{
    std::map<std::string, std::set<std::string>> keys;
    for (auto const &key : m_rows["keys"]) {
        keys[key.trail.at("user").at(0)].insert(key.values.at("key").value_or(""));
    }
    auto const &users = m_rows["users"];
    auto const matched = [&](SourceRow const &a, SourceRow const &b) {
        bool const names = a.values.at("name") && a.values.at("name") == b.values.at("name");
        bool const shared = std::any_of(keys[a.label].begin(), keys[a.label].end(),
                                        [&](auto const &key) { return keys[b.label].contains(key); });
        return a.source != b.source && shared && (names || !m_schema.match_names);
    };
    for (auto const &b : users) {
        for (auto const &a : users) {
            if (&a < &b && matched(a, b) && standing_for(a.label) != standing_for(b.label)) {
                m_folded[standing_for(b.label)] = standing_for(a.label);
            }
        }
    }
    for (auto const &b : users) {
        for (auto const &a : users) {
            bool const one = standing_for(a.label) == standing_for(b.label);
            if (&a < &b && one && !matched(a, b)) {
                m_reasons.push_back(a.label + " and " + b.label + " would be one");
            }
            if (&a < &b && !one && !m_schema.table("users").numbered && a.values.at("id") == b.values.at("id") &&
                loaded(a) && loaded(b)) {
                m_reasons.push_back(a.label + " and " + b.label + " have one id");
            }
        }
    }
}

std::string SchemaTruth::standing_for(std::string const &label) const
{
    auto at = label;
    for (auto found = m_folded.find(at); found != m_folded.end(); found = m_folded.find(at)) {
        at = found->second;
    }
    return at;
}

std::vector<std::string> SchemaTruth::targets(SourceRow const &row, SchemaReference const &reference) const
{
    Texts result;
    for (auto const &label : row.trail.at(reference.role)) {
        bool const nowhere = leads_nowhere(label);
        result.push_back(!nowhere ? standing_for(label) : reference.dangling == "null" ? "-" : "!");
    }
    return result;
}

/// What the row's column will hold, up to what other rows' keys will look like.
std::optional<std::string> SchemaTruth::value(SchemaTable const &table, SourceRow const &row,
                                              std::string const &column) const
{
    auto own = row.values.at(column);
    if (table.numbered && column == "id") {
        return row.label;
    }
    for (auto const &reference : table.references) {
        auto const place = std::find(reference.columns.begin(), reference.columns.end(), column);
        bool const applies = reference.when.empty() || row.values.at(reference.when_column) == reference.when;
        if (place == reference.columns.end() || !applies ||
            (reference.form != Form::declared && reference.form != Form::plain)) {
            continue;
        }
        auto const labels = targets(row, reference);
        if (labels.empty() || labels[0] == "-") {
            return std::nullopt;
        }
        auto const &to = reference.to[static_cast<std::size_t>(place - reference.columns.begin())];
        return labels[0] == "!" ? kept_value(row, reference, own.value_or("")) : labels[0] + "." + to;
    }
    return own;
}

bool SchemaTruth::stays(SchemaReference const &reference) const
{
    return reference.dangling == "keep" && !(m_schema.table(reference.table).numbered && reference.to[0] == "id");
}

/// A number that is dangling is its source's own; a text is equal to everybody's.
std::string SchemaTruth::kept_value(SourceRow const &row, SchemaReference const &reference,
                                    std::string const &own) const
{
    if (!stays(reference)) {
        return std::to_string(row.source) + ":" + own;
    }
    for (auto const &other : m_rows.at(reference.table)) {
        if (loaded(other) && other.values.at(reference.to[0]) == own) {
            return other.label + "." + reference.to[0];
        }
    }
    return own;
}

std::vector<std::vector<SourceRow const *>> SchemaTruth::groups(SchemaTable const &table, Texts const &columns,
                                                                bool nulls_agree) const
{
    std::map<std::string, std::vector<SourceRow const *>> found;
    for (auto const &row : m_rows.at(table.name)) {
        std::string text;
        bool null = false;
        for (auto const &column : columns) {
            auto const held = value(table, row, column);
            null = null || !held;
            text += held ? "=" + *held + "\n" : "NULL\n";
        }
        if (loaded(row) && (nulls_agree || !null)) {
            found[text].push_back(&row);
        }
    }
    std::vector<std::vector<SourceRow const *>> result;
    for (auto const &[text, group] : found) {
        if (group.size() > 1) {
            result.push_back(group);
        }
    }
    return result;
}

bool SchemaTruth::fold_together(std::vector<SourceRow const *> const &group)
{
    for (std::size_t i = 1; i < group.size(); ++i) {
        m_folded[group[i]->label] = group[0]->label;
    }
    return group.size() > 1;
}

/// The group parted into rows that are equal in all that counts, in order of precedence.
std::vector<std::vector<SourceRow const *>> SchemaTruth::kinds(SchemaTable const &table, SchemaKey const &key,
                                                               std::vector<SourceRow const *> const &group) const
{
    auto const &primary = table.keys.front();
    std::vector<std::pair<std::string, std::vector<SourceRow const *>>> found;
    for (auto const *row : group) {
        std::string text;
        for (auto const &column : table.columns) {
            bool const own_id = primary.primary && primary.columns == Texts{column.name};
            if (!own_id && !holds(key.columns, column.name) && !holds(key.ignore, column.name)) {
                text += value(table, *row, column.name).value_or("NULL") + "\n";
            }
        }
        auto const place = std::find_if(found.begin(), found.end(), [&](auto const &one) { return one.first == text; });
        if (place == found.end()) {
            found.push_back({text, {row}});
        } else {
            place->second.push_back(row);
        }
    }
    std::vector<std::vector<SourceRow const *>> result;
    for (auto const &[text, rows] : found) {
        result.push_back(rows);
    }
    return result;
}

bool SchemaTruth::fold(SchemaTable const &table)
{
    bool changed = false;
    if (table.name == "users") {
        return false;
    }
    if (table.name == "keys") {
        for (auto const &group : groups(table, {"user_id", "key"}, false)) {
            changed = fold_together(group) || changed;
        }
        return changed;
    }
    for (auto const &group :
         table.match.empty() ? std::vector<std::vector<SourceRow const *>>{} : groups(table, table.match, true)) {
        changed = fold_together(group) || changed;
    }
    for (auto const &key : table.keys) {
        for (auto const &group : groups(table, key.columns, false)) {
            changed = settle(table, key, group) || changed;
        }
    }
    return changed;
}

bool SchemaTruth::settle(SchemaTable const &table, SchemaKey const &key, std::vector<SourceRow const *> const &group)
{
    bool changed = false;
    std::vector<SourceRow const *> different;
    for (auto const &kind : kinds(table, key, group)) {
        changed = fold_together(kind) || changed;
        different.push_back(kind.front());
    }
    if (key.policy == "keep-newest") {
        std::stable_sort(different.begin(), different.end(), [](auto const *a, auto const *b) {
            return std::stoll(*a->values.at("edited")) > std::stoll(*b->values.at("edited"));
        });
    }
    bool const folds = key.policy == "keep-first" || key.policy == "keep-newest";
    return (folds && fold_together(different)) || changed;
}

std::vector<std::vector<SourceRow const *>> SchemaTruth::rivals(SchemaTable const &table, SchemaKey const &key) const
{
    auto columns = key.columns;
    if (key.policy == "renumber") {
        std::erase(columns, key.column);
    }
    return groups(table, columns, false);
}

void SchemaTruth::find_undecided(SchemaTable const &table)
{
    for (auto const &key : table.keys) {
        bool const asked = key.policy.empty() || key.policy == "fold-identical";
        if (table.name == "users" || !asked) {
            continue;
        }
        for (auto const &group : groups(table, key.columns, false)) {
            m_reasons.push_back(group[0]->label + " and " + group[1]->label + " are different under one key");
        }
    }
}

} // namespace tributary::testing
