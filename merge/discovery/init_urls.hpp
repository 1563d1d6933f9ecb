#pragma once

#include "merge/databases/source.hpp"
#include "merge/job/job.hpp"

#include <string>
#include <vector>

namespace tributary::discovery {

/// Urls as a plan keeps them: one that holds a password becomes a variable of the environment, and the operator is told
/// which.
class KeptUrls {
public:
    explicit KeptUrls(job::Progress const &progress) : m_progress(progress) {}

    /// `raw` is the url before ${VAR} was replaced, `address` has it behind that. The variable is called after `name`.
    std::string kept(std::string const &name, std::string const &raw, databases::Address address);

private:
    std::string variable_for(std::string const &name);

    job::Progress const &m_progress;
    std::vector<std::string> m_taken;
};

} // namespace tributary::discovery
