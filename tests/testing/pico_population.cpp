#include "tests/testing/pico_population.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace tributary::testing::pico {

namespace {

constexpr std::array<std::size_t, 3> accounts_wanted{640, 330, 260};

constexpr std::array first_words{"amber",   "birch",  "cedar",   "delta",  "ember",  "fjord",  "grove",
                                 "harbour", "indigo", "juniper", "kelp",   "linden", "maple",  "north",
                                 "ochre",   "pebble", "quartz",  "river",  "sable",  "tundra", "umber",
                                 "vesper",  "willow", "yarrow",  "zephyr", "bob",    "kim"};
constexpr std::array last_words{"fox",  "owl",  "cat",  "wren", "hare", "lynx", "moth", "newt", "otter",  "pike",
                                "rook", "seal", "toad", "vole", "wasp", "yak",  "dev",  "sh",   "writes", "codes"};
constexpr std::array filenames{"index.md",    "hello-world.md", "about.md",  "now.md",     "links.txt", "todo.txt",
                               "_styles.css", "_readme.md",     "notes.txt", "2022-07.md", "böoks.md",  "why pico.md"};
constexpr std::array titles{"Hello world",     "What I'm doing now",
                            "About",           "Links \"worth\" reading",
                            "Bücher",          "Notes",
                            "100% plain text", "C:\\temp and other places",
                            "日本語のメモ",    "todo_list"};
constexpr std::array phrases{"The quick brown fox jumps over the lazy dog.",
                             "It's a plain text file, and that's all there is to it.",
                             "=> https://example.org/a?b=c&d=%20e a link",
                             "* item one",
                             "* item two, \"quoted\"",
                             "## A heading",
                             "```\nfor i in *; do\n\techo \"$i\" \\\n\t\t>> out.txt\ndone\n```",
                             "name\tvalue\tunit",
                             "C:\\new\\table\\x41",
                             "naïve café, Zürich, Łódź, Đà Nẵng",
                             "日本語の文章です。",
                             "🦊🌲 and a flag 🇳🇴",
                             "e\xcc\x81 is not é to a computer",
                             "עברית من اليمين",
                             "\\N",
                             "\\.",
                             "NULL",
                             "{\"json\": [1, null, \"\\u00e9\"]}",
                             "$1, %s, ${HOME} and ''",
                             "Robert'); DROP TABLE posts;--",
                             "a line from Windows\r\nand the next",
                             "trailing blanks   ",
                             "\\",
                             "--"};
constexpr std::array gaps{" ", " ", " ", "\n", "\n", "\n\n", "\t"};

std::string base64(std::string const &bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t offset = 0; offset < 3; ++offset) {
            auto const byte = at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U;
            group = group << 8U | byte;
        }
        for (std::size_t place = 0; place < 4; ++place) {
            bool const padding = at + place > bytes.size();
            result += padding ? '=' : letters[group >> (18U - 6U * place) & 63U];
        }
    }
    return result;
}

/// A field of an SSH key's blob: four bytes of length, and the bytes.
std::string field(std::string const &bytes)
{
    auto const size = bytes.size();
    return std::string{'\0', '\0', static_cast<char>(size >> 8U), static_cast<char>(size & 0xffU)} + bytes;
}

} // namespace

std::string Population::uuid()
{
    std::string bytes = m_random.bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    std::string result;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::array<char, 3> digits{};
        std::snprintf(digits.data(), digits.size(), "%02x",
                      static_cast<unsigned>(static_cast<unsigned char>(bytes[at])));
        result += (at == 4 || at == 6 || at == 8 || at == 10) ? "-" : "";
        result += digits.data();
    }
    return result;
}

/// Some time of day, `day` days after 1 March 2022.
std::string Population::moment(std::uint64_t day, std::string_view zone)
{
    using namespace std::chrono;
    year_month_day const date{sys_days{year{2022} / March / 1} + days{day}};
    auto const second = static_cast<unsigned>(m_random.below(86'400));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02u:%02u:%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), second / 3600,
                  second / 60 % 60, second % 60);
    std::string result = text.data();
    if (m_random.percent(90)) {
        std::snprintf(text.data(), text.size(), ".%06u", static_cast<unsigned>(m_random.below(1'000'000)));
        result += text.data();
    }
    return result.append(zone);
}

std::string Population::fresh_name()
{
    while (true) {
        std::string name = m_random.one_of(first_words);
        name += m_random.percent(80) ? m_random.one_of(last_words) : "";
        name += m_random.percent(50) ? std::to_string(m_random.below(100)) : "";
        if (m_names.insert(name).second) {
            return name;
        }
    }
}

/// 1, less often 2, seldom 3.
std::size_t Population::few()
{
    std::size_t result = 1;
    while (result < 3 && m_random.percent(30)) {
        ++result;
    }
    return result;
}

std::string Population::fresh_key()
{
    if (m_random.percent(8)) {
        std::string modulus = std::string(1, '\0') + m_random.bytes(256);
        modulus[1] = static_cast<char>(modulus[1] | 0x80); // 2048 bits, and positive by the zero before
        return "ssh-rsa " + base64(field("ssh-rsa") + field({'\1', '\0', '\1'}) + field(modulus));
    }
    return "ssh-ed25519 " + base64(field("ssh-ed25519") + field(m_random.bytes(32)));
}

Post Population::post(std::optional<std::string> const &name, std::optional<std::string> filename, std::uint64_t day)
{
    Post post;
    post.id = uuid();
    post.title = m_random.one_of(titles);
    post.title += name ? " by " + *name : "";
    std::uint64_t const shape = m_random.below(100);
    if (shape >= 6) {
        std::uint64_t const length = 100 + m_random.below(380);
        while (post.text.size() < length) {
            post.text += m_random.one_of(phrases);
            post.text += m_random.one_of(gaps);
        }
    } else if (shape >= 3) {
        post.text = shape == 3 ? "\\." : "\\N";
    }
    post.description = m_random.percent(40) ? m_random.one_of(phrases) : "";
    post.hidden = filename && filename->front() == '_';
    post.filename = std::move(filename);
    post.created_at = moment(day, "+00");
    post.publish_at = m_random.percent(80) ? post.created_at : moment(day + 1, "+00");
    post.updated_at = m_random.percent(50) ? post.created_at : moment(day + 1 + m_random.below(9), "+00");
    if (m_random.percent(70)) {
        post.analysis = Analysis{uuid(), std::nullopt, moment(day + 9, "")};
        if (m_random.percent(70)) {
            post.analysis->views = m_random.below(3000);
        }
    }
    return post;
}

void Population::add(Service service, std::optional<std::string> const &name, std::vector<std::string> const &keys,
                     std::size_t posts)
{
    std::uint64_t const day = m_random.below(140);
    Account account;
    account.id = uuid();
    account.name = name;
    account.email = name && m_random.percent(20) ? *name + "@example.org" : "";
    account.bio = m_random.percent(15) ? m_random.one_of(phrases) : "";
    account.created_at = moment(day, "+00");
    for (std::string const &key : keys) {
        account.keys.push_back({uuid(), key, moment(day, "+00")});
    }
    std::uint64_t const first_file = m_random.below(filenames.size());
    for (std::size_t number = 0; number < posts; ++number) {
        std::optional<std::string> filename;
        if (!m_random.percent(6)) {
            filename = filenames[(first_file + number) % filenames.size()];
        }
        account.posts.push_back(post(name, filename, day + m_random.below(5)));
    }
    accounts[service].push_back(std::move(account));
}

void Population::add_stranger(Service service, std::optional<std::string> const &name, std::size_t least_posts)
{
    std::vector<std::string> keys;
    for (std::size_t left = few(); left > 0; --left) {
        keys.push_back(fresh_key());
        keys.back() += m_random.percent(15) ? " " + name.value_or("me") + "@desk" : "";
    }
    bool const prolific = m_random.percent(1);
    add(service, name, keys, prolific ? 9 : std::max(least_posts, static_cast<std::size_t>(m_random.below(4))));
}

/// One person: the same name everywhere, and the same keys but for the own ones of one service.
void Population::add_shared(std::vector<Service> const &where)
{
    std::string const name = fresh_name();
    std::vector<std::string> common;
    for (std::size_t left = few(); left > 0; --left) {
        common.push_back(fresh_key());
    }
    std::uint64_t const commented = m_random.below(8); // most often none of them
    std::uint64_t const with_own = m_random.below(6);
    for (std::size_t number = 0; number < where.size(); ++number) {
        std::vector<std::string> keys = common;
        keys.front() += number == commented ? " " + name + "@laptop" : "";
        if (number == with_own) {
            keys.push_back(fresh_key());
        }
        add(where[number], name, keys, 1 + m_random.below(3));
    }
    if (where.size() == services.size()) {
        in_all_services.insert(name);
    }
    folded_accounts += where.size() - 1;
    folded_keys += common.size() * (where.size() - 1);
}

void Population::add_contested(std::string const &name, Service keeps, Service yields, std::string const &new_name)
{
    add_stranger(keeps, name, 1);
    add_stranger(yields, name, 1);
    renamed.push_back({yields, name, new_name});
}

Population::Population()
{
    for (auto const &[people, where] : std::vector<std::pair<int, std::vector<Service>>>{
             {28, {prose, lists, pastes}}, {70, {prose, lists}}, {45, {prose, pastes}}, {22, {lists, pastes}}}) {
        for (int number = 0; number < people; ++number) {
            add_shared(where);
        }
    }

    // 32 contested names: one whose first choice is taken, one that has no room for a suffix, 30 plain ones.
    add_contested("harbourmaster", prose, lists, "harbourmastertmp2");
    add_stranger(pastes, "harbourmastertmp", 1);
    std::string const long_name = "thequickbrownfoxjumpsoverthelazydogandrunsawayfast";
    add_contested(long_name, prose, lists, long_name.substr(0, 47) + "tmp");
    for (int number = 0; number < 10; ++number) {
        for (auto const &[keeps, yields] : {std::pair{prose, lists}, {prose, pastes}, {lists, pastes}}) {
            std::string const name = fresh_name();
            add_contested(name, keeps, yields, name + "tmp");
        }
    }

    // The same key without the same name is nobody's proof; nor is it without any name.
    for (int number = 0; number < 5; ++number) {
        std::string const key = fresh_key();
        add(prose, fresh_name(), {key}, 1);
        add(number < 3 ? lists : pastes, fresh_name(), {key}, 1);
    }
    std::string const key_without_names = fresh_key();
    add(prose, std::nullopt, {key_without_names}, 2);
    add(lists, std::nullopt, {key_without_names}, 1);
    for (Service const service : {prose, prose, prose, lists, lists, pastes, pastes}) {
        add_stranger(service, std::nullopt, 1);
    }

    for (Service const service : {prose, lists, pastes}) {
        while (accounts[service].size() < accounts_wanted[service]) {
            add_stranger(service, fresh_name());
        }
        m_random.shuffle(accounts[service]);
    }
}

} // namespace tributary::testing::pico
