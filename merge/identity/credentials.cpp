#include "merge/identity/credentials.hpp"

#include "merge/identity/owners.hpp"
#include "merge/identity/privileged_names.hpp"
#include "merge/model/masked.hpp"
#include "merge/model/times.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace tributary::identity {
namespace {

using model::MappedTable;

bool is_secret(std::string const &column)
{
    static std::set<std::string> const words{"token",  "tokens",     "secret",  "secrets",    "password",
                                             "passwd", "passphrase", "passkey", "credential", "credentials",
                                             "otp",    "totp",       "apikey"};
    return has_word(column, words);
}

bool is_called_after_keys(std::string const &table)
{
    static std::set<std::string> const words{
        "token",   "tokens",   "key",     "keys",  "credential",     "credentials",     "identity",      "identities",
        "login",   "logins",   "passkey", "oauth", "authentication", "authentications", "authenticator", "passkeys",
        "session", "sessions", "auth",    "saml",  "webauthn",       "authenticators",  "pubkeys",       "passwords"};
    return has_word(table, words);
}

bool looks_like_credentials(MappedTable const &table)
{
    if (!table.secrets.empty()) {
        return true;
    }
    auto const by_table = is_called_after_keys(table.target.name);
    return std::any_of(table.target.columns.begin(), table.target.columns.end(), [&](model::Column const &column) {
        auto const may_be = column.kind != model::Kind::integer && !column.generated &&
                            !column.type.starts_with("bool") && !column.type.starts_with("BOOL") &&
                            !model::refers(table, column.name);
        if (!may_be) {
            return false;
        }
        auto const &keys = table.target.unique_keys;
        auto const unique = std::any_of(keys.begin(), keys.end(), [&](auto const &key) {
            return std::find(key.uses.begin(), key.uses.end(), column.name) != key.uses.end() ||
                   std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
        });
        return is_secret(column.name) || (by_table && unique);
    });
}

} // namespace

bool holds_secrets(model::MappedTable const &table, std::string const &column)
{
    auto const is_in = [&](std::vector<std::string> const &columns) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    auto const *const known = model::find_column(table.target, column);
    auto const may_be = known == nullptr || (known->kind != model::Kind::integer && !model::is_time(*known) &&
                                             !model::refers(table, column));
    return is_in(table.secrets) || is_in(table.not_shown) || (may_be && model::is_called_after_a_secret(column));
}

staging::NotShown columns_of_secrets(model::Mapping const &mapping)
{
    staging::NotShown result;
    for (auto const &table : mapping) {
        auto const *const primary = model::primary_key(table.target);
        for (auto const &column : table.target.columns) {
            if (!holds_secrets(table, column.name)) {
                continue;
            }
            result.emplace(table.target.label, column.name);
            if (primary != nullptr &&
                std::find(primary->columns.begin(), primary->columns.end(), column.name) != primary->columns.end()) {
                result.emplace(table.target.label, "");
            }
        }
    }
    return result;
}

std::vector<CredentialTable> credential_tables(plan::Plan const &plan, model::Mapping const &mapping)
{
    auto const &users = model::users_of(mapping);
    std::vector<CredentialTable> result;
    for (auto const &table : mapping) {
        if (&table == &users || plan::has_keys(plan, table.target.label) || !looks_like_credentials(table)) {
            continue;
        }
        CredentialTable found{table.target.label, {}};
        for (auto const &source : table.sources) {
            if (auto owned = rows_of_accounts(table, source, users)) {
                found.rows.push_back(std::move(*owned));
            }
        }
        if (!found.rows.empty()) {
            result.push_back(std::move(found));
        }
    }
    return result;
}

} // namespace tributary::identity
