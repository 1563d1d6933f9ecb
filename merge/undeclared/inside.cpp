#include "merge/undeclared/inside.hpp"

#include "merge/mapping/users.hpp"
#include "merge/model/bytea.hpp"
#include "merge/undeclared/documents.hpp"
#include "merge/undeclared/sealed.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace tributary::undeclared {
namespace {

using model::Cell;
using Way = InsideTally::Way;

constexpr std::size_t most_places = 256;
constexpr std::size_t most_digits = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_part(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

/// A place, as the plan says it.
struct Where {
    Way way = Way::path;
    model::Format format = model::Format::json;
    std::string path; ///< or regular expression

    std::string name() const { return way == Way::regex ? path : declared_place(path, way == Way::keys, {}, format); }
};

/// What is known of one place: where its values are looked up, and what they showed.
struct Place {
    std::vector<std::pair<IdSet const *, std::int64_t *>> watched;
    bool users = false;
    InsideTally *tally = nullptr;        ///< null: its name says nothing
    std::optional<Where> by_values_only; ///< its name says nothing, and the plan neither
    Sample sample;
};

/// The name before a number, as markup, a query or JSON inside a text has it: data-user-id="7", user_id=7. Or the word
/// of a path: /users/7. Empty: there is none.
struct Mark {
    std::string name;
    bool of_path = false;
    std::string_view before; ///< what is between the name and the number
};

Mark mark_before(std::string_view text, std::size_t digits)
{
    auto at = digits;
    auto const skip = [&](std::string_view signs) {
        while (at > 0 && signs.find(text[at - 1]) != std::string_view::npos) {
            --at;
        }
    };
    auto const word = [&] {
        auto const end = at;
        while (at > 0 && is_name_part(text[at - 1])) {
            --at;
        }
        return std::string(text.substr(at, end - at));
    };
    if (at > 1 && text[at - 1] == '/') {
        --at;
        auto name = word();
        return at > 0 && text[at - 1] == '/' ? Mark{std::move(name), true, text.substr(digits - 1, 1)} : Mark{};
    }
    skip("\"'\\ ");
    if (at == 0 || (text[at - 1] != '=' && text[at - 1] != ':')) {
        return {};
    }
    --at;
    skip("\"'\\ ");
    auto const end = at;
    auto name = word();
    return {std::move(name), false, text.substr(end, digits - end)};
}

} // namespace

MemberName read_member_name(TableNames const &table_names, model::Table const &table, std::string const &users,
                            std::span<std::string const> names, bool in_list)
{
    model::Column column;
    column.type = "bigint";
    column.kind = model::Kind::integer;
    auto const read = [&](std::string const &name, bool several) -> MemberName {
        column.name = several ? singular_of(name) : name;
        auto const hints = hints_of(several ? name : column.name, users);
        MemberName result;
        auto const hint = several ? hints.ids : hints.id != Hint::none ? hints.id : hints.name;
        auto tables =
            hints.measure || hints.itself ? std::vector<NamedAfter>{} : named_after(table_names, table, column, users);
        std::erase_if(tables, [&](auto const &named) { return !named.whole || !named.shifted; });
        result.users = hint != Hint::none && tables.empty();
        result.unmistakable = result.users && hints.id == Hint::unmistakable;
        result.of_any = !result.users && tables.empty() && !hints.measure && !hints_of(column.name, users).bare;
        if (!hints.bare || several) {
            result.tables = std::move(tables);
        }
        return result;
    };
    auto const says = [](MemberName const &name) { return name.users || !name.tables.empty(); };
    auto const &last = names.back();
    auto own = read(last, in_list);
    if (says(own)) {
        return own;
    }
    if (names.size() < 2) {
        return own;
    }
    auto const &around = names[names.size() - 2];
    if (words_of(last) == std::vector<std::string>{"id"} || words_of(last) == std::vector<std::string>{"uid"}) {
        auto const one = read(around, false); // {"author": {"id": 7}}
        auto const of_list = read(around, true);
        return says(one) ? one : of_list;
    }
    auto object = in_list ? MemberName{} : read(around, true); // {"watchers": {"first": 7}}
    object.any_member = says(object);
    return says(object) ? object : own;
}

class InsideCounter::Work {
public:
    Work(Suspect const &suspect, TableNames const &names, std::string const &users, Known const &known, Tally &tally)
        : m_suspect(suspect), m_names(names), m_table(names.table(suspect.table)), m_users(users), m_known(known),
          m_tally(tally)
    {
    }

    void count(std::string_view text)
    {
        if (m_suspect.bytes) {
            auto const bytes = model::bytes_of_bytea(text);
            count_value(bytes);
        } else {
            count_value(text);
        }
    }

private:
    void count_value(std::string_view text)
    {
        if (text.empty()) {
            return;
        }
        ++m_tally.filled;
        if (auto const how = sealed(text); !how.empty()) {
            ++m_tally.sealed[how];
            return;
        }
        auto const format = walk_document(m_suspect.column, text, [this](Inner const &inner) { member(inner); });
        if (format == model::Format::php) {
            ++m_tally.php;
        }
        if (!format && !m_suspect.json && !m_suspect.bytes) {
            count_marks(text);
        }
    }

    void member(Inner const &inner)
    {
        auto const read = [&] {
            return read_member_name(m_names, m_table, m_users, inner.names, inner.is != Inner::Is::member);
        };
        auto const way = inner.is == Inner::Is::key ? Way::keys : Way::path;
        Where const own{way, inner.format, inner.path};
        if (inner.is != Inner::Is::member) {
            look_up(place_at(own, read), inner.value);
            return;
        }
        Where const any{way, inner.format, inner.path.substr(0, inner.object) + ".*"};
        auto const all = m_places.find(any.name());
        auto &place = all == m_places.end() ? place_at(own, read, any) : all->second;
        look_up(place, inner.value);
        if (place.tally != nullptr && place.tally->any_member) {
            auto const &name = inner.names.back();
            place.tally->under_numbers = place.tally->under_numbers && std::all_of(name.begin(), name.end(), is_digit);
        }
    }

    void count_marks(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            if (!is_digit(text[at])) {
                ++at;
                continue;
            }
            auto end = at;
            while (end < text.size() && is_digit(text[end])) {
                ++end;
            }
            auto const whole =
                (at == 0 || !is_name_part(text[at - 1])) && (end == text.size() || !is_name_part(text[end]));
            if (whole && end - at <= most_digits) {
                count_mark(mark_before(text, at), text.substr(at, end - at));
            }
            at = end;
        }
    }

    void count_mark(Mark const &mark, std::string_view digits)
    {
        if (mark.name.empty()) {
            return;
        }
        auto const regex =
            (mark.of_path ? "/" + mark.name + "/" : "(?<![\\w-])" + mark.name + std::string(mark.before)) + "([0-9]+)";
        auto &place = place_at({Way::regex, model::Format::json, regex}, [&]() -> MemberName {
            auto const several = mark.of_path && singular_of(mark.name) != mark.name;
            auto const &declared = m_suspect.declared_inside;
            auto const is_declared = std::any_of(declared.begin(), declared.end(), [&](auto const &regex_or_path) {
                return regex_or_path.find(mark.name) != std::string::npos;
            });
            if (is_declared || (mark.of_path ? !several : hints_of(mark.name, m_users).bare)) {
                return {};
            }
            std::vector<std::string> const names{mark.name};
            return read_member_name(m_names, m_table, m_users, names, several);
        });
        look_up(place, Cell::of(digits));
    }

    /// `any`: the place of all members of the object, where it is the object's name that says what they are.
    template <typename Read> Place &place_at(Where const &own, Read const &read, Where const &any = {})
    {
        auto const found = m_places.find(own.name());
        if (found != m_places.end()) {
            return found->second;
        }
        if (m_places.size() >= most_places) {
            return m_nothing;
        }
        auto const name = read();
        auto const &at = name.any_member && !any.path.empty() ? any : own;
        auto const where = at.name();
        auto &place = m_places[where];
        if (m_suspect.declared_inside.contains(where)) {
            return place;
        }
        if (!name.users && name.tables.empty() && !name.of_any) {
            if (at.way == Way::path) {
                place.by_values_only = at;
            }
            return place;
        }
        start_tally(place, at);
        place.tally->any_member = name.any_member;
        place.users = name.users || name.of_any;
        place.tally->of_any = name.of_any;
        place.tally->unmistakable = name.unmistakable;
        if (name.of_any) {
            for (auto const &[table, ids] : m_known.tables) {
                place.watched.emplace_back(&ids, &place.tally->others[table]);
            }
        }
        for (auto const &table : name.tables) {
            if (auto const ids = m_known.tables.find(table.to); ids != m_known.tables.end()) {
                place.watched.emplace_back(&ids->second, &place.tally->others[table.to]);
            }
        }
        return place;
    }

    void start_tally(Place &place, Where const &at)
    {
        place.tally = &m_tally.inside[at.name()];
        place.tally->way = at.way;
        place.tally->format = at.format;
        place.tally->path = at.path;
    }

    void look_up(Place &place, Cell const &value)
    {
        auto const is_long = value.type == Cell::Type::text && value.bytes.size() >= least_length_of_id;
        if (place.by_values_only && is_long && !number_of(value) && m_known.users.has(value)) { // a uuid is no accident
            start_tally(place, *place.by_values_only);
            place.users = true;
            place.by_values_only.reset();
        }
        if (place.tally == nullptr) {
            return;
        }
        auto const number = number_of(value);
        auto const wide = number || !place.tally->of_any || value.bytes.size() >= least_length_of_id;
        auto const user = place.users && wide && m_known.users.has(value);
        auto const is_name = place.users && !place.tally->of_any && !number && value.type == Cell::Type::text &&
                             m_known.names.has(value.bytes);
        if (!number && !user && !is_name) {
            return; // no id, and nobody's name
        }
        bool other = false;
        for (auto const &[ids, hits] : place.watched) {
            auto const hit = number && ids->has(*number);
            *hits += hit ? 1 : 0;
            other = other || hit;
        }
        if (number && *number < 1 && !user && !other) {
            ++place.tally->none;
            return;
        }
        ++place.tally->values;
        place.tally->ids += user ? 1 : 0;
        place.tally->names += is_name ? 1 : 0;
        if (number && place.sample.add(*number)) {
            place.tally->distinct = place.sample.values().size();
            place.tally->scattered = place.sample.is_scattered();
        }
    }

    Suspect const &m_suspect;
    TableNames const &m_names;
    model::Table const &m_table;
    std::string const &m_users;
    Known const &m_known;
    Tally &m_tally;
    std::unordered_map<std::string, Place> m_places;
    Place m_nothing;
};

InsideCounter::InsideCounter(Suspect const &suspect, TableNames const &names, std::string const &users,
                             Known const &known, Tally &tally)
    : m_work(std::make_unique<Work>(suspect, names, users, known, tally))
{
}

InsideCounter::~InsideCounter() = default;
InsideCounter::InsideCounter(InsideCounter &&) noexcept = default;

void InsideCounter::count(std::string_view text) { m_work->count(text); }

std::string declared_place(std::string const &path, bool keys, std::string const &regex, model::Format format)
{
    return path.empty() ? regex : path + (keys ? " keys" : "") + (format == model::Format::php ? " php" : "");
}

} // namespace tributary::undeclared
