#pragma once

#include "merge/model/cell.hpp"

#include <cstddef>

/// What a value is by its looks, where no name says it.
namespace tributary::identity {

enum class Shape : std::size_t {
    empty,
    other,
    secret,     ///< only a credential is written so: a hash of a password, a block of armoured text, an ssh key
    random,     ///< 16 characters and more that no person has chosen
    digest,     ///< random, and as long in hexadecimal digits as a digest is
    structured, ///< what a program keeps for itself: a JSON object, PHP's serialize() or a session of PHP
    content,    ///< an address, a path, the name of a file, several lines, a long text, a great number
};

inline constexpr std::size_t count_of_shapes = static_cast<std::size_t>(Shape::content) + 1;

/// uuids are `other`: they are ids. Case, letters and digits of a random value alternate as those of words do not; of a
/// value of several parts (`ghp_…`, `sha256:…`, a JWT) the longest counts.
Shape shape_of(model::Cell const &cell);

} // namespace tributary::identity
