#pragma once

#include "merge/databases/source.hpp"
#include "merge/job/job.hpp"

#include <string>
#include <vector>

namespace tributary::discovery {

/// URLs as a plan keeps them: one that holds a password becomes an environment variable, which a message names.
class KeptUrls {
public:
    explicit KeptUrls(job::Progress const &progress) : m_progress(progress) {}

    /// `raw` is the url before ${VAR} was replaced, `address` has it after that. The variable is named after `name`.
    std::string kept(std::string const &name, std::string const &raw, databases::Address address);

private:
    std::string variable_for(std::string const &name);

    job::Progress const &m_progress;
    std::vector<std::string> m_taken;
};

} // namespace tributary::discovery
