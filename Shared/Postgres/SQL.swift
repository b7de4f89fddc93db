/// A statement whose interpolated values travel as binds, never as text.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package let text: String
    let binds: [PostgresBind]
    /// UTF-8 offsets of the `$n` in `text`, so that a statement can be put inside another.
    let placeholders: [Int]

    package init(stringLiteral value: String) {
        text = value
        binds = []
        placeholders = []
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        binds = stringInterpolation.binds
        placeholders = stringInterpolation.placeholders
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var binds: [PostgresBind] = []
        var placeholders: [Int] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            binds.reserveCapacity(interpolationCount)
            placeholders.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Adds a bind.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            append(value.postgresBind)
        }

        /// Adds a bind that may be NULL.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            append(value.postgresBind)
        }

        /// Puts another statement, with its binds, in this place.
        package mutating func appendInterpolation(_ statement: SQL) {
            guard !statement.placeholders.isEmpty else {
                text += statement.text
                return
            }
            let bytes = statement.text.utf8
            var position = bytes.startIndex
            for (offset, bind) in zip(statement.placeholders, statement.binds) {
                let mark = bytes.index(bytes.startIndex, offsetBy: offset)
                text += statement.text[position..<mark]
                append(bind)
                position = bytes.index(after: mark)
                while position < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
                    position = bytes.index(after: position)
                }
            }
            text += statement.text[position...]
        }

        /// Puts text in as it is: the only way to change the statement itself, so never from input.
        package mutating func appendInterpolation(unescaped: String) {
            text += unescaped
        }

        /// Puts a quoted name (table, column, role) in.
        package mutating func appendInterpolation(identifier: String) {
            text += quotedIdentifier(identifier)
        }

        private mutating func append(_ bind: PostgresBind) {
            placeholders.append(text.utf8.count)
            binds.append(bind)
            text += "$"
            text += String(binds.count)
            // A digit that follows in the literal must not join the number.
            text += " "
        }
    }
}

/// For what may be lost with the database's last fifth of a second, should it crash: who writes it need not wait for the
/// disk, where all wait for each other. A process of ours that ends loses none of it.
extension SQL {
    /// One more thing in the FROM of a statement by itself.
    package static let lightly: SQL = "(SELECT set_config('synchronous_commit', 'off', true)) AS lightly"

    /// For a transaction as a whole, as its context.
    package static let lightContext = ["synchronous_commit": "off"]
}

func quotedIdentifier(_ name: String) -> String {
    // Nearly all are plain, and looking for what to replace takes much longer than finding that there is nothing.
    if isPlainIdentifier(name) { return "\"\(name)\"" }
    return "\"" + name.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\""
}

func quotedLiteral(_ text: String) -> String {
    // The E form reads the same whatever standard_conforming_strings says.
    let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "''").replacing("\0", with: "")
    return "E'" + escaped + "'"
}
