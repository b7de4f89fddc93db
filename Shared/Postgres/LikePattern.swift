import Foundation

extension String {
    /// The text as LIKE must be given it to match itself; a zero character, which no text there has, matches nothing.
    package var escapedForLike: String {
        replacingOccurrences(of: "\0", with: "\u{FFFD}").replacingOccurrences(of: "\\", with: "\\\\")
            .replacingOccurrences(of: "%", with: "\\%")
            .replacingOccurrences(of: "_", with: "\\_")
    }
}
