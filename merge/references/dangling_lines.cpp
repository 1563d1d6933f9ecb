#include "merge/references/dangling_lines.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

namespace tributary::references {

std::string dangling_lines(plan::ReferencePlan const &reference, std::span<char const *const> words)
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
    std::string result = "# fix the source, or `set` the column in the plan; ";
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const word = std::string(words[i]);
        result += std::string(i == 0 ? "" : "# ") + "or " + (word == "drop-row" ? "drop" : word) + ":\n" + lines +
                  "# dangling = \"" + word + "\"\n";
    }
    result.pop_back();
    return result;
}

} // namespace tributary::references
