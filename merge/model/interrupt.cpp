#include "merge/model/interrupt.hpp"

#include <array>
#include <atomic>
#include <cstring>
#include <utility>

namespace tributary::model {
namespace {

struct Place {
    std::array<char, 4096> path{};
    std::atomic<bool> is_taken{false};
};

// A signal's handler has no other way to know. They are set by one thread.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<Stage> current{Stage::nothing_changed};
std::array<Place, 8> places{};
std::atomic<int> process_id{0};
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

} // namespace

void enter(Stage stage) noexcept { current = stage; }

Stage stage() noexcept { return current; }

RemovedIfInterrupted::RemovedIfInterrupted(std::string const &path) noexcept
{
    // behind all that are taken: what is in a folder goes before it
    std::size_t place = places.size();
    while (place > 0 && !places.at(place - 1).is_taken) {
        --place;
    }
    if (place == places.size() || path.empty() || path.size() >= places.at(place).path.size()) {
        return;
    }
    std::memcpy(places.at(place).path.data(), path.c_str(), path.size() + 1);
    places.at(place).is_taken = true;
    m_place = place + 1;
}

RemovedIfInterrupted::RemovedIfInterrupted(RemovedIfInterrupted &&other) noexcept
    : m_place(std::exchange(other.m_place, 0))
{
}

RemovedIfInterrupted &RemovedIfInterrupted::operator=(RemovedIfInterrupted &&other) noexcept
{
    std::swap(m_place, other.m_place);
    return *this;
}

RemovedIfInterrupted::~RemovedIfInterrupted()
{
    if (m_place > 0) {
        places.at(m_place - 1).is_taken = false;
    }
}

std::size_t places_to_remove() noexcept { return places.size(); }

char const *path_to_remove(std::size_t place) noexcept
{
    return place < places.size() && places[place].is_taken ? places[place].path.data() : nullptr;
}

void end_if_interrupted(int process) noexcept { process_id = process; }

int process_to_end() noexcept { return process_id; }

} // namespace tributary::model
