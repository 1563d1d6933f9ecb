#include "merge/databases/libraries.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/steps.hpp"

namespace tributary::steps {

Versions versions() { return {databases::libraries(), staging::file_format()}; }

} // namespace tributary::steps
