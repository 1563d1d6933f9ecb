#include "merge/identity/secrets.hpp"

#include "merge/identity/privileged_names.hpp"
#include "merge/identity/value_shape.hpp"
#include "merge/model/times.hpp"
#include "merge/staging/first_values.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::identity {
namespace {

using model::MappedColumn;
using model::MappedTable;

constexpr std::int64_t sampled_rows = 256;
constexpr std::size_t most_texts_beside = 2;
constexpr std::size_t most_columns = 12;

/// What the first values of a column look like, in all sources.
struct Shapes {
    std::array<std::size_t, count_of_shapes> counts{};
    std::size_t filled = 0;
    std::set<std::pair<std::uint32_t, std::size_t>> different; ///< hashes, by source: services may share a token

    std::size_t of(Shape shape) const { return counts.at(static_cast<std::size_t>(shape)); }
    bool are_mostly(std::size_t count) const { return filled > 0 && count * 4 >= filled * 3; }
    bool are_secret() const { return are_mostly(of(Shape::secret)); }
    bool are_digests() const { return are_mostly(of(Shape::digest)); }
    bool are_random() const
    {
        return are_mostly(of(Shape::secret) + of(Shape::random) + of(Shape::digest)) && different.size() == filled;
    }
    bool are_content() const { return of(Shape::content) * 2 > filled; }
    bool are_structured() const { return are_mostly(of(Shape::structured)); }
};

bool is_primary(MappedTable const &table, std::string const &name)
{
    auto const *const primary = model::primary_key(table.target);
    return primary != nullptr && primary->columns == std::vector{name};
}

bool is_content_by_name(std::string const &name)
{
    static std::set<std::string> const words{"title",    "body",    "content", "text",     "html",   "url",    "uri",
                                             "path",     "file",    "size",    "width",    "height", "bytes",  "mime",
                                             "slug",     "subject", "price",   "filename", "etag",   "md5",    "sha1",
                                             "checksum", "sha",     "sha256",  "sha512",   "crc",    "caption"};
    return has_word(name, words);
}

bool is_id_by_name(std::string const &name)
{
    return has_word(name, {"id", "ids", "uuid", "guid", "ref", "reference", "name", "number"});
}

bool is_of_time(model::Column const &column)
{
    return model::is_time(column) ||
           has_word(column.name, {"at", "on", "date", "time", "expires", "expiry", "expire", "until"});
}

class SampledTable {
public:
    SampledTable(staging::Staging const &staging, model::Mapping const &mapping, MappedTable const &table)
        : m_mapping(mapping), m_table(table), m_users(model::users_of(mapping))
    {
        for (auto const &column : table.target.columns) {
            if (!column.generated && !model::refers(table, column.name) && !is_of_time(column)) {
                m_columns.push_back(&column);
            }
        }
        m_shapes.resize(m_columns.size());
        for (auto const &source : table.sources) {
            sample(staging, source);
        }
    }

    std::vector<std::string> secrets() const
    {
        std::vector<std::string> found;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            auto const &name = m_columns[i]->name;
            auto const is_key = is_primary(m_table, name);
            if (m_shapes[i].are_secret()
                    ? !is_content_by_name(name)
                    : m_shapes[i].are_random() && !is_content_by_name(name) && !(is_key && is_id()) &&
                          !(m_shapes[i].are_digests() && refers_to_other_rows())) {
                found.push_back(name);
            }
        }
        return says_more(found) ? std::vector<std::string>() : found;
    }

    /// Columns whose values look like secrets, whatever else the rows say: to hide one too many costs nothing.
    std::vector<std::string> not_shown() const
    {
        std::vector<std::string> found;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            auto const &name = m_columns[i]->name;
            auto const is_named = is_content_by_name(name) || is_id_by_name(name) || is_primary(m_table, name);
            if (m_shapes[i].are_secret() || (m_shapes[i].are_random() && !is_named)) {
                found.push_back(name);
            }
        }
        return found;
    }

    /// Whether one of these is the key of the row, and one other column is what a program keeps.
    bool keeps_state(std::vector<std::string> const &secrets) const
    {
        auto const key = std::find_if(m_columns.begin(), m_columns.end(), [&](auto const *column) {
            return is_primary(m_table, column->name) &&
                   std::find(secrets.begin(), secrets.end(), column->name) != secrets.end();
        });
        if (key == m_columns.end()) {
            return false;
        }
        auto const structured =
            std::count_if(m_shapes.begin(), m_shapes.end(), [](auto const &shapes) { return shapes.are_structured(); });
        auto const &keys = m_shapes[static_cast<std::size_t>(key - m_columns.begin())];
        // what the key opens may be encoded; under its own digest it is content
        auto const encoded = secrets.size() == 2 && refers_to_nothing() && !keys.are_digests();
        return structured == 1 || encoded;
    }

private:
    void sample(staging::Staging const &staging, model::MappedSource const &source)
    {
        std::vector<MappedColumn const *> columns;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (auto const *const column = model::find_filled(source, m_columns[i]->name)) {
                columns.push_back(column);
                places.push_back(i);
            }
        }
        staging::for_each_of_first_rows(staging, m_table, source, columns, sampled_rows, [&](model::Row row) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                add(m_shapes[places[i]], row[i], source.source);
            }
        });
    }

    static void add(Shapes &shapes, model::Cell const &cell, std::uint32_t source)
    {
        auto const shape = shape_of(cell);
        if (shape == Shape::empty) {
            return;
        }
        ++shapes.filled;
        ++shapes.counts.at(static_cast<std::size_t>(shape));
        shapes.different.emplace(source, cell.type == model::Cell::Type::integer
                                             ? std::hash<std::int64_t>()(cell.integer)
                                             : std::hash<std::string_view>()(cell.bytes));
    }

    /// Whether the table's random keys are ids, as those of other tables.
    bool is_id() const
    {
        auto const *const primary = model::primary_key(m_users.target);
        auto const users_have_texts =
            primary != nullptr && primary->columns.size() == 1 &&
            model::find_column(m_users.target, primary->columns.front())->kind != model::Kind::integer;
        return users_have_texts || refers_to_other_rows() ||
               std::any_of(m_mapping.begin(), m_mapping.end(), [&](auto const &other) {
                   return &other != &m_table &&
                          std::any_of(other.sources.begin(), other.sources.end(), [&](auto const &source) {
                              return model::refers_to(source, m_table.target.label);
                          });
               });
    }

    bool refers_to_nothing() const
    {
        return std::all_of(m_table.sources.begin(), m_table.sources.end(), [](auto const &source) {
            return std::all_of(source.columns.begin(), source.columns.end(),
                               [](auto const &column) { return column.chain.empty(); });
        });
    }

    bool refers_to_other_rows() const
    {
        return std::any_of(m_table.sources.begin(), m_table.sources.end(), [&](auto const &source) {
            return std::any_of(source.columns.begin(), source.columns.end(), [&](auto const &column) {
                return !column.chain.empty() && column.chain.front().table != m_users.target.label;
            });
        });
    }

    bool says_more(std::vector<std::string> const &secrets) const
    {
        std::size_t texts = 0;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            auto const &name = m_columns[i]->name;
            if (std::find(secrets.begin(), secrets.end(), name) != secrets.end() || is_primary(m_table, name)) {
                continue;
            }
            auto const structured = m_shapes[i].are_structured();
            if (!structured && (is_content_by_name(name) || m_shapes[i].are_content())) {
                return true;
            }
            texts += m_columns[i]->kind == model::Kind::text && m_shapes[i].filled > 0 && !structured ? 1 : 0;
        }
        return texts > most_texts_beside || m_table.target.columns.size() > most_columns;
    }

    model::Mapping const &m_mapping;
    MappedTable const &m_table;
    MappedTable const &m_users;
    std::vector<model::Column const *> m_columns; ///< that refer to nothing, and are no moments
    std::vector<Shapes> m_shapes;                 ///< of these
};

} // namespace

void find_secrets(staging::Staging const &staging, model::Mapping &mapping)
{
    auto const *const users = &model::users_of(mapping);
    for (auto &table : mapping) {
        SampledTable const look(staging, mapping, table);
        table.not_shown = look.not_shown();
        if (&table == users) {
            continue;
        }
        table.secrets = look.secrets();
        table.keeps_state = look.keeps_state(table.secrets);
    }
}

} // namespace tributary::identity
