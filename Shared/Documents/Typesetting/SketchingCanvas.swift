import CPango

/// Takes down what is drawn, so that images can be made of it without laying it out once more.
///
/// Text comes from Pango through a renderer of ours, which is handed the same glyphs and lines as that of the PDF.
final class SketchingCanvas: PageCanvas {
    private(set) var sketches = PageSketches()
    private var page = PageSketches.Page()
    private var darkness: UInt8 = 255
    private var numbers: [SketchedFace: UInt16] = [:]
    private let renderer: UnsafeMutablePointer<PangoRenderer>?

    init() {
        let object = g_object_new_with_properties(SketchRenderer.type, 0, nil, nil)
        renderer = object.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: PangoRenderer.self) }
        g_object_set_data(object, SketchRenderer.canvas, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        g_object_unref(renderer)
    }

    func setColor(_ color: Ink) {
        darkness = UInt8(((1 - color.red) * 255).rounded())
    }

    func draw(_ line: TextLayout.Line, of layout: TextLayout, x: Double, baseline: Double) {
        layout.draw(line, by: renderer, x: x, baseline: baseline)
    }

    func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double), width: Double) {
        let half = width / 2
        let isLevel = start.y == end.y
        add(
            left: start.x - (isLevel ? 0 : half),
            top: start.y - (isLevel ? half : 0),
            right: end.x + (isLevel ? 0 : half),
            bottom: end.y + (isLevel ? half : 0)
        )
    }

    func box(x: Double, y: Double, width: Double, height: Double, line: Double) {
        let half = line / 2
        for edge in [x, x + width] {
            add(left: edge - half, top: y - half, right: edge + half, bottom: y + height + half)
        }
        for edge in [y, y + height] {
            add(left: x - half, top: edge - half, right: x + width + half, bottom: edge + half)
        }
    }

    func fill(x: Double, y: Double, width: Double, height: Double) {
        add(left: x, top: y, right: x + width, bottom: y + height)
    }

    func endPage() {
        sketches.pages.append(page)
        page = PageSketches.Page()
    }

    private func add(left: Double, top: Double, right: Double, bottom: Double) {
        page.areas.append(
            PageSketches.Area(left: left, top: top, right: right, bottom: bottom, darkness: darkness)
        )
    }

    // MARK: What Pango draws of a line

    fileprivate func add(_ glyphs: PangoGlyphString, in font: UnsafeMutablePointer<PangoFont>, x: Int32, y: Int32) {
        guard let start = glyphs.glyphs else { return }
        let face = number(of: font)
        var x = x
        for glyph in UnsafeBufferPointer(start: start, count: Int(glyphs.num_glyphs)) {
            defer { x += glyph.geometry.width }
            guard glyph.glyph != SketchRenderer.emptyGlyph else { continue }
            page.glyphs.append(
                PageSketches.Glyph(
                    x: x + glyph.geometry.x_offset,
                    y: y + glyph.geometry.y_offset,
                    number: glyph.glyph,
                    face: face,
                    darkness: darkness
                )
            )
        }
    }

    fileprivate func add(x: Int32, y: Int32, width: Int32, height: Int32) {
        let unit = 1 / Double(PANGO_SCALE)
        fill(x: Double(x) * unit, y: Double(y) * unit, width: Double(width) * unit, height: Double(height) * unit)
    }

    private func number(of font: UnsafeMutablePointer<PangoFont>) -> UInt16 {
        let face = SketchedFace(pango_cairo_font_get_scaled_font(OpaquePointer(font)))
        if let known = numbers[face] { return known }
        let number = UInt16(sketches.faces.count)
        sketches.faces.append(face)
        numbers[face] = number
        return number
    }
}

/// A kind of Pango's renderer that hands what it is told to draw to a canvas.
private enum SketchRenderer {
    /// Under which a renderer knows its canvas.
    static let canvas = "suiyue-canvas"
    /// Pango's glyph for what takes room and shows nothing.
    static let emptyGlyph: PangoGlyph = 0x0FFF_FFFF

    static let type: GType = g_type_register_static_simple(
        pango_renderer_get_type(),
        "SuiyueSketchRenderer",
        UInt32(MemoryLayout<PangoRendererClass>.stride),
        { kind, _ in
            let kind = kind?.assumingMemoryBound(to: PangoRendererClass.self)
            kind?.pointee.draw_glyphs = { renderer, font, glyphs, x, y in
                guard let font, let glyphs else { return }
                SketchRenderer.canvas(of: renderer)?.add(glyphs.pointee, in: font, x: x, y: y)
            }
            kind?.pointee.draw_rectangle = { renderer, _, x, y, width, height in
                SketchRenderer.canvas(of: renderer)?.add(x: x, y: y, width: width, height: height)
            }
        },
        UInt32(MemoryLayout<PangoRenderer>.stride),
        nil,
        GTypeFlags(rawValue: 0)
    )

    static func canvas(of renderer: UnsafeMutablePointer<PangoRenderer>?) -> SketchingCanvas? {
        guard let renderer else { return nil }
        let object = UnsafeMutableRawPointer(renderer).assumingMemoryBound(to: GObject.self)
        return g_object_get_data(object, canvas).map {
            Unmanaged<SketchingCanvas>.fromOpaque($0).takeUnretainedValue()
        }
    }
}
