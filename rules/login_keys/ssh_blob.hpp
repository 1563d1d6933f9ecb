#pragma once

#include <string_view>

namespace tributary::rules {

/// Whether these bytes are a whole public key of this type, as OpenSSH writes it: every field of the type, of the right
/// length, and nothing behind the last. RFC 4253 (RSA, DSA), RFC 5656 (ECDSA), RFC 8709 (Ed25519, Ed448), and OpenSSH's
/// PROTOCOL.u2f (sk-…). A certificate is not one: by itself it is no login. O(n).
bool is_ssh_public_key(std::string_view type, std::string_view blob);

/// Whether sshd(8) lets a key log in that stands behind these options of authorized_keys: it knows all of them, and
/// `cert-authority`, which makes the key one that signs others, is not among them. O(n).
bool are_options_of_a_login_key(std::string_view options);

} // namespace tributary::rules
