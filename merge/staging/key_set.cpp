#include "merge/staging/key_set.hpp"

#include "merge/model/schema.hpp"
#include "merge/staging/row_digest.hpp"

namespace tributary::staging {
namespace {

/// The table, made and emptied.
std::string empty_table(Staging const &staging, std::string const &name)
{
    auto table = "temp." + model::sql_name(name);
    staging.database().execute("CREATE TABLE IF NOT EXISTS " + table +
                               " (key BLOB PRIMARY KEY) WITHOUT ROWID; DELETE FROM " + table);
    return table;
}

} // namespace

KeySet::KeySet(Staging const &staging, std::string const &name)
    : m_add(staging.database().prepare("INSERT OR IGNORE INTO " + empty_table(staging, name) + " (key) VALUES (?1)")),
      m_find(staging.database().prepare("SELECT 1 FROM temp." + model::sql_name(name) + " WHERE key = ?1"))
{
}

void KeySet::add(model::Row key)
{
    m_bytes.clear();
    append_canonical(m_bytes, key);
    m_add.bind_blob(1, m_bytes).run();
}

bool KeySet::contains(model::Row key)
{
    m_bytes.clear();
    append_canonical(m_bytes, key);
    auto const found = m_find.bind_blob(1, m_bytes).step();
    m_find.reset();
    return found;
}

} // namespace tributary::staging
