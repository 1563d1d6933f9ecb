#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/accounts.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/model/facts.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tributary::identity {

/// How the accounts of one person differ in a privilege.
struct Difference {
    Privilege const *privilege = nullptr;
    std::string shown;              ///< each account with its value
    std::string pattern;            ///< each source with it, as it is the same for many people
    model::AccountIndex first = 0;  ///< that has a value
    model::AccountIndex yields = 0; ///< the last
    bool is_one_of_source = true;   ///< the accounts of its source have one value
};

/// Nothing if they do not. `privilege` must outlive the result.
std::optional<Difference> difference_in(Privilege const &privilege, Accounts const &accounts,
                                        model::Identity const &identity);

/// The question about this person. `users` is the label of their table.
model::ConflictFact about_person(Difference const &difference, Accounts const &accounts, std::string const &users);
/// The same of everybody who differs in this way, or, in rows, in any. Its id stays the same whoever they are.
model::ConflictFact about_all_such(Difference const &difference, model::ConflictFact const &one);

/// What is not answered, gathered: one question for each table of rows, one for all columns of which only the values
/// say that they may matter, and one for each way in which many people differ in another; else one for each person.
class OpenPrivileges {
public:
    void add(Privilege const &privilege, model::ConflictFact const &one, model::ConflictFact const &of_all);

    /// Takes the answer to the question about all columns that go by their values. Empties itself.
    std::vector<model::ConflictFact> questions(answers::Answers &answers);

    struct Open {
        std::string column;
        std::string usual;
        std::string rows_of;
        bool by_values = false;
        model::ConflictFact of_all;
        std::vector<model::ConflictFact> one_by_one;
    };

private:
    std::map<std::string, Open> m_open; ///< by the claimants of `of_all`
};

} // namespace tributary::identity
