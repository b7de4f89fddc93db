/// The one place that decides what of a personal value may be shown.
package enum Masks {
    /// First three, four stars, last four; a text too short to hide anything that way becomes stars only.
    package static func phone(_ text: String) -> String {
        guard text.count >= 11 else { return stars(text.count) }
        return text.prefix(3) + "****" + text.suffix(4)
    }

    /// First four, stars, last one, as long as the number itself; a text of fewer than eight becomes stars only.
    package static func idNumber(_ text: String) -> String {
        guard text.count >= 8 else { return stars(text.count) }
        return text.prefix(4) + stars(text.count - 5) + text.suffix(1)
    }

    /// First character and one star, whatever the length.
    package static func name(_ text: String) -> String {
        text.isEmpty ? "" : text.prefix(1) + "*"
    }

    /// Last four behind four stars; a text of fewer than eight becomes stars only.
    package static func bankCard(_ text: String) -> String {
        guard text.count >= 8 else { return stars(text.count) }
        return "****" + text.suffix(4)
    }

    private static func stars(_ count: Int) -> String {
        String(repeating: "*", count: count)
    }
}
