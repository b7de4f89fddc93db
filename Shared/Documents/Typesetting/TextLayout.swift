import CPango
import Foundation

/// A paragraph laid out by Pango; lengths are in points.
final class TextLayout {
    /// What a stretch of the text is, by byte offsets into its UTF-8.
    enum Mark {
        case underlined(Range<Int>)
        case bold(Range<Int>)
        /// One object-replacement character standing for an empty box, `descent` of it below the baseline.
        case blank(Range<Int>, width: Double, height: Double, descent: Double)
    }

    enum Alignment: Hashable {
        case leading
        case centered
        case trailing
        case justified
    }

    /// How a paragraph is set.
    struct Shape: Hashable {
        var font: TextFont
        var width: Double?
        var alignment = Alignment.leading
        /// Of the first line.
        var indent = 0.0
    }

    /// One line: where it begins, what it measures, and Pango's own line, alive as long as the layout.
    struct Line {
        let x: Double
        let width: Double
        /// Below the top of the layout.
        let baseline: Double
        let ascent: Double
        let descent: Double
        let bytes: Range<Int>
        fileprivate let line: UnsafeMutablePointer<PangoLayoutLine>
    }

    private let layout: OpaquePointer
    private(set) var lines: [Line] = []

    init(_ typesetter: Typesetter, _ text: String, _ shape: Shape, marks: [Mark] = []) {
        layout = pango_layout_new(typesetter.context)
        let description = shape.font.makeDescription(typesetter.faces)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        if let width = shape.width { pango_layout_set_width(layout, Self.units(width)) }
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_indent(layout, Self.units(shape.indent))
        switch shape.alignment {
        case .leading: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centered: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .trailing: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        case .justified: pango_layout_set_justify(layout, 1)
        }
        let attributes = pango_attr_list_new()
        for mark in marks { Self.add(mark, to: attributes) }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        lines = readLines()
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// How many glyphs no installed font has.
    var unknownGlyphs: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    var size: (width: Double, height: Double) {
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        return (Self.points(extents.width), Self.points(extents.height))
    }

    /// Where the character at a byte offset begins, from the left of the layout.
    func x(of byte: Int, in line: Line) -> Double {
        var x: Int32 = 0
        pango_layout_line_index_to_x(line.line, Int32(byte), 0, &x)
        return line.x + Self.points(x)
    }

    /// Draws one line as real text, or as outlines that need no font in the file.
    func draw(_ line: Line, on surface: DrawingSurface, x: Double, baseline: Double, outlined: Bool = false) {
        guard !outlined else { return outline(line, on: surface.cairo, x: x, baseline: baseline) }
        cairo_move_to(surface.cairo, x + line.x, baseline)
        pango_cairo_show_layout_line(surface.cairo, line.line)
    }

    /// Has a renderer of Pango's draw one line.
    func draw(_ line: Line, by renderer: UnsafeMutablePointer<PangoRenderer>?, x: Double, baseline: Double) {
        pango_renderer_draw_layout_line(renderer, line.line, Self.units(x + line.x), Self.units(baseline))
    }

    /// Fills the outlines of one line's glyphs.
    func outline(_ line: Line, on cairo: OpaquePointer?, x: Double, baseline: Double) {
        cairo_move_to(cairo, x + line.x, baseline)
        pango_cairo_layout_line_path(cairo, line.line)
        cairo_fill(cairo)
    }

    private static func add(_ mark: Mark, to attributes: OpaquePointer?) {
        let attribute: UnsafeMutablePointer<PangoAttribute>?
        let range: Range<Int>
        switch mark {
        case .underlined(let bytes):
            attribute = pango_attr_underline_new(PANGO_UNDERLINE_SINGLE)
            range = bytes
        case .bold(let bytes):
            attribute = pango_attr_weight_new(PANGO_WEIGHT_BOLD)
            range = bytes
        case .blank(let bytes, let width, let height, let descent):
            var box = PangoRectangle(x: 0, y: units(descent - height), width: units(width), height: units(height))
            attribute = pango_attr_shape_new(&box, &box)
            range = bytes
        }
        attribute?.pointee.start_index = UInt32(range.lowerBound)
        attribute?.pointee.end_index = UInt32(range.upperBound)
        pango_attr_list_insert(attributes, attribute)
    }

    private func readLines() -> [Line] {
        guard let iterator = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(iterator) else { break }
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            let baseline = pango_layout_iter_get_baseline(iterator)
            let start = Int(line.pointee.start_index)
            lines.append(
                Line(
                    x: Self.points(extents.x),
                    width: Self.points(extents.width),
                    baseline: Self.points(baseline),
                    ascent: Self.points(baseline - extents.y),
                    descent: Self.points(extents.y + extents.height - baseline),
                    bytes: start..<start + Int(line.pointee.length),
                    line: line
                )
            )
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }

    private static func units(_ points: Double) -> Int32 { Int32((points * Double(PANGO_SCALE)).rounded()) }

    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
