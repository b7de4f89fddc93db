/// The text of a template of our own: blocks set in order on A4 pages, with {{key}} where a control's value belongs.
package struct ContractTemplateDocument: Codable, Sendable, Hashable {
    package var title: String
    package var subtitle: String?
    package var blocks: [TemplateBlock]
    package var controls: [ControlDefinition]
    /// Whether the enterprise's seal is split over the right edge of all pages (骑缝章).
    package var crossPageSeal: Bool

    package init(
        title: String,
        subtitle: String? = nil,
        blocks: [TemplateBlock],
        controls: [ControlDefinition],
        crossPageSeal: Bool = false
    ) {
        self.title = title
        self.subtitle = subtitle
        self.blocks = blocks
        self.controls = controls
        self.crossPageSeal = crossPageSeal
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        title = try container.decode(String.self, forKey: .title)
        subtitle = try container.decodeIfPresent(String.self, forKey: .subtitle)
        blocks = try container.decode([TemplateBlock].self, forKey: .blocks)
        controls = try container.decodeIfPresent([ControlDefinition].self, forKey: .controls) ?? []
        crossPageSeal = try container.decodeIfPresent(Bool.self, forKey: .crossPageSeal) ?? false
    }
}

/// One row of a party's particulars; the text may hold placeholders.
package struct PartyRow: Codable, Sendable, Hashable {
    package var label: String
    package var text: String

    package init(label: String, text: String) {
        self.label = label
        self.text = text
    }
}

/// One party's column in the table at the head of a contract.
package struct PartyColumn: Codable, Sendable, Hashable {
    package var title: String
    package var rows: [PartyRow]

    package init(title: String, rows: [PartyRow]) {
        self.title = title
        self.rows = rows
    }
}

/// The place where one signer signs or seals, with a date below it.
package struct SignaturePlace: Codable, Sendable, Hashable {
    package var party: ControlParty
    package var title: String

    package init(party: ControlParty, title: String) {
        self.party = party
        self.title = title
    }
}

/// A block of a template, coded as an object whose `type` names it.
package enum TemplateBlock: Codable, Sendable, Hashable {
    case heading(String)
    case paragraph(String)
    case clause(title: String, paragraphs: [String])
    case parties([PartyColumn])
    case signatures([SignaturePlace])
    case pageBreak

    private enum Key: String, CodingKey {
        case type
        case text
        case title
        case paragraphs
        case columns
        case places
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .type) {
        case "heading": self = .heading(try container.decode(String.self, forKey: .text))
        case "paragraph": self = .paragraph(try container.decode(String.self, forKey: .text))
        case "clause":
            self = .clause(
                title: try container.decode(String.self, forKey: .title),
                paragraphs: try container.decode([String].self, forKey: .paragraphs)
            )
        case "parties": self = .parties(try container.decode([PartyColumn].self, forKey: .columns))
        case "signatures": self = .signatures(try container.decode([SignaturePlace].self, forKey: .places))
        case "page-break": self = .pageBreak
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .type,
                in: container,
                debugDescription: "unknown block type"
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .heading(let text):
            try container.encode("heading", forKey: .type)
            try container.encode(text, forKey: .text)
        case .paragraph(let text):
            try container.encode("paragraph", forKey: .type)
            try container.encode(text, forKey: .text)
        case .clause(let title, let paragraphs):
            try container.encode("clause", forKey: .type)
            try container.encode(title, forKey: .title)
            try container.encode(paragraphs, forKey: .paragraphs)
        case .parties(let columns):
            try container.encode("parties", forKey: .type)
            try container.encode(columns, forKey: .columns)
        case .signatures(let places):
            try container.encode("signatures", forKey: .type)
            try container.encode(places, forKey: .places)
        case .pageBreak: try container.encode("page-break", forKey: .type)
        }
    }
}
