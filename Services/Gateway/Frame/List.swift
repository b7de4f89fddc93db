import Messages

/// One part of a list, and what is told about the whole; `next` is always there, null at the end.
@dynamicMemberLookup
struct List<Item: Codable & Sendable, Extra: Codable & Sendable>: Codable, Sendable {
    let items: [Item]
    let next: String?
    /// Its members stand beside the items.
    let extra: Extra

    init(_ items: [Item], next: String? = nil, _ extra: Extra = NoExtra()) {
        self.items = items
        self.next = next
        self.extra = extra
    }

    subscript<Value>(dynamicMember member: KeyPath<Extra, Value>) -> Value { extra[keyPath: member] }

    private enum CodingKeys: String, CodingKey {
        case items
        case next
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        items = try container.decode([Item].self, forKey: .items)
        next = try container.decodeIfPresent(String.self, forKey: .next)
        extra = try Extra(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
        try extra.encode(to: encoder)
    }
}

extension List where Item: Equatable {
    init(_ page: Page<Item>, _ extra: Extra = NoExtra()) {
        self.init(page.items, next: page.next, extra)
    }
}

/// A list of which nothing is told but its items.
struct NoExtra: Codable, Sendable {}

/// Which part of a list is wanted.
struct PageInput: Input {
    var page = PageRequest()
}

extension PageInput {
    init(_ fields: Fields) {
        let limit = fields.whole("limit", default: 20, in: 1...100)
        page = PageRequest(cursor: fields.optionalText("cursor", "`next` of the part before"), limit: limit)
    }
}
