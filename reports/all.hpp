#pragma once

#include "reports/report.hpp"

/// What each file in this folder offers to the lists in reports.cpp.
namespace tributary::reports {

extern Report const summary;
extern Report const books;
extern Report const derived;
extern Report const accounts;
extern Report const matches;
extern Report const merges;
extern Report const renames;
extern Report const collisions;
extern Report const conflicts;
extern Report const widened_access;
extern Report const lost_keys;
extern Report const look_alikes;
extern Report const possible_matches;
extern Report const malformed_keys;
extern Report const dropped_values;
extern Report const rewrites;
extern Report const assigned_values;
extern Report const computed_values;
extern Report const dangling_values;
extern Report const folded_rows;
extern Report const left_out;
extern Report const refused_values;
extern Report const overrides;
extern Report const ids;
extern Report const not_carried;
extern Report const outside;
extern Report const aliases;

/// What "none" means where nothing was looked at: the plan names no login keys. Empty if it names some.
std::string_view key_tables_are_needed(model::Facts const &facts);

extern Format const text;
extern Format const csv;
extern Format const json;
extern Format const html;
extern Format const nginx;

} // namespace tributary::reports
