#include "rules/rules.hpp"

#include "rules/all.hpp"

#include <array>

namespace tributary::rules {

// Built at the first call, so that no list depends on the order in which files are initialised.

std::span<model::MatchRule const> match_rules()
{
    static std::array const list{same_name_and_key, same_key, same_name_and_key_set, same_key_set, same_column};
    return list;
}

std::span<model::NamePolicy const> name_policies()
{
    static std::array const list{suffix, refuse};
    return list;
}

std::span<model::KeyFormat const> key_formats()
{
    static std::array const list{ssh_key, text_key};
    return list;
}

std::span<model::Folding const> foldings()
{
    static std::array const list{fold_none, fold_case, fold_nfkc_casefold, fold_confusable};
    return list;
}

std::span<model::Survivorship const> survivorships()
{
    static std::array const list{keep_survivor, first_non_null, min,    max,    sum,        any_of,
                                 all_of,        longest,        newest, oldest, from_source};
    return list;
}

std::span<model::UniquePolicy const> unique_policies()
{
    static std::array const list{fold_identical, unique_suffix, keep_first, keep_newest,
                                 renumber,       reissue,       unique_set, unique_refuse};
    return list;
}

} // namespace tributary::rules
