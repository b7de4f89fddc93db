package import Messages

/// One part of a list; `next` is always there, null at the end.
package struct List<Item: Codable & Sendable>: Codable, Sendable {
    package let items: [Item]
    package let next: String?

    package init(_ items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }

    private enum CodingKeys: String, CodingKey {
        case items
        case next
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}

/// Which part of a list is wanted.
package struct PageInput: Input {
    package let page: PageRequest

    package init(_ fields: Fields) {
        let limit = fields.whole("limit", default: 20, in: 1...100)
        page = PageRequest(cursor: fields.optionalText("cursor", "`next` of the part before"), limit: limit)
    }
}
