import Foundation

/// The table of the parties' particulars at the head of a contract.
extension FlowLayout {
    /// One cell ready to be drawn.
    private struct Cell {
        let inline: InlineText
        let layout: TextLayout
        let x: Double

        var height: Double {
            layout.lines.reduce(2 * cellPadding) { $0 + FlowPages.slot(of: $1, leading: cellLeading) }
        }
    }

    mutating func setParties(_ columns: [PartyColumn]) throws(DocumentProblem) {
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
}
