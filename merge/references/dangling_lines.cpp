#include "merge/references/dangling_lines.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

#include <fmt/format.h>

namespace tributary::references {
namespace {

/// The entry as the plan has it, but for what it says of values that cannot be followed.
std::string commented(plan::ReferencePlan const &reference)
{
    std::string lines;
    auto const add = [&](char const *key, std::string const &value) {
        lines += value.empty() ? "" : "# " + std::string(key) + " = " + plan::toml_text(value) + "\n";
    };
    lines += "# [[reference]]\n";
    add("column", plan::written(reference.from));
    add("to", plan::written(reference.to));
    add("source", reference.source);
    add("when", reference.when);
    add("path", reference.path);
    add("format", reference.format == model::Format::php ? "php" : "");
    lines += reference.keys ? "# keys = true\n" : "";
    lines += reference.array ? "# array = true\n" : "";
    add("regex", reference.regex);
    return lines;
}

} // namespace

std::string dangling_lines(std::string_view remedy, std::span<plan::ReferencePlan const *const> references,
                           DanglingKey const &key, std::span<char const *const> words)
{
    auto result = "# " + std::string(remedy) + "; ";
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const word = std::string(words[i]);
        result += std::string(i == 0 ? "" : "# ") + "or " + (word == "drop-row" ? "drop" : word) + ":\n";
        for (auto const *const reference : references) {
            result += commented(*reference) + fmt::format("# {} = {{ {} = \"{}\" }}\n", key.key, key.source, word);
        }
    }
    result.pop_back();
    return result;
}

} // namespace tributary::references
