#include "merge/model/version.hpp"

#include "version/commit.hpp"

namespace tributary::model {

std::string version() { return TRIBUTARY_VERSION; }

std::string commit() { return TRIBUTARY_COMMIT; }

} // namespace tributary::model
