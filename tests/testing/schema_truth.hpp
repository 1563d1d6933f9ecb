#pragma once

#include "tests/testing/random_schemas.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace tributary::testing {

/// A row as its source has it.
struct SourceRow {
    std::size_t source = 0;
    std::string table;
    std::string label; ///< its `origin`; made up for bare rows
    SchemaValues values;
    std::map<std::string, std::vector<std::string>> trail; ///< by role: labels, "!" for nothing; empty: NULL
    bool out = false;                                      ///< left out by a rule of the plan
};

/// What must become of the sources' rows, worked out as plainly as the documents say it, from the databases and what
/// the generator says of them, with nothing of the program.
class SchemaTruth {
public:
    SchemaTruth(RandomSchema const &schema, std::map<std::string, Database> const &sources);

    /// Why somebody must decide; empty if nobody must.
    std::vector<std::string> const &reasons() const { return m_reasons; }

    std::map<std::string, std::vector<SourceRow>> const &rows() const { return m_rows; }
    bool has(std::string const &label) const { return m_by_label.contains(label); }
    SourceRow const &row(std::string const &label) const { return *m_by_label.at(label); }
    /// The label of the row that stands for this one in the target; its own if it is loaded itself.
    std::string standing_for(std::string const &label) const;
    /// What a row's reference must lead to in the target: labels, "!" for what is dangling and is kept; "-" for what
    /// became NULL.
    std::vector<std::string> targets(SourceRow const &row, SchemaReference const &reference) const;
    /// True if what is dangling stays as it is, and may be what a row of another source bears: not so numbers.
    bool stays(SchemaReference const &reference) const;
    bool loaded(SourceRow const &row) const { return !row.out && standing_for(row.label) == row.label; }

    /// Loaded rows that would share the key; with `renumber` all that agree in the rest of it. In order of precedence.
    std::vector<std::vector<SourceRow const *>> rivals(SchemaTable const &table, SchemaKey const &key) const;

private:
    void read(std::map<std::string, Database> const &sources);
    void find_parents_of_bare_rows();
    void leave_out();
    void find_dangling();
    void match_accounts();
    bool fold(SchemaTable const &table);
    bool fold_together(std::vector<SourceRow const *> const &group);
    bool settle(SchemaTable const &table, SchemaKey const &key, std::vector<SourceRow const *> const &group);
    void find_undecided(SchemaTable const &table);
    std::optional<std::string> value(SchemaTable const &table, SourceRow const &row, std::string const &column) const;
    std::vector<std::vector<SourceRow const *>> groups(SchemaTable const &table,
                                                       std::vector<std::string> const &columns, bool nulls_agree) const;
    std::vector<std::vector<SourceRow const *>> kinds(SchemaTable const &table, SchemaKey const &key,
                                                      std::vector<SourceRow const *> const &group) const;
    bool beyond_its_range(SchemaReference const &reference) const;
    bool is_of_others(SourceRow const &row, std::string const &label, SchemaReference const &reference) const;
    bool leads_nowhere(std::string const &label) const;
    std::string kept_value(SourceRow const &row, SchemaReference const &reference, std::string const &own) const;

    RandomSchema const &m_schema;
    std::map<std::string, std::vector<SourceRow>> m_rows; ///< by table, in the order of precedence
    std::map<std::string, SourceRow *> m_by_label;
    std::map<std::string, std::string> m_folded; ///< label → label
    std::vector<std::string> m_reasons;
};

} // namespace tributary::testing
