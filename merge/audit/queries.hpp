#pragma once

#include "merge/audit/write_record.hpp"
#include "merge/model/schema.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// The SQL that `audit` asks of a target. Every column of every answer is text.
namespace tributary::audit {

/// `id` or `name` in (…), of whichever source, or of this one.
struct Subject {
    std::string source; ///< empty: of any, and of the target
    std::vector<std::string> names;
    std::vector<std::string> ids;
};

class Queries {
public:
    Queries(model::Engine engine, UsersTable users) : m_engine(engine), m_users(std::move(users)) {}

    /// What event_of() reads of each event, by their numbers. With `users` also the id and the name of the account
    /// today, both NULL if it does not exist.
    std::string events(bool users, std::string const &condition = {}) const;
    static std::size_t columns_of_events(bool users);
    /// A condition for events(): those of these ids of the target.
    static std::string of_ids(std::vector<std::string> const &new_ids);

    /// The ids in the target of the accounts in the record that a subject is about.
    std::string ids_in_record(Subject const &subject) const;
    /// `(id, name)` of accounts today, by id.
    std::string users_with(std::vector<std::string> const &names, std::vector<std::string> const &ids) const;
    /// One row at most; fails where the users table cannot be read.
    std::string any_user() const;
    /// The source of the account with this id, if the record has one.
    std::string source_of(std::string const &new_id) const;

    /// Sources of which anything was loaded, and `1` for those of which users were.
    std::string sources() const;
    /// `(source, id_offset, first_id, last_id)` of the users' ids.
    std::string ranges() const;
    /// The id in the target of an id that did not become old + offset.
    std::string crosswalk(std::string const &source, std::string const &old_id) const;
    /// `(source, old_id)` of the ids that became this one, and not as old + offset.
    std::string moved_to(std::string const &new_id) const;

    /// `(source, old_id, number)` of lines of renamed_account that are not as their event says, of merged_account the
    /// same; without a number: there is no such event.
    std::string renamed_unlike_events() const;
    std::string merged_unlike_events() const;
    /// `(source, old_id)` of events of this kind that have no line in `table`.
    std::string events_without_line(std::string const &event, std::string const &table) const;

private:
    std::string record(std::string const &table) const;
    std::string users_today() const;
    std::string of_users() const;

    model::Engine m_engine;
    UsersTable m_users;
};

} // namespace tributary::audit
