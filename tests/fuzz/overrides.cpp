#include "merge/plan/overrides.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

/// The answers as a CSV text, as an operator's program might write them.
std::string in_csv(std::vector<tributary::plan::Answer> const &answers)
{
    auto const quoted = [](std::string const &text) {
        std::string result = "\"";
        for (char const c : text) {
            result += c == '"' ? "\"\"" : std::string(1, c);
        }
        return result + "\"";
    };
    std::string text = "id,kind,account,table,row,claimants,decision,note\n";
    for (auto const &one : answers) {
        for (auto const &field :
             {one.id, one.kind, one.account, one.table, one.row, one.claimants, one.decision_text()}) {
            text += quoted(field) + ",";
        }
        text += quoted(one.note) + "\n";
    }
    return text;
}

} // namespace

/// The first byte chooses the form. What can be read says the same after it was written and read again.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary;
    if (size == 0) {
        return 0;
    }
    std::string const text(reinterpret_cast<char const *>(data) + 1, size - 1);
    try {
        auto const answers = plan::read_overrides(text, data[0] % 2 == 0 ? "answers.toml" : "answers.csv");
        if (in_csv(plan::read_overrides(in_csv(answers), "answers.csv")) != in_csv(answers)) {
            std::abort();
        }
    } catch (model::Error const &) { // NOLINT(bugprone-empty-catch): refused with a sentence
    }
    return 0;
}
