#pragma once

#include "merge/model/error.hpp"

namespace tributary::tools {

/// To be called before anything is opened. Descriptors 0 to 2 that are closed are taken, so that no database file gets
/// one of them and a message written into it; to write to one still fails. A reader that goes away (`| head`) makes a
/// write fail and does not end the program.
void secure_standard_streams();

/// False if something that was printed to stdout could not be written.
bool is_stdout_written();

/// How a command ends that printed to stdout: with `exit`, or with 73 if not all of it could be written. Throws
/// model::Error 73 with the message, but for a reader that has gone, which wants none.
model::Exit exit_after_printing(model::Exit exit);

} // namespace tributary::tools
