#pragma once

#include "merge/model/rule.hpp"
#include "merge/model/version.hpp"

#include <span>

namespace tributary::rules {

/// Every rule there is. To add one: its file, and its line in rules.cpp.
std::span<model::MatchRule const> match_rules();
std::span<model::NamePolicy const> name_policies();
std::span<model::KeyFormat const> key_formats();
/// The weakest first: each makes equal what those before it do.
std::span<model::Folding const> foldings();
std::span<model::Survivorship const> survivorships();
/// The first is what holds where the plan says nothing.
std::span<model::UniquePolicy const> unique_policies();

/// By which texts are folded and searched.
model::Library unicode_library();

} // namespace tributary::rules
