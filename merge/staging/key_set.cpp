#include "merge/staging/key_set.hpp"

#include "merge/model/schema.hpp"
#include "merge/staging/row_digest.hpp"

namespace tributary::staging {
namespace {

/// A new table, and its name as SQL. A row of the catalogue keeps its number as long as its table exists, so that the
/// number after the highest one names no other set.
std::string new_table(databases::sqlite::Database const &database)
{
    auto const number = database.integer("SELECT coalesce(max(rowid), 0) + 1 FROM temp.sqlite_schema");
    auto table = "temp." + model::sql_name("tributary.keys." + std::to_string(number));
    database.execute("CREATE TABLE " + table + " (key BLOB PRIMARY KEY) WITHOUT ROWID");
    return table;
}

} // namespace

KeySet::KeySet(Staging const &staging)
    : m_database(staging.database()), m_table(new_table(m_database)),
      m_add(m_database.prepare("INSERT OR IGNORE INTO " + m_table + " (key) VALUES (?1)")),
      m_find(m_database.prepare("SELECT 1 FROM " + m_table + " WHERE key = ?1"))
{
}

KeySet::~KeySet()
{
    try {
        m_database.execute("DROP TABLE " + m_table);
    } catch (databases::sqlite::Failure const &) {
        return; // rows are being read on this connection: the table goes when it is closed
    }
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
