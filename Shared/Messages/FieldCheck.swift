/// What several kinds of texts have in common.
package enum FieldCheck {
    /// Whether a text holds only what can be stored and shown; line breaks and tabs where several lines may stand.
    package static func isPrintable(_ text: String, lines: Bool = false) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: lines
            case 0..<0x20, 0x7F: false
            default: true
            }
        }
    }
}
