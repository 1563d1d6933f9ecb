#include "tests/testing/scenario.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {

class Scenario : public ::testing::TestWithParam<testing::Scenario> {};

TEST_P(Scenario, EndsAsItsFolderSays)
{
    for (std::string const &difference : testing::differences(GetParam())) {
        ADD_FAILURE() << difference;
    }
}

INSTANTIATE_TEST_SUITE_P(, Scenario, ::testing::ValuesIn(testing::scenarios(TRIBUTARY_FIXTURES)),
                         [](auto const &instance) { return testing::name(instance.param); });

} // namespace tributary
