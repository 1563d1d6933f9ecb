#include "merge/plan/decision.hpp"

#include <algorithm>

namespace tributary::plan {

std::string_view name_of(Decision decision)
{
    switch (decision) {
    case Decision::accept: return "accept";
    case Decision::merge: return "merge";
    case Decision::separate: return "separate";
    case Decision::rename: return "rename";
    case Decision::survivor: return "survivor";
    case Decision::keep: return "keep";
    case Decision::drop: return "drop";
    case Decision::waive: return "waive";
    case Decision::set: return "set";
    case Decision::suffix: return "suffix";
    case Decision::allow: return "allow";
    case Decision::hold: return "hold";
    }
    return "";
}

std::string form_of(Decision decision)
{
    auto const *const word = decision == Decision::rename     ? ":<new>"
                             : decision == Decision::survivor ? ":<source>"
                             : decision == Decision::set      ? ":<column>=<value>"
                                                              : "";
    return std::string(name_of(decision)) + word;
}

std::span<QuestionKind const> question_kinds()
{
    using D = Decision;
    static std::vector<D> const by_lines{D::accept, D::waive};
    using S = Subject;
    static std::vector<QuestionKind> const kinds{
        {"name", {D::accept, D::separate, D::rename, D::keep, D::survivor, D::merge}, S::names},
        {"ambiguous", {D::accept, D::separate, D::merge, D::survivor}, S::people},
        {"privilege", {D::accept, D::survivor, D::separate, D::keep, D::merge}, S::people},
        {"access", {D::accept, D::separate, D::merge}, S::people},
        {"widened_access", {D::accept, D::allow, D::hold, D::separate}, S::people},
        {"seeded", {D::merge, D::separate, D::accept}, S::people, true},
        {"match", {D::merge, D::separate}, S::people},
        {"unique", {D::drop, D::keep, D::merge, D::separate, D::set, D::suffix, D::accept}, S::rows, true},
        {"dangling", {D::accept, D::keep, D::drop}, S::rows, true},
        {"self", {D::keep, D::drop}, S::rows},
        {"value", {D::drop, D::set}, S::contents},
        {"reference", {D::accept, D::keep, D::drop}, S::rows, true},
        {"names", by_lines, S::tables, true},
        {"nulls", by_lines, S::rows, true},
        {"uncovered", by_lines, S::tables, true},
        {"unread", by_lines, S::tables, true},
        {"ids", by_lines, S::tables, true},
        {"lost_key", by_lines, S::contents, true},
        {"lost_check", by_lines, S::contents, true},
        {"session", by_lines, S::tables, true},
        {"follows", by_lines, S::contents, true},
        {"single", by_lines, S::rows, true},
        {"zone", by_lines, S::tables, true},
    };
    return kinds;
}

QuestionKind const *find_question_kind(std::string_view name)
{
    auto const kinds = question_kinds();
    auto const found = std::find_if(kinds.begin(), kinds.end(), [&](auto const &kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}

QuestionKind const *find_question_kind(std::string_view name, std::string_view id)
{
    return find_question_kind(name.empty() ? id.substr(0, id.rfind('-')) : name);
}

std::string allowed_text(std::span<Decision const> decisions)
{
    std::string text;
    for (auto const decision : decisions) {
        text += (text.empty() ? "" : ", ") + form_of(decision);
    }
    return text;
}

} // namespace tributary::plan
