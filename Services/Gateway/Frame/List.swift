import Messages

/// One part of a list; `next` is always there, null at the end.
struct List<Item: Codable & Sendable>: Codable, Sendable {
    let items: [Item]
    let next: String?

    init(_ items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }

    private enum CodingKeys: String, CodingKey {
        case items
        case next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}

/// Which part of a list is wanted.
struct PageInput: Input {
    let page: PageRequest

    init(_ fields: Fields) {
        let limit = fields.whole("limit", default: 20, in: 1...100)
        page = PageRequest(cursor: fields.optionalText("cursor", "`next` of the part before"), limit: limit)
    }
}
