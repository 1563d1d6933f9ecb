#include "merge/model/bytea.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

TEST(Bytea, IsReadAsBytes) { EXPECT_EQ(bytes_of_bytea("\\x61006F"), std::string("a\0o", 3)); }

TEST(Bytea, StaysWhatItIsWhereItIsNone) { EXPECT_EQ(bytes_of_bytea("\\x6"), "\\x6"); }

TEST(Bytea, IsWrittenInLowerCase) { EXPECT_EQ(bytea_of_bytes("\xff\n"), "\\xff0a"); }

} // namespace
} // namespace tributary::model
