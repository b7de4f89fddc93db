package import Messages

/// One part of a list, and what is told about the whole; `next` is always there, null at the end.
@dynamicMemberLookup
package struct List<Item: Codable & Sendable, Extra: Codable & Sendable>: Codable, Sendable {
    package let items: [Item]
    package let next: String?
    /// Its members stand beside the items.
    package let extra: Extra

    package init(_ items: [Item], next: String? = nil, _ extra: Extra = NoExtra()) {
        self.items = items
        self.next = next
        self.extra = extra
    }

    package subscript<Value>(dynamicMember member: KeyPath<Extra, Value>) -> Value { extra[keyPath: member] }

    private enum CodingKeys: String, CodingKey {
        case items
        case next
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        items = try container.decode([Item].self, forKey: .items)
        next = try container.decodeIfPresent(String.self, forKey: .next)
        extra = try Extra(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
        try extra.encode(to: encoder)
    }
}

extension List where Item: Equatable {
    package init(_ page: Page<Item>, _ extra: Extra = NoExtra()) {
        self.init(page.items, next: page.next, extra)
    }
}

/// A list of which nothing is told but its items.
package struct NoExtra: Codable, Sendable {
    package init() {}
}

/// Which part of a list is wanted.
package struct PageInput: Input {
    package var page = PageRequest()
}

extension PageInput {
    package init(_ fields: Fields) {
        let limit = fields.whole("limit", default: 20, in: 1...100)
        page = PageRequest(cursor: fields.optionalText("cursor", "`next` of the part before"), limit: limit)
    }
}
