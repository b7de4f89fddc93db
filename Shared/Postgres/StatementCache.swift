/// A statement the server holds for one connection.
final class PreparedStatement {
    let name: String
    let text: String
    let types: [UInt32]
    var shape: ResultShape?
    var lastUse: UInt64 = 0

    init(name: String, text: String, types: [UInt32]) {
        self.name = name
        self.text = text
        self.types = types
    }
}

/// The prepared statements of one connection by text, bounded; the least recently used goes first.
struct StatementCache {
    private let limit: Int
    private var statements: [String: PreparedStatement] = [:]
    private var clock: UInt64 = 0
    private var serial = 0

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { statements.count }

    /// The statement when it is known with these bind types.
    mutating func find(_ text: String, types: [UInt32]) -> PreparedStatement? {
        guard let statement = statements[text], statement.types == types else { return nil }
        clock += 1
        statement.lastUse = clock
        return statement
    }

    /// Adds a statement and returns those the server should forget.
    mutating func add(_ text: String, types: [UInt32]) -> (PreparedStatement, evicted: [PreparedStatement]) {
        var evicted: [PreparedStatement] = []
        if let old = statements.removeValue(forKey: text) { evicted.append(old) }
        if statements.count >= limit, let oldest = statements.values.min(by: { $0.lastUse < $1.lastUse }) {
            statements.removeValue(forKey: oldest.text)
            evicted.append(oldest)
        }
        serial += 1
        clock += 1
        let statement = PreparedStatement(name: "s\(serial)", text: text, types: types)
        statement.lastUse = clock
        statements[text] = statement
        return (statement, evicted)
    }

    mutating func remove(_ statement: PreparedStatement) {
        if statements[statement.text] === statement { statements.removeValue(forKey: statement.text) }
    }

    mutating func removeAll() {
        statements.removeAll()
    }
}
