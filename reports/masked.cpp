#include "reports/masked.hpp"

#include "merge/model/masked.hpp"

#include <string>

namespace tributary::reports {
namespace {

model::AccountIds ids_of(model::Facts const &facts)
{
    if (!facts.id_of_account) {
        return {};
    }
    return [&facts](std::string_view source, std::string_view name) {
        auto const id = facts.id_of_account(std::string(source), std::string(name));
        return id.empty() ? id : "#" + id;
    };
}

} // namespace

Report masked(Report const &report, Addresses addresses)
{
    auto result = report;
    result.rows = [rows = report.rows, addresses](model::Facts const &facts, Sink const &sink) {
        auto const id_of = ids_of(facts);
        rows(facts, [&](Values values) {
            for (auto &value : values) {
                if (auto *const words = std::get_if<std::string>(&value)) {
                    *words = model::without_secrets(*words);
                    *words = addresses == Addresses::masked ? model::with_masked_addresses(*words, id_of) : *words;
                }
            }
            sink(values);
        });
    };
    return result;
}

} // namespace tributary::reports
