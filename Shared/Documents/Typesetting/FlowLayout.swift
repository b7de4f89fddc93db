import Foundation

/// Sets a template's blocks on pages as an official document: serif text, sans headings, first lines indented.
struct FlowLayout {
    let typesetter: Typesetter
    private let template: ContractTemplateDocument
    private let values: ControlValues
    var pages = FlowPages()

    static let body = TextFont(size: 12)
    static let leading = 21.6
    static let titleFont = TextFont(bold: true, size: 22)
    static let headingFont = TextFont(family: .sans, bold: true, size: 14)
    static let clauseFont = TextFont(family: .sans, bold: true, size: 12)
    static let cellFont = TextFont(size: 11)
    static let cellLeading = 17.0
    static let cellPadding = 5.0

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

    /// Draws all pages with their footers as a PDF, and on another canvas as well.
    func drawn(also other: SketchingCanvas? = nil) throws(DocumentProblem) -> Data {
        let surface = DrawingSurface(width: PageFormat.width, height: PageFormat.height)
        surface.setTitle(template.title)
        draw(on: [surface] + (other.map { [$0] } ?? []))
        return try surface.finish()
    }

    private func draw(on canvases: [any PageCanvas]) {
        for (index, page) in pages.pages.enumerated() {
            let footer = TextLayout(
                typesetter,
                "第 \(index + 1) 页 共 \(pages.pages.count) 页",
                .init(font: TextFont(size: 9), width: PageFormat.textWidth, alignment: .centered)
            )
            for canvas in canvases {
                for drawn in page { draw(drawn, on: canvas) }
                canvas.setColor(.grey)
                for line in footer.lines {
                    canvas.draw(line, of: footer, x: PageFormat.margin, baseline: PageFormat.height - 40)
                }
                canvas.endPage()
            }
        }
    }

    private func draw(_ drawn: FlowPages.Drawn, on canvas: any PageCanvas) {
        canvas.setColor(.black)
        switch drawn {
        case .line(let layout, let line, let x, let baseline):
            canvas.draw(line, of: layout, x: x, baseline: baseline)
        case .rule(let x, let y, let width): canvas.line(from: (x, y), to: (x + width, y), width: 0.6)
        case .box(let x, let y, let width, let height):
            canvas.box(x: x, y: y, width: width, height: height, line: 0.6)
        case .shade(let x, let y, let width, let height):
            canvas.setColor(.paper)
            canvas.fill(x: x, y: y, width: width, height: height)
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

    func layOut(
        _ text: String,
        font: TextFont,
        width: Double,
        alignment: TextLayout.Alignment = .leading,
        indent: Double = 0,
        underlines: Bool = true
    ) throws(DocumentProblem) -> (InlineText, TextLayout) {
        let inline = try InlineText(text, values: values, maxWidth: width - indent, underlines: underlines)
        // A blank that moves to the next line, or a line that somebody ended, would be spread out wide.
        let endsLines = inline.text.contains("\u{2028}")
        let isRagged = alignment == .justified && (!inline.blanks.isEmpty || endsLines)
        let shape = TextLayout.Shape(
            font: font,
            width: width,
            alignment: isRagged ? .leading : alignment,
            indent: indent
        )
        let layout =
            inline.isFixed
            ? typesetter.fixed(inline.text, shape) : TextLayout(typesetter, inline.text, shape, marks: inline.marks)
        guard layout.unknownGlyphs == 0 else { throw try missingGlyphs(in: text) }
        return (inline, layout)
    }

    /// Says which of the values in the text cannot be drawn, or that the template's own text cannot.
    private func missingGlyphs(in text: String) throws(DocumentProblem) -> DocumentProblem {
        var keys: [String] = []
        var rest = text[...]
        while let placeholder = Placeholder(firstIn: rest) {
            rest = rest[placeholder.range.upperBound...]
            let control = try values.definition(placeholder.key)
            guard control.filledBy == .initiator else { continue }
            let value = TextLayout(typesetter, try values.display(control), .init(font: Self.body))
            if value.unknownGlyphs > 0 { keys.append(control.key) }
        }
        return DocumentProblem(.glyphMissing, detail: "no installed font has every character", fields: keys)
    }
}
