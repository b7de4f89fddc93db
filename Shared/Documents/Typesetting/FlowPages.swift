import Foundation

/// A4 with margins of 2.5 cm; lengths are in points.
enum PageFormat {
    static let millimetre = 72 / 25.4
    static let width = 595.276
    static let height = 841.89
    static let margin = 25 * millimetre
    static let textWidth = width - 2 * margin
    static let bottom = height - margin
}

/// Pages being filled from the top: what is drawn where, and the controls placed on the way.
struct FlowPages {
    /// Something drawn on a page; y is measured from its top.
    enum Drawn {
        case line(TextLayout, TextLayout.Line, x: Double, baseline: Double)
        case rule(x: Double, y: Double, width: Double)
        case box(x: Double, y: Double, width: Double, height: Double)
        case shade(x: Double, y: Double, width: Double, height: Double)
    }

    private(set) var pages: [[Drawn]] = [[]]
    private(set) var placed: [Control] = []
    /// Where the next thing goes, from the top of the page.
    private(set) var y = PageFormat.margin

    private var isAtTop: Bool { y <= PageFormat.margin }

    mutating func breakPage() {
        guard !isAtTop else { return }
        pages.append([])
        y = PageFormat.margin
    }

    /// Starts a new page unless this much still fits.
    mutating func require(_ height: Double) {
        if y + height > PageFormat.bottom { breakPage() }
    }

    mutating func skip(_ height: Double) {
        if !isAtTop { y += height }
    }

    mutating func advance(_ height: Double) {
        y += height
    }

    mutating func draw(_ drawn: Drawn) {
        pages[pages.count - 1].append(drawn)
    }

    /// Reserves a rectangle for a signer on the current page; `top` is measured from the page's top.
    mutating func place(
        _ control: ControlDefinition,
        x: Double,
        top: Double,
        width: Double,
        height: Double
    ) throws(DocumentProblem) {
        guard !placed.contains(where: { $0.key == control.key }) else {
            throw DocumentProblem(
                .templateInvalid,
                detail: "a signer's control is placed twice",
                fields: [control.key]
            )
        }
        placed.append(
            Control(
                key: control.key,
                label: control.label,
                kind: control.kind,
                page: pages.count - 1,
                rect: PageRect(x: x, y: PageFormat.height - top - height, width: width, height: height),
                filledBy: control.filledBy,
                required: control.required,
                options: control.options,
                rules: control.rules
            )
        )
    }

    /// Sets lines one below the other, `leading` apart, over as many pages as they need.
    mutating func set(
        _ layout: TextLayout,
        _ inline: InlineText,
        x: Double,
        leading: Double
    ) throws(DocumentProblem) {
        var rest = layout.lines[...]
        while !rest.isEmpty {
            var fitting = 0
            var height = 0.0
            for line in rest {
                height += Self.slot(of: line, leading: leading)
                guard y + height <= PageFormat.bottom + 0.01 else { break }
                fitting += 1
            }
            fitting = balanced(fitting, of: rest.count, isStart: rest.count == layout.lines.count)
            if fitting == 0, isAtTop { fitting = 1 }
            for line in rest.prefix(fitting) {
                let slot = Self.slot(of: line, leading: leading)
                try set(line, of: layout, inline, x: x, top: y, slot: slot, ruled: true)
                y += slot
            }
            rest = rest.dropFirst(fitting)
            if !rest.isEmpty { breakPage() }
        }
    }

    /// Sets one line within a slot of the given height and places the blanks standing in it.
    mutating func set(
        _ line: TextLayout.Line,
        of layout: TextLayout,
        _ inline: InlineText,
        x: Double,
        top: Double,
        slot: Double,
        ruled: Bool
    ) throws(DocumentProblem) {
        let baseline = top + (slot - line.ascent - line.descent) / 2 + line.ascent
        draw(.line(layout, line, x: x, baseline: baseline))
        for blank in inline.blanks where line.bytes.contains(blank.byte) {
            let left = x + layout.x(of: blank.byte, in: line)
            let bottom = baseline + blank.descent
            try place(
                blank.control,
                x: left,
                top: bottom - blank.height,
                width: blank.width,
                height: blank.height
            )
            if ruled { draw(.rule(x: left, y: bottom, width: blank.width)) }
        }
    }

    /// No paragraph leaves a single line at the foot of a page or carries one over to the next.
    private func balanced(_ fitting: Int, of count: Int, isStart: Bool) -> Int {
        guard fitting < count else { return fitting }
        var fitting = fitting
        if count - fitting == 1, fitting > 1 { fitting -= 1 }
        return fitting == 1 && isStart ? 0 : fitting
    }

    static func slot(of line: TextLayout.Line, leading: Double) -> Double {
        max(leading, line.ascent + line.descent + 3)
    }
}
