#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tributary::plan {

/// Where a field begins, from 1; the column counts bytes.
struct CsvPlace {
    int line = 0;
    int column = 0;
};

/// One record of a CSV text and the line it begins in, from 1.
struct CsvRecord {
    std::vector<std::string> fields;
    int line = 0;
    std::vector<CsvPlace> places; ///< of the fields
};

/// RFC 4180, with LF as well as CRLF, a byte order mark passed over, and lines without any character skipped.
/// Semicolons and tabs, which some spreadsheets write, are read too: the header's first separator is that of the file.
/// The mark before what a spreadsheet would take for a formula is taken off (merge/model/spreadsheet.hpp).
///
/// Throws std::invalid_argument "LINE:1: sentence" for a quoted field that is not closed, a quote inside a field, and
/// a text in UTF-16.
std::vector<CsvRecord> read_csv(std::string_view text);

} // namespace tributary::plan
