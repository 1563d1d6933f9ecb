#include "merge/undeclared/user_words.hpp"

#include "merge/undeclared/id_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <utility>

namespace tributary::undeclared {
namespace {

using Words = std::vector<std::string>;

// ---- the words, all of them ------------------------------------------------------------------------

/// Who does, owns or gets something: what they name is a user, with `_id` or without.
constexpr std::array roles = {"user",      "owner",     "author",    "actor",     "creator",   "editor",    "sender",
                              "recipient", "receiver",  "assignee",  "assigner",  "assignor",  "reporter",  "reviewer",
                              "approver",  "moderator", "uploader",  "poster",    "submitter", "requester", "requestor",
                              "inviter",   "invitee",   "follower",  "followee",  "commenter", "voter",     "watcher",
                              "liker",     "referrer",  "publisher", "maintainer"};

/// The same, but other things have such names too, and so do flags and counts: only with `_id` and nothing before it.
constexpr std::array vague_roles = {"account",    "member",   "person",   "admin",       "participant",
                                    "subscriber", "viewer",   "manager",  "contributor", "guest",
                                    "profile",    "customer", "attendee", "login"};

/// Vague as well, but a column with exactly this name names a user.
constexpr std::array persons = {"member", "person", "who", "whom"};

/// A user's name, whole or after a role: author_login.
constexpr std::array name_words = {"username", "login", "nick", "nickname", "handle", "loginname", "screenname"};

/// After a stem that says whose: author_name.
constexpr char const *name_word = "name";

/// What precedes `by` where it does not mean a person: sort_by.
constexpr std::array not_done_by = {"order", "ordered", "sort",   "sorted",  "group",    "grouped", "step",
                                    "stand", "near",    "divide", "divided", "rank",     "ranked",  "filter",
                                    "split", "scaled",  "offset", "index",   "partition"};

/// Behind what was done to something, or what it is: sent_to, merged_into, duplicate_of.
constexpr std::array prepositions = {"to", "into", "of", "from", "for", "with"};

/// Last words of limits and counts, which refer to nothing whatever is before them: users_count.
constexpr std::array measures = {"count", "counts", "limit", "limits", "total", "totals",
                                 "quota", "max",    "min",   "sum",    "avg"};

/// Last words of numbers that mean themselves, even where a table has the same name.
constexpr std::array means_itself = {
    "order",  "position", "rank",   "level",    "number",  "index",    "type",  "kind",  "state",
    "status", "version",  "size",   "score",    "weight",  "priority", "year",  "month", "day",
    "date",   "time",     "period", "duration", "length",  "step",     "stage", "width", "height",
    "offset", "counter",  "timer",  "integer",  "percent", "amount",   "price", "age",   "point",
    "mode",   "flag",     "code",   "seconds",  "minute",  "hour",     "week"};

/// Behind a thing that has a number.
constexpr std::array number_words = {"no", "nr", "num", "number"};

constexpr std::array kind_endings = {"type", "kind", "class", "model", "table"};

// -----------------------------------------------------------------------------------------------------

/// `userid` and `createdby`, written without a separator.
void part_endings(Words &words)
{
    if (words.empty()) {
        return;
    }
    auto const last = words.back();
    for (std::string_view const ending : {"ids", "id", "by"}) {
        auto const stem = last.substr(0, last.size() - std::min(last.size(), ending.size()));
        auto const known = ending == "by" ? stem.ends_with("ed") : is_in(roles, stem) || is_in(vague_roles, stem);
        if (last.ends_with(ending) && known) {
            words.back() = stem;
            words.emplace_back(ending);
            return;
        }
    }
}

/// The users table's own words: `app_users` is app_user, and user.
struct UsersWords {
    std::string whole;
    std::string last;
};

UsersWords words_for(std::string_view users)
{
    auto words = words_of(users.substr(users.rfind('.') == std::string_view::npos ? 0 : users.rfind('.') + 1));
    if (words.empty()) {
        return {};
    }
    words.back() = singular_word(words.back());
    return {joined_words(words), words.back()};
}

/// Takes `_id`, `id_` and the like off. True if there was one.
bool take_off_id(Words &words)
{
    if (words.size() > 1 && is_in(id_endings, words.back())) {
        words.pop_back();
        return true;
    }
    if (words.size() > 1 && (words.front() == "id" || words.front() == "fk")) {
        words.erase(words.begin());
        return true;
    }
    constexpr std::string_view key = "fk"; // picfk: no other word ends so
    if (!words.empty() && words.back().size() > key.size() + 1 && words.back().ends_with(key)) {
        words.back().resize(words.back().size() - key.size());
        return true;
    }
    return false;
}

/// The greatest id of all, max_subscriber_id, is one of them; max_subscribers is a limit.
bool is_measure(Words const &words, bool with_id)
{
    if (words.empty()) {
        return false;
    }
    auto const per = std::find(words.begin(), words.end(), "per") != words.end();
    auto const number_of = words.size() > 1 && is_in(std::array{"num", "nb", "total"}, words.front());
    auto const bound = !with_id && words.size() > 1 && is_in(std::array{"max", "min"}, words.front());
    auto const counts = std::find(words.begin(), words.end(), "count") != words.end(); // tag_count_artist
    return per || number_of || bound || (counts && !with_id && words.back() != "by") || is_in(measures, words.back());
}

/// updater, blockee, applicant: by the ending, which says that somebody does it, or that it is done to them.
bool is_doer(std::string const &word)
{
    constexpr std::array endings = {"er", "or", "ee", "ant", "ist", "ian"};
    constexpr std::size_t shortest = 4;
    return word.size() >= shortest &&
           std::any_of(endings.begin(), endings.end(), [&](auto const *ending) { return word.ends_with(ending); });
}

bool done_by(Words const &words)
{
    return words.size() > 1 && words.back() == "by" && !is_in(not_done_by, words[words.size() - 2]);
}

/// What the words without their ending say of one user.
Hint role_of(Words const &words, bool with_id, UsersWords const &users)
{
    if (words.empty()) {
        return Hint::none;
    }
    auto const stem = joined_words(words);
    if (stem == users.whole || stem == users.last || stem == "user") {
        return with_id ? Hint::unmistakable : Hint::role;
    }
    if (done_by(words) || is_in(roles, words.back()) || words.back() == users.last) {
        return Hint::role;
    }
    auto const vague = is_in(persons, stem) || (with_id && is_in(vague_roles, stem));
    return words.size() == 1 && vague ? Hint::role : Hint::none;
}

Hint name_hint(Words words, UsersWords const &users)
{
    auto const whole = joined_words(words);
    if (whole == "username" || whole == "user_name") {
        return Hint::unmistakable;
    }
    if (words.empty() || is_in(name_words, words.back()) || whole == "login_name" || whole == "screen_name") {
        return words.empty() ? Hint::none : Hint::role;
    }
    if (words.size() > 1 && words.back() == name_word) {
        words.pop_back();
    }
    return role_of(words, false, users) == Hint::none ? Hint::none : Hint::role;
}

Hint ids_hint(Words words, UsersWords const &users)
{
    auto const with_ids = words.size() > 1 && is_in(id_endings, singular_word(words.back()));
    if (with_ids) {
        words.pop_back();
    }
    if (words.empty()) {
        return Hint::none;
    }
    if (done_by(words)) {
        return Hint::role;
    }
    auto const plural = words.back() != singular_word(words.back());
    words.back() = singular_word(words.back());
    auto const known = is_in(roles, words.back()) || is_in(vague_roles, words.back()) || words.back() == users.last;
    return known && (plural || with_ids) ? Hint::role : Hint::none;
}

} // namespace

NameHints hints_of(std::string_view column, std::string_view users)
{
    auto words = words_of(column);
    part_endings(words);
    auto const own = words_for(users);
    NameHints hints;
    hints.name = name_hint(words, own);
    hints.ids = ids_hint(words, own);
    auto const user_id = !words.empty() && words.back() == "uid"; // whose else: create_uid
    auto const with_id = user_id || take_off_id(words);
    hints.id = user_id ? Hint::role : role_of(words, with_id, own);
    hints.own_word = with_id && !words.empty() && words.back() == own.last;
    hints.done_by = !with_id && done_by(words);
    hints.bare = !with_id && !hints.done_by && !(words.size() > 1 && is_in(prepositions, words.back()));
    hints.measure = is_measure(words, with_id);
    hints.itself = hints.bare && !words.empty() &&
                   (is_in(means_itself, words.back()) || is_in(means_itself, singular_word(words.back())));
    hints.doer = !hints.measure && !hints.itself && !words.empty() && is_doer(words.back());
    if (hints.measure) {
        hints.id = hints.ids = Hint::none;
    }
    if (!words.empty()) {
        words.back() = singular_word(words.back());
    }
    hints.thing = joined_words(words);
    return hints;
}

std::vector<std::string> alternatives_in(std::string const &column, std::string_view users)
{
    auto const words = words_of(column);
    auto const between = std::find(words.begin(), words.end(), "or");
    auto const has_both = between != words.begin() && words.end() - between > 2 && is_in(id_endings, words.back());
    if (!has_both) {
        return {column};
    }
    auto first = Words(words.begin(), between);
    first.push_back(words.back());
    auto const names = std::pair(joined_words(first), joined_words(Words(between + 1, words.end())));
    auto const is_of_users = [&](std::string const &name) { return hints_of(name, users).id != Hint::none; };
    return is_of_users(names.second) && !is_of_users(names.first) ? std::vector{names.second, names.first}
                                                                  : std::vector{names.first, names.second};
}

std::vector<std::string> kind_columns_for(std::string_view id_column)
{
    auto words = words_of(id_column);
    auto const separated = words.size() > 1 && is_in(id_endings, words.back());
    auto const unseparated = words.size() == 1 && words.back().size() > 4 && words.back().ends_with("id");
    if (!separated && !unseparated) {
        return {};
    }
    if (separated) {
        words.pop_back();
    } else {
        words.back().resize(words.back().size() - 2);
    }
    Words result;
    for (auto const *const ending : kind_endings) {
        result.push_back(joined_words(words) + (separated ? "_" : "") + ending);
        result.push_back(result.back() + "_id"); // a row of a table of kinds
    }
    if (separated && words.back() == "object") {
        words.back() = "content_type"; // target_content_type_id of target_object_id
        result.push_back(joined_words(words));
        result.push_back(joined_words(words) + "_id");
    }
    return result;
}

bool says_kind(std::string_view column)
{
    auto words = words_of(column);
    if (words.size() > 1 && words.back() == name_word) {
        words.pop_back();
    }
    return !words.empty() && is_in(kind_endings, words.back());
}

bool says_kind_of(std::string_view kind_column, std::string_view column)
{
    auto const without_separators = [](std::string_view name) {
        std::string text;
        for (auto const &word : words_of(name)) {
            text += word;
        }
        return text;
    };
    auto const stem = without_separators(column);
    auto const whole = without_separators(kind_column);
    return !stem.empty() && whole.starts_with(stem) && is_in(kind_endings, whole.substr(stem.size()));
}

std::string thing_of_number(std::string_view column)
{
    auto words = words_of(column);
    if (words.size() < 2 || !is_in(number_words, words.back())) {
        return {};
    }
    words.pop_back();
    return joined_words(words);
}

bool has_ids(std::string_view column)
{
    auto const words = words_of(column);
    return std::any_of(words.begin(), words.end(), [](std::string const &word) {
        return is_in(id_endings, singular_word(word)) && word != singular_word(word);
    });
}

std::string table_of_kind(std::string_view kind, std::vector<std::string> const &tables, std::string_view users)
{
    constexpr char const *between = "\\:./";
    std::vector<std::pair<std::string, std::string>> things;
    for (auto const &table : tables) {
        things.emplace_back(singular_of(table.substr(table.rfind('.') + 1)), table);
    }
    auto prefix = things.empty() ? "" : things[0].first.substr(0, things[0].first.find('_') + 1); // mdl_ of mdl_course
    if (std::any_of(things.begin(), things.end(), [&](auto const &one) { return !one.first.starts_with(prefix); })) {
        prefix.clear();
    }
    for (std::size_t from = 0; from != std::string_view::npos;) { // the whole of it first: `blog.post` is blog_posts
        auto const wanted = singular_of(kind.substr(from));
        for (auto const &[thing, table] : things) {
            if (!wanted.empty() && (thing == wanted || thing == prefix + wanted)) {
                return table;
            }
        }
        if (!wanted.empty() && (wanted == words_for(users).last || wanted == "user")) {
            return std::string(users);
        }
        auto const behind = [&](auto const &one) { return !wanted.empty() && one.first.ends_with("_" + wanted); };
        if (std::count_if(things.begin(), things.end(), behind) == 1) { // `Node` of current_nodes
            return std::find_if(things.begin(), things.end(), behind)->second;
        }
        auto const next = kind.find_first_of(between, from);
        from = next == std::string_view::npos ? next : next + 1;
    }
    return {};
}

} // namespace tributary::undeclared
