#include "merge/databases/postgres/catalogue.hpp"
#include "merge/databases/postgres/copy.hpp"
#include "merge/databases/postgres/dump_schema.hpp"
#include "merge/databases/postgres/open.hpp"
#include "merge/databases/postgres/session.hpp"
#include "sql/postgres_rights_of_source.hpp"

#include <optional>

namespace tributary::databases::postgres {
namespace {

using Snapshot = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

class PostgresSource : public Source {
public:
    explicit PostgresSource(Address const &address)
        : m_what(address.what), m_schemas(address.schemas), m_conninfo(conninfo_of(address)),
          m_connection(connect(address, m_conninfo)), m_transaction(*m_connection)
    {
        // the snapshot is taken by the first query, and exported so that pg_dump sees the same
        m_snapshot = translate_errors(
            m_what, [&] { return m_transaction.exec1("SELECT pg_catalog.pg_export_snapshot()")[0].as<std::string>(); });
        for (auto const &schema : m_schemas) {
            auto const found = translate_errors(m_what, [&] {
                return m_transaction.exec_params("SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1", schema);
            });
            if (found.empty()) {
                throw model::Error(model::Exit::plan, m_what + ": there is no schema \"" + schema + "\"");
            }
        }
    }

    model::Schema schema() override
    {
        refuse_without(missing_rights(), m_what); // all of them, before the first is missed
        return translate_errors(m_what, [&] { return read_catalogue(m_transaction, m_schemas, m_what); });
    }

    std::vector<Unread> unread() override
    {
        return translate_errors(m_what, [&] { return read_unread(m_transaction, m_schemas, m_what); });
    }

    void read(model::Table const &table, std::span<model::Column const> columns, model::RowSink const &sink) override
    {
        std::string list;
        for (auto const &column : columns) {
            list +=
                (list.empty() ? "" : ", ") + (column.read_as.empty() ? model::sql_name(column.name) : column.read_as);
        }
        copy_out(raw_connection(m_transaction), m_what + ": table \"" + table.label + "\"",
                 "SELECT " + list + " FROM " + model::sql_name(table), columns, sink);
    }

    Answer query(std::string const &sql) override
    {
        return translate_errors(m_what, [&] { return answer_of(m_transaction.exec(sql)); });
    }

    std::string version() override { return query("SHOW server_version").front().front().value_or(""); }

    std::vector<model::MissingRight> missing_rights() override
    {
        return translate_errors(m_what, [&] {
            return rights_in(m_transaction.exec_params(sql::postgres_rights_of_source, joined(m_schemas)));
        });
    }

    model::CreateScript create_script() override { return dump_schema(m_conninfo, m_schemas, m_snapshot, m_what); }

private:
    std::string m_what;
    std::vector<std::string> m_schemas;
    Conninfo m_conninfo;
    std::unique_ptr<pqxx::connection> m_connection;
    Snapshot m_transaction;
    std::string m_snapshot;
};

} // namespace

AddressParts parts_of(Address const &address)
{
    auto const info = conninfo_of(address);
    return {info.database, info.password + info.key_password};
}

std::unique_ptr<Source> open_source(Address const &address) { return std::make_unique<PostgresSource>(address); }

} // namespace tributary::databases::postgres
