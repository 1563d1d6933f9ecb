#include "merge/databases/sqlite/catalogue.hpp"
#include "merge/databases/sqlite/database.hpp"
#include "merge/databases/sqlite/open.hpp"
#include "merge/databases/sqlite/read_table.hpp"
#include "merge/databases/sqlite/refusal.hpp"
#include "merge/encodings/text_reader.hpp"
#include "merge/model/error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <string>
#include <system_error>

namespace tributary::databases::sqlite {
namespace {

Database open_existing(Address const &address)
{
    auto const path = path_of(address);
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        throw model::Error(model::Exit::unreachable, address.what + ": file does not exist: " + path.string(),
                           "fix the `url`; a relative path starts at the plan file's folder");
    }
    try {
        return {path.string(), Open::read_only};
    } catch (Failure const &failure) {
        throw model::Error(model::Exit::unreachable,
                           address.what + ": cannot open " + path.string() + ": " + failure.what());
    }
}

/// Size and time of the file and of its log, in which the last writes are.
std::string mark_of(std::filesystem::path const &path)
{
    std::string mark;
    for (char const *const ending : {"", "-wal"}) {
        struct stat status {};
        auto const known = ::stat((path.string() + ending).c_str(), &status) == 0 && status.st_size > 0;
        mark +=
            known ? fmt::format("{} {}.{:09}\n", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec) : "\n";
    }
    return mark;
}

/// One deferred transaction from open to close: what SQLite calls snapshot isolation.
class SqliteSource : public Source {
public:
    explicit SqliteSource(Address const &address)
        : m_what(address.what), m_encoding(address.encoding), m_path(path_of(address)), m_mark(mark_of(m_path)),
          m_database(open_existing(address)), m_transaction(begin())
    {
        // the snapshot begins with the first read, not with BEGIN
        translate_errors([&] { return m_database.value("SELECT count(*) FROM sqlite_schema"); });
    }

    model::Schema schema() override
    {
        return translate_errors([&] { return read_catalogue(m_database, m_what); });
    }

    std::vector<Unread> unread() override { return {}; }

    void read(model::Table const &table, std::span<model::Column const> columns, model::RowSink const &sink) override
    {
        encodings::TextReader texts(m_what, m_encoding, table, columns);
        translate_errors(
            [&] { read_table(m_database, table, columns, [&](model::Row row) { sink(texts.read(row)); }); });
    }

    Answer query(std::string const &sql) override
    {
        return translate_errors([&] { return answer_of(m_database.prepare(sql)); });
    }

    std::string version() override { return query("SELECT sqlite_version()").front().front().value_or(""); }

    /// Who can read the file can read all of it.
    std::vector<model::MissingRight> missing_rights() override { return {}; }

    Identity identity() override { return identity_of(m_path); }
    std::vector<std::string> sessions() override { return {}; }
    std::string write_mark() override { return m_mark; }

    std::vector<std::string> written_since(std::string const &mark) override
    {
        return mark_of(m_path) == mark ? std::vector<std::string>{}
                                       : std::vector<std::string>{"the file was written to"};
    }

    model::CreateScript create_script() override
    {
        return translate_errors([&] { return read_create_script(m_database, m_what); });
    }

private:
    Transaction begin()
    {
        return translate_errors([&] {
            m_database.execute("PRAGMA query_only = ON");
            return Transaction(m_database, Transaction::Kind::deferred);
        });
    }

    template <typename Work> auto translate_errors(Work const &work) -> decltype(work())
    {
        try {
            return work();
        } catch (Failure const &failure) {
            if (is_read_only(failure)) {
                throw model::Error(model::Exit::unreachable,
                                   m_what + ": the file is in WAL mode, and its folder cannot be written",
                                   "copy the file, its -wal and its -shm into a folder of your own, and name the copy");
            }
            auto const refused = refusal(failure, m_what);
            if (failure.is_temporary || refused.exit == model::Exit::busy) {
                throw model::Error(refused);
            }
            throw model::Error(model::Exit::unreachable, m_what + ": " + failure.what(), // it is only read
                               "nothing was changed; check the file, then run this again");
        }
    }

    std::string m_what;
    std::string m_encoding;
    std::filesystem::path m_path;
    std::string m_mark; ///< from before the snapshot: a false alarm is better than silence
    Database m_database;
    Transaction m_transaction;
};

} // namespace

std::unique_ptr<Source> open_source(Address const &address) { return std::make_unique<SqliteSource>(address); }

model::Library library() { return {"SQLite", sqlite3_libversion()}; }

Identity identity_of(std::filesystem::path const &path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        return {};
    }
    return {fmt::format("file {}/{}", status.st_dev, status.st_ino), "", false};
}

std::filesystem::path path_of(Address const &address)
{
    return address.directory / address.url.substr(std::string("sqlite:").size());
}

} // namespace tributary::databases::sqlite
