#include "merge/undeclared/inside.hpp"

#include "merge/model/bytea.hpp"
#include "merge/undeclared/counted_place.hpp"
#include "merge/undeclared/documents.hpp"
#include "merge/undeclared/explained.hpp"
#include "merge/undeclared/mark_name.hpp"
#include "merge/undeclared/member_name.hpp"
#include "merge/undeclared/name_words.hpp"
#include "merge/undeclared/own_names.hpp"
#include "merge/undeclared/sealed.hpp"
#include "merge/undeclared/text_marks.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

using model::Cell;
using Way = InsideTally::Way;

constexpr std::size_t most_places = 256;
constexpr std::size_t most_nameless = 4096;
constexpr std::size_t most_besides = 5;
constexpr std::size_t most_nameless_places =
    64; ///< of numbers, and of words: only these say whether they are ids, or names

/// Addresses are people's own, and no copies of their names.
bool is_of_mail(std::string const &column)
{
    auto const words = words_of(column);
    return std::any_of(words.begin(), words.end(), [](auto const &word) { return word.ends_with("mail"); });
}

} // namespace

class InsideCounter::Work {
public:
    Work(Suspect const &suspect, TableNames const &names, std::string const &users, Known const &known,
         job::FinderOf const &finder_of, Tally &tally)
        : m_suspect(suspect), m_names(names), m_table(names.table(suspect.table)), m_users(users), m_known(known),
          m_explained(suspect.declared_inside, finder_of, tally), m_tally(tally),
          m_own_names(known, suspect.table == users || is_of_mail(suspect.column))
    {
    }

    void count(std::string_view text, Cell const &owner)
    {
        m_owner = owner;
        count_value(m_suspect.bytes ? std::string_view(model::bytes_of_bytea(text)) : text);
    }

    void finish()
    {
        for (auto const &[key, place] : m_found_by_plan) { // the plan decides which of them it means
            m_tally.inside.erase(place);
            m_places.erase(key);
        }
        for (auto &[name, place] : m_places) {
            place.finish(m_known);
        }
        m_own_names.finish(m_tally);
    }

private:
    void count_value(std::string_view text)
    {
        if (text.empty()) {
            ++m_tally.empty;
            return;
        }
        ++m_tally.filled;
        if (auto const how = sealed(text); !how.empty()) {
            ++m_tally.sealed[how];
            return;
        }
        if (auto const uuid = uuid_of_bytes(text); !uuid.empty() && m_known.users.has(Cell::of(uuid))) {
            ++m_tally.sealed["users' uuids as 16 bytes"];
            return;
        }
        auto const format = walk_document(
            m_suspect.column, text, [this](Inner const &inner) { member(inner); }, m_explained.asked());
        m_tally.php += format == model::Format::php ? 1 : 0;
        m_tally.json += format == model::Format::json ? 1 : 0;
        if (format) {
            m_explained.count_in_document(text);
        } else if (!m_suspect.json && !m_suspect.bytes) {
            if (!m_explained.search(text, {})) {
                m_own_names.in_text(text, m_owner);
            }
            count_marks(text, {}, std::span(&m_suspect.column, 1));
        }
    }

    void member(Inner const &inner)
    {
        auto const way = inner.is == Inner::Is::key ? Way::keys : Way::path;
        InsidePlace const at{way, inner.format, inner.path, {}};
        auto const number = number_of(inner.value);
        auto const is_number = number.has_value();
        auto *const place = place_at(
            at.name(), is_number, [&] { return InsidePlace(at); },
            [&] {
                auto name = read_member_name(m_names, m_table, m_users, inner.names, inner.is != Inner::Is::member);
                name.any_member = name.any_member || (inner.is == Inner::Is::entry && name.says());
                name.nameless = !name.says() && !name.of_any && is_number;
                name.of_any = name.of_any || name.nameless;
                return name;
            });
        note_besides(inner);
        auto const is_text = inner.value.type == Cell::Type::text && inner.is != Inner::Is::key;
        auto const is_found = is_text && m_explained.search(inner.value.bytes, at);
        if (is_text && !is_number && (place == nullptr || place->tally != nullptr)) {
            count_marks(inner.value.bytes, at, inner.names);
        }
        if (is_text && !is_number && !is_found && (place == nullptr || place->explained == nullptr)) {
            m_own_names.in_document(at, inner.value.bytes, m_owner);
        }
        if (is_found) {
            return; // an expression of the plan looks into it
        }
        if (place != nullptr && !place->filters.empty()) {
            if (auto *const found = m_explained.filtered(place->filters, inner.around)) {
                ++*found;
                return;
            }
        }
        if (place != nullptr) {
            look_up(*place, inner.value);
            if (place->tally != nullptr && number && *number > 0 && at.format == model::Format::json &&
                place->tally->of_any) {
                place->count_kinds(inner.around, *number);
            }
            if (place->tally != nullptr && inner.is != Inner::Is::element) {
                place->tally->by_number = place->tally->by_number && inner.by_number;
            }
        } else if (is_long(inner.value) && m_known.users.has(inner.value)) { // a uuid is no accident
            look_up(by_values(at), inner.value);
        }
    }

    /// The members with names of their own beside those that are named by data.
    void note_besides(Inner const &inner)
    {
        auto const is_entry = inner.is == Inner::Is::entry;
        auto const is_number = number_of(inner.value).has_value();
        if (!is_number || (!is_entry && inner.is != Inner::Is::member)) {
            return;
        }
        auto const object = inner.path.substr(0, inner.object) + ".*";
        auto &named = m_besides[m_besides.size() < most_places || m_besides.contains(object) ? object : std::string()];
        if (!is_entry && named.size() < most_besides) {
            named.insert(inner.names.back());
        }
        if (auto const place = m_places.find(InsidePlace{Way::path, inner.format, object, {}}.name());
            place != m_places.end() && place->second.tally != nullptr) {
            place->second.tally->besides = named;
        }
    }

    static bool is_long(Cell const &value)
    {
        return value.type == Cell::Type::text && value.bytes.size() >= least_length_of_id && !number_of(value);
    }

    /// `around`: the place of the text in a document, and the names that lead there. It has been searched.
    void count_marks(std::string_view text, InsidePlace const &around, std::span<std::string const> names)
    {
        CountedPlace *list = nullptr;
        std::vector<std::size_t> named; // where numbers are that names have given away
        each_mark(text, [&](TextMark const &mark) {
            auto const is_whole = mark.is == TextMark::Is::long_word && mark.value.size() == text.size();
            auto const is_named =
                (mark.is == TextMark::Is::any_number || mark.is == TextMark::Is::number_behind_slug) &&
                std::find(named.begin(), named.end(), mark.at) != named.end();
            if (is_whole || is_named) {
                return;
            }
            if (!m_explained.has(mark)) {
                auto *const place = count_mark(mark, around, names);
                if (place != nullptr) {
                    named.push_back(mark.at);
                }
                list = mark.is == TextMark::Is::in_list ? place : list;
            } else if (m_found_by_plan.size() < most_places) {
                m_found_by_plan.emplace(key_of(mark, around), place_of(mark, around).name());
            }
        });
        if (list != nullptr) {
            list->paths.add(text);
        }
    }

    /// The place where it counts, or where the plan explains it; null: nowhere.
    CountedPlace *count_mark(TextMark const &mark, InsidePlace const &around, std::span<std::string const> names)
    {
        auto const value = Cell::of(mark.value);
        if (mark.is == TextMark::Is::long_word && !m_known.users.has(value)) {
            return nullptr;
        }
        auto const is_word = may_be_name(mark) && mark.is != TextMark::Is::mention;
        auto const is_unknown = is_word && !m_known.names.has(mark.value);
        if (is_unknown && !m_has_words) {
            return nullptr; // a path without a user's name is looked at no further: base64 is full of such
        }
        auto const key = key_of(mark, around);
        if (is_unknown && !m_places.contains(key)) {
            return nullptr;
        }
        m_has_words = m_has_words || is_word;
        if (mark.is == TextMark::Is::long_word) {
            auto &place = by_values(place_of(mark, around));
            if (place.tally != nullptr) {
                place.tally->mark = "anywhere";
                look_up(place, value);
            }
            return nullptr;
        }
        auto *const place = place_at(
            key, false, [&] { return place_of(mark, around); },
            [&] {
                return mark.is == TextMark::Is::any_number ? read_number(mark, names)
                                                           : read_mark(m_names, m_table, m_users, mark, names);
            });
        if (place == nullptr || place->tally == nullptr) {
            return place;
        }
        if (place->tally->mark.empty()) { // all marks there have the same before them
            place->tally->mark = where_in_text(mark);
            place->tally->weak = is_weak(mark, m_users);
        }
        look_up(*place, value, may_be_name(mark));
        return place;
    }

    /// What stands before numbers differs from text to text, but not the word next to them.
    MemberName read_number(TextMark const &mark, std::span<std::string const> names)
    {
        auto word = word_of_number(mark);
        if (auto const found = m_words.find(word); found != m_words.end()) {
            return found->second;
        }
        auto name = read_mark(m_names, m_table, m_users, mark, names);
        if (m_words.size() < most_nameless) {
            m_words.emplace(std::move(word), name);
        }
        return name;
    }

    /// Null: nothing says what the values there are. `key` is the place's own; `where` says which it is, and `read`
    /// what its name does; of numbers it may say more than of texts.
    template <typename Where, typename Read>
    CountedPlace *place_at(std::string const &key, bool of_numbers, Where const &where, Read const &read)
    {
        if (auto const found = m_places.find(key); found != m_places.end()) {
            return &found->second;
        }
        auto &nameless = of_numbers ? m_nameless_numbers : m_nameless;
        if (nameless.contains(key)) {
            return nullptr;
        }
        std::vector<std::size_t> filters;
        if (m_explained.is_any()) {
            auto const at = where();
            filters = m_explained.filters_at(at);
            if (auto *const found = m_explained.whole(at)) {
                auto &place = m_places[key];
                place.explained = found;
                place.filters = std::move(filters);
                return &place;
            }
        }
        auto name = read();
        auto const partly = !filters.empty();
        if (partly) { // no name says what the others are
            name.of_any = true;
            name.tables.clear();
        }
        if (!name.says() && !name.of_any) {
            if (nameless.size() < most_nameless) {
                nameless.insert(key);
            }
            return nullptr;
        }
        auto &count = name.of_any ? m_of_numbers : m_of_words;
        if (name.nameless ? count >= most_nameless_places
                          : m_places.size() - m_of_numbers - m_of_words >= most_places) {
            m_tally.unseen += name.nameless ? 0 : 1;
            return nullptr;
        }
        count += name.nameless ? 1 : 0;
        auto &place = m_places[key];
        start_tally(place, where());
        place.tally->any_member = name.any_member;
        place.tally->of_any = name.of_any;
        place.tally->nameless = name.nameless;
        place.tally->only_id = name.only_id;
        place.tally->bare = name.bare;
        place.tally->vague = name.vague;
        place.tally->partly = partly;
        place.filters = std::move(filters);
        place.tally->unmistakable = name.unmistakable && place.tally->way != Way::regex;
        place.users = name.users || name.of_any;
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
        return &place;
    }

    /// The place of users' uuids and other long ids, whatever its name.
    CountedPlace &by_values(InsidePlace const &at)
    {
        auto const key = at.name();
        auto const found = m_places.find(key);
        if (found != m_places.end()) {
            return found->second;
        }
        if (m_places.size() >= most_places) {
            ++m_tally.unseen;
            return m_nothing;
        }
        auto &place = m_places[key];
        place.explained = m_explained.whole(at);
        if (place.explained == nullptr) {
            start_tally(place, at);
            place.users = true;
        }
        return place;
    }

    void start_tally(CountedPlace &place, InsidePlace const &at)
    {
        place.tally = &m_tally.inside[at.name()];
        place.tally->way = at.way;
        place.tally->format = at.format;
        place.tally->path = at.path;
        place.tally->regex = at.regex;
    }

    void look_up(CountedPlace &place, Cell const &value, bool every_word = false)
    {
        if (place.tally == nullptr) {
            *(place.explained == nullptr ? &m_ignored : place.explained) += 1;
        } else {
            place.count(m_known, value, every_word);
        }
    }

    Suspect const &m_suspect;
    TableNames const &m_names;
    model::Table const &m_table;
    std::string const &m_users;
    Known const &m_known;
    Explained m_explained;
    Tally &m_tally;
    std::unordered_map<std::string, CountedPlace> m_places;
    std::unordered_set<std::string> m_nameless; ///< places of which nothing says what is there
    std::unordered_set<std::string> m_nameless_numbers;
    std::unordered_map<std::string, MemberName> m_words;
    bool m_has_words = false;     ///< some place is one of users' names
    std::size_t m_of_numbers = 0; ///< of the places: where only the numbers say what they are
    std::size_t m_of_words = 0;   ///< likewise: words of paths
    std::map<std::string, std::set<std::string>> m_besides;
    std::map<std::string, std::string> m_found_by_plan; ///< places in texts of which expressions of the plan find some
    OwnNames m_own_names;
    Cell m_owner;
    CountedPlace m_nothing;
    std::int64_t m_ignored = 0;
};

InsideCounter::InsideCounter(Suspect const &suspect, TableNames const &names, std::string const &users,
                             Known const &known, job::FinderOf const &finder_of, Tally &tally)
    : m_work(std::make_unique<Work>(suspect, names, users, known, finder_of, tally))
{
}

InsideCounter::~InsideCounter() = default;
InsideCounter::InsideCounter(InsideCounter &&) noexcept = default;

void InsideCounter::count(std::string_view text, Cell const &owner) { m_work->count(text, owner); }
void InsideCounter::finish() { m_work->finish(); }

} // namespace tributary::undeclared
