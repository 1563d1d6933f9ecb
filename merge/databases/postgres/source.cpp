#include "merge/databases/postgres/activity.hpp"
#include "merge/databases/postgres/catalogue.hpp"
#include "merge/databases/postgres/copy.hpp"
#include "merge/databases/postgres/dump_schema.hpp"
#include "merge/databases/postgres/open.hpp"
#include "merge/databases/postgres/session.hpp"
#include "merge/databases/postgres/snapshot.hpp"
#include "merge/encodings/text_reader.hpp"
#include "merge/model/rights.hpp"
#include "sql/postgres_rights_of_source.hpp"

namespace tributary::databases::postgres {
namespace {

/// What the server converts needs no `encoding`, and takes no other one.
Texts texts_of(Address const &address, pqxx::transaction_base &transaction)
{
    auto const own = transaction.exec1("SHOW server_encoding")[0].as<std::string>();
    if (own == "SQL_ASCII") {
        return Texts::stored;
    }
    auto const *const said = encodings::find_encoding(address.encoding);
    if (said != nullptr && said->name != "SQL_ASCII" && said != encodings::find_encoding(own)) {
        throw model::Error(model::Exit::plan,
                           address.what + ": its encoding is " + own + ", and the server converts its texts",
                           "take `encoding` out of the plan: it is for databases whose encoding is SQL_ASCII");
    }
    return Texts::converted;
}

class PostgresSource : public Source {
public:
    explicit PostgresSource(Address const &address)
        : m_what(address.what), m_schemas(address.schemas), m_encoding(address.encoding),
          m_conninfo(conninfo_of(address)), m_connection(connect(address, m_conninfo)),
          m_snapshot(translate_errors(m_what, [&] { return begin_snapshot(*m_connection, m_schemas, m_what); })),
          m_transaction(*m_snapshot),
          m_texts(translate_errors(m_what, [&] { return texts_of(address, m_transaction); })),
          m_mark(translate_errors(m_what, [&] { return postgres::write_mark(m_transaction, m_schemas); }))
    {
    }

    model::Schema schema() override
    {
        model::refuse_without(missing_rights(), m_what); // all of them, before the first is missed
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
        encodings::TextReader texts(m_what, m_texts == Texts::stored ? m_encoding : "", table, columns);
        copy_out(
            raw_connection(m_transaction), m_what + ": table \"" + table.label + "\"",
            "SELECT " + list + " FROM " + model::sql_name(table), columns,
            [&](model::Row row) { sink(texts.read(row)); }, m_texts);
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

    Identity identity() override
    {
        return translate_errors(m_what, [&] { return identity_of(m_transaction); });
    }

    std::vector<std::string> sessions() override
    {
        return translate_errors(m_what, [&] { return sessions_in(m_transaction); });
    }

    std::string write_mark() override { return m_mark; }

    std::vector<std::string> written_since(std::string const &mark) override
    {
        return translate_errors(m_what, [&] { return postgres::written_since(m_transaction, m_schemas, mark); });
    }

    model::CreateScript create_script() override
    {
        auto const exported = translate_errors(m_what, [&] { // so that pg_dump sees the same
            if (is_pooled(m_transaction)) {
                throw model::Error(
                    model::Exit::plan,
                    m_what +
                        ": `create` reads the schema with pg_dump, and a connection pooler stands between: pg_dump's settings would stay behind in its sessions",
                    "write the server's own address in `url`");
            }
            return m_transaction.exec1("SELECT pg_catalog.pg_export_snapshot()")[0].as<std::string>();
        });
        std::vector<Extension> extensions;
        for (auto const &row :
             query("SELECT e.extname, n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n "
                   "ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql' ORDER BY e.oid")) {
            extensions.push_back({row[0].value_or(""), row[1].value_or("")});
        }
        return dump_schema(m_conninfo, m_schemas, extensions, exported, m_what);
    }

private:
    std::string m_what;
    std::vector<std::string> m_schemas;
    std::string m_encoding;
    Conninfo m_conninfo;
    std::unique_ptr<pqxx::connection> m_connection;
    std::unique_ptr<Snapshot> m_snapshot;
    Snapshot &m_transaction;
    Texts m_texts;
    std::string m_mark;
};

} // namespace

AddressParts parts_of(Address const &address)
{
    auto const info = conninfo_of(address);
    return {info.database, info.password + info.key_password, {}};
}

std::unique_ptr<Source> open_source(Address const &address) { return std::make_unique<PostgresSource>(address); }

model::Library library()
{
    constexpr int minor_versions = 10000; // 150008 is 15.8
    auto const number = PQlibVersion();
    return {"libpq", std::to_string(number / minor_versions) + "." + std::to_string(number % minor_versions)};
}

} // namespace tributary::databases::postgres
