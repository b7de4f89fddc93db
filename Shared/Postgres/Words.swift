package import Identifiers

extension Row {
    /// Reads a word; throws for one that is not in its list.
    package func get<W: Word>(_ column: String, as type: W.Type = W.self) throws -> W {
        try get(column, as: StoredWord<W>.self).word
    }

    package func get<W: Word>(_ column: String, as type: W?.Type = W?.self) throws -> W? {
        try get(column, as: StoredWord<W>?.self)?.word
    }

    package func get<W: Word>(_ column: String, as type: [W].Type = [W].self) throws -> [W] {
        try get(column, as: [StoredWord<W>].self).map(\.word)
    }
}

extension SQL.Interpolation {
    /// Adds a word as a bind.
    package mutating func appendInterpolation(_ word: some Word) {
        appendInterpolation(word.rawValue)
    }

    package mutating func appendInterpolation<W: Word>(_ word: W?) {
        appendInterpolation(word?.rawValue)
    }

    package mutating func appendInterpolation(_ words: [some Word]) {
        appendInterpolation(words.map(\.rawValue))
    }
}

/// A word on its way from a row.
private struct StoredWord<W: Word>: PostgresDecodable {
    let word: W

    static func decode(_ cell: PostgresCell) throws -> StoredWord {
        guard let word = W(rawValue: try String.decode(cell)) else {
            throw RowProblem(column: nil, reason: .unknownWord(of: "\(W.self)"))
        }
        return StoredWord(word: word)
    }
}
