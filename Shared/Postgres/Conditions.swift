extension SQL {
    /// The conditions that are given, joined with AND; true when none is.
    package static func all(_ conditions: [SQL?]) -> SQL {
        let given = conditions.compactMap { $0 }
        guard let first = given.first else { return "true" }
        return given.dropFirst().reduce(first) { "\($0) AND \($1)" }
    }

    /// The conditions joined with OR; false when there is none.
    package static func any(_ conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "false" }
        return conditions.dropFirst().reduce(first) { "\($0) OR \($1)" }
    }
}

/// A piece of text that is searched for within others.
///
/// LIKE may tell of rows that row-level security hides, so no index serves it there. A table with the ends of all texts
/// does, one row from each character on: what holds the piece has an end that begins with it, and that is a range.
package struct SearchedText: Sendable {
    /// Characters that are kept of an end; the rest of a longer piece is left to LIKE.
    package static let kept = 16

    private let text: String

    /// Nil when nothing is searched for.
    package init?(_ text: String?) {
        guard let text, !text.isEmpty else { return nil }
        self.text = text
    }

    /// Whether `column` holds the piece.
    package func isWithin(_ column: SQL) -> SQL {
        "\(column) LIKE \("%\(text.escapedForLike)%")"
    }

    /// Whether the end of a text in `column`, which sorts by code points, begins with the piece.
    package func begins(_ column: SQL) -> SQL {
        var start = String.UnicodeScalarView()
        start.append(contentsOf: text.replacing("\0", with: "\u{FFFD}").unicodeScalars.prefix(Self.kept))
        let first = String(start)
        return "\(column) >= \(first) AND \(column) < \(first + "\u{10FFFF}")"
    }
}
