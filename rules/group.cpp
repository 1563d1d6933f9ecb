#include "rules/group.hpp"

#include <algorithm>
#include <utility>

namespace tributary::rules {
namespace {

constexpr std::size_t small_group = 64;

} // namespace

void join_group(std::span<model::Account const> accounts, std::span<model::AccountIndex const> group,
                model::Match const &like, std::vector<model::Match> &matches)
{
    auto const join = [&](model::AccountIndex first, model::AccountIndex second) {
        matches.push_back({first, second, like.rule, like.by_text});
    };
    auto const source = [&](std::size_t i) { return accounts[group[i]].source; };
    for (std::size_t i = 1; i < group.size(); ++i) {
        if (group.size() <= small_group) {
            for (std::size_t j = 0; j < i && source(j) != source(i); ++j) { // ascending: sources come in blocks
                join(group[j], group[i]);
            }
        } else if (source(i) != source(0)) {
            join(group[0], group[i]);
        } else if (source(group.size() - 1) != source(0)) {
            join(group[i], group.back());
        }
    }
}

void for_each_shared_key(model::Candidates const &candidates,
                         std::function<void(std::vector<model::AccountIndex> &)> const &holders)
{
    // counting sort: keys are small numbers
    std::vector<std::uint32_t> ends;
    for (auto const account : candidates.among) {
        for (auto const key : candidates.accounts[account].keys) {
            ends.resize(std::max<std::size_t>(ends.size(), key + 1));
            ++ends[key];
        }
    }
    std::uint32_t total = 0;
    for (auto &end : ends) {
        end = std::exchange(total, total + end);
    }
    std::vector<model::AccountIndex> held(total);
    for (auto const account : candidates.among) {
        for (auto const key : candidates.accounts[account].keys) {
            held[ends[key]++] = account;
        }
    }
    std::vector<model::AccountIndex> group;
    std::uint32_t begin = 0;
    for (auto const end : ends) {
        if (end - begin > 1) {
            group.assign(held.begin() + begin, held.begin() + end);
            holders(group);
        }
        begin = end;
    }
}

} // namespace tributary::rules
