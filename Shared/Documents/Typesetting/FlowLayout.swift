import Foundation

/// Sets a template's blocks on pages as an official document: serif text, sans headings, first lines indented.
struct FlowLayout {
    private let typesetter: Typesetter
    private let template: ContractTemplateDocument
    private let values: ControlValues
    private(set) var pages = FlowPages()

    private static let body = TextFont(size: 12)
    private static let leading = 21.6
    private static let titleFont = TextFont(bold: true, size: 22)
    private static let headingFont = TextFont(family: .sans, bold: true, size: 14)
    private static let clauseFont = TextFont(family: .sans, bold: true, size: 12)
    private static let cellFont = TextFont(size: 11)
    private static let cellLeading = 17.0
    private static let cellPadding = 5.0

    init(
        _ template: ContractTemplateDocument,
        values: [String: String],
        typesetter: Typesetter
    ) throws(DocumentProblem) {
        self.template = template
        self.typesetter = typesetter
        self.values = try ControlValues(template.controls, values: values)
        try setTitle()
        for block in template.blocks { try set(block) }
    }

    /// Draws all pages with their footers.
    func drawn() throws(DocumentProblem) -> Data {
        let surface = DrawingSurface(width: PageFormat.width, height: PageFormat.height)
        surface.setTitle(template.title)
        for (index, page) in pages.pages.enumerated() {
            for drawn in page { draw(drawn, on: surface) }
            let footer = TextLayout(
                typesetter,
                "第 \(index + 1) 页 共 \(pages.pages.count) 页",
                font: TextFont(size: 9),
                width: PageFormat.textWidth,
                alignment: .centered
            )
            surface.setColor(.grey)
            for line in footer.lines {
                footer.draw(line, on: surface, x: PageFormat.margin, baseline: PageFormat.height - 40)
            }
            surface.endPage()
        }
        return try surface.finish()
    }

    private func draw(_ drawn: FlowPages.Drawn, on surface: DrawingSurface) {
        surface.setColor(.black)
        switch drawn {
        case .line(let layout, let line, let x, let baseline):
            layout.draw(line, on: surface, x: x, baseline: baseline)
        case .rule(let x, let y, let width): surface.line(from: (x, y), to: (x + width, y), width: 0.6)
        case .box(let x, let y, let width, let height):
            surface.box(x: x, y: y, width: width, height: height, line: 0.6)
        case .shade(let x, let y, let width, let height):
            surface.setColor(.paper)
            surface.fill(x: x, y: y, width: width, height: height)
        }
    }

    // MARK: Blocks

    private mutating func setTitle() throws(DocumentProblem) {
        pages.advance(18)
        try set(template.title, font: Self.titleFont, alignment: .centered, leading: 36)
        if let subtitle = template.subtitle {
            try set(subtitle, font: Self.body, alignment: .centered, leading: Self.leading)
        }
        pages.advance(14)
    }

    private mutating func set(_ block: TemplateBlock) throws(DocumentProblem) {
        switch block {
        case .heading(let text):
            pages.skip(12)
            pages.require(30 + 2 * Self.leading)
            try set(text, font: Self.headingFont, alignment: .centered, leading: 26)
            pages.advance(4)
        case .paragraph(let text): try setParagraph(text)
        case .clause(let title, let paragraphs):
            pages.skip(7)
            pages.require(3 * Self.leading + 3)
            try set(title, font: Self.clauseFont, alignment: .leading, leading: 24, indent: 24)
            for paragraph in paragraphs { try setParagraph(paragraph) }
        case .parties(let columns): try setParties(columns)
        case .signatures(let places): try setSignatures(places)
        case .pageBreak: pages.breakPage()
        }
    }

    private mutating func setParagraph(_ text: String) throws(DocumentProblem) {
        try set(text, font: Self.body, alignment: .justified, leading: Self.leading, indent: 24)
    }

    private mutating func set(
        _ text: String,
        font: TextFont,
        alignment: TextLayout.Alignment,
        leading: Double,
        indent: Double = 0
    ) throws(DocumentProblem) {
        let (inline, layout) = try layOut(
            text,
            font: font,
            width: PageFormat.textWidth,
            alignment: alignment,
            indent: indent
        )
        try pages.set(layout, inline, x: PageFormat.margin, leading: leading)
    }

    private func layOut(
        _ text: String,
        font: TextFont,
        width: Double,
        alignment: TextLayout.Alignment = .leading,
        indent: Double = 0,
        underlines: Bool = true
    ) throws(DocumentProblem) -> (InlineText, TextLayout) {
        let inline = try InlineText(text, values: values, maxWidth: width - indent, underlines: underlines)
        // A blank that moves to the next line would have the rest of its line spread out wide.
        let isRagged = alignment == .justified && !inline.blanks.isEmpty
        let layout = TextLayout(
            typesetter,
            inline.text,
            font: font,
            width: width,
            alignment: isRagged ? .leading : alignment,
            indent: indent,
            marks: inline.marks
        )
        guard layout.unknownGlyphs == 0 else { throw try missingGlyphs(in: text) }
        return (inline, layout)
    }

    /// Says which of the values in the text cannot be drawn, or that the template's own text cannot.
    private func missingGlyphs(in text: String) throws(DocumentProblem) -> DocumentProblem {
        var keys: [String] = []
        for match in text.matches(of: /\{\{([A-Za-z0-9_\-]{1,64})/) {
            let control = try values.definition(String(match.1))
            guard control.filledBy == .initiator else { continue }
            let value = TextLayout(typesetter, try values.display(control), font: Self.body)
            if value.unknownGlyphs > 0 { keys.append(control.key) }
        }
        return DocumentProblem(.glyphMissing, detail: "no installed font has every character", fields: keys)
    }

    // MARK: Parties

    /// One cell ready to be drawn.
    private struct Cell {
        let inline: InlineText
        let layout: TextLayout
        let x: Double

        var height: Double {
            layout.lines.reduce(2 * cellPadding) { $0 + FlowPages.slot(of: $1, leading: cellLeading) }
        }
    }

    private mutating func setParties(_ columns: [PartyColumn]) throws(DocumentProblem) {
        guard !columns.isEmpty, columns.count <= 2 else {
            throw DocumentProblem(.templateInvalid, detail: "a parties table has one or two columns")
        }
        let width = PageFormat.textWidth / Double(columns.count)
        pages.skip(6)
        var cells: [Cell] = []
        for (index, column) in columns.enumerated() {
            let x = PageFormat.margin + Double(index) * width
            cells.append(try cell(column.title, x: x, width: width, font: Self.clauseFont, centered: true))
        }
        pages.require(120)
        try setRow(cells, shaded: true, edges: columns.indices.map { PageFormat.margin + Double($0) * width })
        let labelWidth = 79.0
        for row in 0..<(columns.map(\.rows.count).max() ?? 0) {
            var cells: [Cell] = []
            var edges: [Double] = []
            for (index, column) in columns.enumerated() {
                let x = PageFormat.margin + Double(index) * width
                edges += [x, x + labelWidth]
                guard column.rows.indices.contains(row) else { continue }
                let entry = column.rows[row]
                cells.append(
                    try cell(entry.label, x: x, width: labelWidth, font: Self.cellFont, centered: true)
                )
                cells.append(
                    try cell(entry.text, x: x + labelWidth, width: width - labelWidth, font: Self.cellFont)
                )
            }
            try setRow(cells, shaded: false, edges: edges)
        }
        pages.advance(10)
    }

    private func cell(
        _ text: String,
        x: Double,
        width: Double,
        font: TextFont,
        centered: Bool = false
    ) throws(DocumentProblem) -> Cell {
        let (inline, layout) = try layOut(
            text,
            font: font,
            width: width - 2 * Self.cellPadding,
            alignment: centered ? .centered : .leading,
            underlines: false
        )
        return Cell(inline: inline, layout: layout, x: x)
    }

    private mutating func setRow(_ cells: [Cell], shaded: Bool, edges: [Double]) throws(DocumentProblem) {
        let height = cells.map(\.height).max() ?? 0
        pages.require(height)
        let right = PageFormat.margin + PageFormat.textWidth
        let top = pages.y
        if shaded { pages.draw(.shade(x: PageFormat.margin, y: top, width: PageFormat.textWidth, height: height)) }
        for (index, edge) in edges.enumerated() {
            let end = index + 1 < edges.count ? edges[index + 1] : right
            pages.draw(.box(x: edge, y: top, width: end - edge, height: height))
        }
        for cell in cells {
            var y = top + Self.cellPadding + (height - cell.height) / 2
            for line in cell.layout.lines {
                let slot = FlowPages.slot(of: line, leading: Self.cellLeading)
                try pages.set(
                    line,
                    of: cell.layout,
                    cell.inline,
                    x: cell.x + Self.cellPadding,
                    top: y,
                    slot: slot,
                    ruled: false
                )
                y += slot
            }
        }
        pages.advance(height)
    }

    // MARK: Signatures

    private mutating func setSignatures(_ places: [SignaturePlace]) throws(DocumentProblem) {
        guard !places.isEmpty, places.count <= 2, places.allSatisfy({ $0.party.signatureFieldName != nil }) else {
            throw DocumentProblem(.templateInvalid, detail: "one or two signers sign in a signature block")
        }
        let width = PageFormat.textWidth / 2
        let sealSide = 42 * PageFormat.millimetre
        pages.skip(20)
        pages.require(2 * Self.leading + sealSide + 16)
        let top = pages.y
        var bottom = top
        for (index, place) in places.enumerated() {
            let x = PageFormat.margin + Double(index) * width
            let (inline, layout) = try layOut(place.title, font: Self.clauseFont, width: width - 12)
            var y = top
            for line in layout.lines {
                try pages.set(line, of: layout, inline, x: x, top: y, slot: Self.leading, ruled: true)
                y += Self.leading
            }
            try placeSignature(of: place.party, x: x, top: y + 6, side: sealSide)
            y += sealSide + 10
            try placeDate(of: place.party, x: x, top: y, width: width)
            bottom = max(bottom, y + Self.leading)
        }
        pages.advance(bottom - top)
    }

    private mutating func placeSignature(
        of party: ControlParty,
        x: Double,
        top: Double,
        side: Double
    ) throws(DocumentProblem) {
        let name = party.signatureFieldName ?? ""
        if party == .employee {
            let size = (width: 45 * PageFormat.millimetre, height: 20 * PageFormat.millimetre)
            let control = ControlDefinition(
                key: name,
                label: "签名",
                kind: .signature,
                required: true,
                filledBy: party
            )
            let lower = top + (side - size.height) / 2
            try pages.place(control, x: x + 12, top: lower, width: size.width, height: size.height)
            pages.draw(.rule(x: x + 12, y: lower + size.height, width: size.width))
        } else {
            let control = ControlDefinition(key: name, label: "盖章", kind: .seal, required: true, filledBy: party)
            try pages.place(control, x: x + 24, top: top, width: side, height: side)
        }
    }

    private mutating func placeDate(
        of party: ControlParty,
        x: Double,
        top: Double,
        width: Double
    ) throws(DocumentProblem) {
        let key = (party.signatureFieldName ?? "") + "Date"
        let control = ControlDefinition(
            key: key,
            label: "签订日期",
            kind: .signDate,
            required: true,
            filledBy: party
        )
        let label = TextLayout(typesetter, "签订日期：", font: Self.body)
        guard let line = label.lines.first else { return }
        let baseline = top + (Self.leading - line.ascent - line.descent) / 2 + line.ascent
        pages.draw(.line(label, line, x: x, baseline: baseline))
        let left = x + line.width
        let blank = 36 * PageFormat.millimetre
        try pages.place(control, x: left, top: baseline + 4.5 - 17, width: blank, height: 17)
        pages.draw(.rule(x: left, y: baseline + 4.5, width: blank))
    }
}
