#pragma once

#include <string>
#include <string_view>

/// A bytea as PostgreSQL prints it under `bytea_output = 'hex'`: \x616263.
namespace tributary::model {

/// Its bytes; a text that is not one stays as it is.
std::string bytes_of_bytea(std::string_view text);

std::string bytea_of_bytes(std::string_view bytes);

} // namespace tributary::model
