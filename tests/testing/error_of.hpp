#pragma once

#include "merge/model/error.hpp"

#include <gtest/gtest.h>

namespace tributary::testing {

/// What `work` throws. The test fails if it throws nothing; any other exception goes on its way.
template <typename Work> model::Error error_of(Work const &work)
{
    try {
        work();
    } catch (model::Error const &error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {model::Exit::clean, "nothing was thrown"};
}

} // namespace tributary::testing
