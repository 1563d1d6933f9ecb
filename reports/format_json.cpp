#include "reports/all.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace tributary::reports {
namespace {

/// What every report in this format begins with.
constexpr std::string_view first_key = "{\n  \"run\": {\"name\": ";

std::string written(Value const &value)
{
    if (auto const *const number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    auto const *const words = std::get_if<std::string>(&value);
    return words == nullptr ? "null" : json_text(*words);
}

/// One object: `run`, then an array for each report, its rows as objects.
void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports, std::size_t)
{
    out << first_key << json_text(facts.summary.name) << ", \"digest\": " << json_text(facts.summary.digest)
        << (facts.summary.loaded_at.empty() ? "" : ", \"loaded_at\": " + json_text(facts.summary.loaded_at)) << "}";
    for (auto const &report : reports) {
        out << ",\n  " << json_text(report.name) << ": [";
        bool first = true;
        report.rows(facts, [&](Values const &values) {
            out << (first ? "\n    {" : ",\n    {");
            first = false;
            for (std::size_t i = 0; i < values.size(); ++i) {
                out << (i == 0 ? "" : ", ") << json_text(report.columns[i]) << ": " << written(values[i]);
            }
            out << "}";
        });
        out << (first ? "]" : "\n  ]");
    }
    out << "\n}\n";
}

bool wrote(std::string_view beginning) { return beginning.starts_with(first_key); }

} // namespace

std::string json_text(std::string_view words)
{
    return nlohmann::json(words).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Format const json{"json", "one object with an array for each report", write, wrote};

} // namespace tributary::reports
