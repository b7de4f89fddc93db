import CPango
package import Foundation
import Synchronization

/// An enterprise's seal picture, described so that it can be drawn at any size.
package struct SealArtwork: Codable, Sendable, Hashable {
    package let enterpriseName: String
    /// The seal's registered number along the bottom.
    package let code: String?
    /// Outer diameter in millimetres.
    package let diameter: Double

    /// The official seal of an enterprise: round, red, 42 mm, star, name on the arc.
    package static func official(enterpriseName: String, code: String? = nil) -> SealArtwork {
        SealArtwork(enterpriseName: enterpriseName, code: code, diameter: 42)
    }

    /// Draws the seal into a square at the origin, of so many units a side.
    func draw(on cairo: OpaquePointer?, side: Double, _ typesetter: Typesetter) throws(DocumentProblem) {
        cairo_save(cairo)
        defer { cairo_restore(cairo) }
        cairo_scale(cairo, side / diameter, side / diameter)
        try SealDrawing(self, typesetter).draw(on: cairo)
    }

    /// The seal as a square PNG with a transparent ground; `pixels` is its side, at most 2048.
    ///
    /// It has one ink, so what is kept of a pixel is how much of it the ink covers, in sixteen steps.
    package func png(pixels: Int) throws(DocumentProblem) -> Data {
        let side = min(max(pixels, 16), 2048)
        let cover = try Typesetter.lend { typesetter throws(DocumentProblem) in
            let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(side), Int32(side))
            let cairo = cairo_create(surface)
            defer {
                cairo_destroy(cairo)
                cairo_surface_destroy(surface)
            }
            let scale = Double(side) / diameter
            cairo_scale(cairo, scale, scale)
            try SealDrawing(self, typesetter).draw(on: cairo)
            cairo_surface_flush(surface)
            guard let start = cairo_image_surface_get_data(surface) else {
                throw DocumentProblem(.unavailable, detail: "drawing failed")
            }
            let stride = Int(cairo_image_surface_get_stride(surface))
            return Self.packed(UnsafeBufferPointer(start: start, count: stride * side), side: side, stride: stride)
        }
        var file = PNGFile(width: side, height: side, bits: 4, colour: 3)
        let red = [Ink.seal.red, Ink.seal.green, Ink.seal.blue].map { UInt8(($0 * 255).rounded()) }
        file.add("PLTE", Data((0..<16).flatMap { _ in red }))
        file.add("tRNS", Data((0..<16).map { UInt8($0 * 17) }))
        file.add("IDAT", try cover.deflated(level: 6))
        return file.finished()
    }

    /// Two pixels a byte, with the number of its filter before each row, which is none.
    private static func packed(_ cover: UnsafeBufferPointer<UInt8>, side: Int, stride: Int) -> Data {
        let rowLength = (side + 1) / 2 + 1
        var rows = Data(count: rowLength * side)
        rows.withUnsafeMutableBytes { (rows: UnsafeMutableRawBufferPointer) in
            for row in 0..<side {
                let pixels = cover[row * stride..<row * stride + side]
                for (column, pixel) in zip(0..., pixels) where pixel != 0 {
                    let step = UInt8((UInt16(pixel) + 8) / 17)
                    rows[row * rowLength + 1 + column / 2] |= column & 1 == 0 ? step << 4 : step
                }
            }
        }
        return rows
    }

    /// The seal as vectors with outlined glyphs, its natural size in points; drawn once per seal and kept.
    func form() throws(DocumentProblem) -> FormArtwork {
        if let kept = Self.kept.withLock({ $0[self] }) { return kept }
        let side = diameter * PageFormat.millimetre
        let pdf = try Typesetter.lend { typesetter throws(DocumentProblem) in
            let surface = DrawingSurface(width: side, height: side)
            cairo_scale(surface.cairo, PageFormat.millimetre, PageFormat.millimetre)
            try SealDrawing(self, typesetter).draw(on: surface.cairo)
            surface.endPage()
            return try surface.finish()
        }
        let form = try FormArtwork(pagesOf: pdf)
        Self.kept.withLock { kept in
            if kept.count >= 512 { kept.removeAll() }
            kept[self] = form
        }
        return form
    }

    private static let kept = Mutex<[SealArtwork: FormArtwork]>([:])
}

/// Draws a seal in millimetres within a square of its diameter.
private struct SealDrawing {
    private let seal: SealArtwork
    private let typesetter: Typesetter

    init(_ seal: SealArtwork, _ typesetter: Typesetter) {
        self.seal = seal
        self.typesetter = typesetter
    }

    private var radius: Double { seal.diameter / 2 }

    func draw(on cairo: OpaquePointer?) throws(DocumentProblem) {
        let red = Ink.seal
        cairo_set_source_rgb(cairo, red.red, red.green, red.blue)
        cairo_translate(cairo, radius, radius)
        let ring = seal.diameter * 0.03
        cairo_set_line_width(cairo, ring)
        cairo_arc(cairo, 0, 0, radius - ring / 2, 0, 2 * .pi)
        cairo_stroke(cairo)
        drawStar(on: cairo, circumradius: seal.diameter / 6)
        try drawName(on: cairo, ring: ring)
        if let code = seal.code, !code.isEmpty { try drawCode(code, on: cairo, ring: ring) }
    }

    private func drawStar(on cairo: OpaquePointer?, circumradius: Double) {
        // The inner corners of a regular five-pointed star lie at this share of the outer ones' distance.
        let inner = circumradius * 0.381966
        for corner in 0..<10 {
            let distance = corner.isMultiple(of: 2) ? circumradius : inner
            let angle = Double(corner) * .pi / 5
            cairo_line_to(cairo, distance * sin(angle), -distance * cos(angle))
        }
        cairo_close_path(cairo)
        cairo_fill(cairo)
    }

    private func drawName(on cairo: OpaquePointer?, ring: Double) throws(DocumentProblem) {
        let characters = seal.enterpriseName.filter { !$0.isWhitespace || $0 == " " }.map(String.init)
        guard !characters.isEmpty, characters.count <= 60 else {
            throw DocumentProblem(.valueTooLong, detail: "a seal holds up to 60 characters")
        }
        let widest = (seal.code == nil ? 280.0 : 250.0) * .pi / 180
        let height = max(min(5.6, 70 / Double(characters.count + 2)), 3.2) * seal.diameter / 42
        let middle = radius - ring - 1.0 * seal.diameter / 42 - height / 2
        let count = Double(characters.count)
        // Short names keep a comfortable distance instead of spreading over the whole arc.
        let step = min(widest / count, 1.35 * height / middle)
        let squeeze = min(1, step * middle / height * 0.94)
        let font = TextFont(bold: true, size: height)
        for (index, character) in characters.enumerated() {
            let angle = (Double(index) - (count - 1) / 2) * step
            try drawGlyph(character, font: font, on: cairo, angle: angle, distance: middle, squeeze: squeeze)
        }
    }

    /// Digits along the bottom, read from the left, their feet outwards.
    private func drawCode(_ code: String, on cairo: OpaquePointer?, ring: Double) throws(DocumentProblem) {
        let characters = code.map(String.init)
        guard characters.count <= 20 else { throw DocumentProblem(.valueTooLong, detail: "a seal's code") }
        let size = 2.0 * seal.diameter / 42
        let middle = radius - ring - 0.8 * seal.diameter / 42 - size / 2
        let step = min(0.72 * size / middle, 80 * .pi / 180 / Double(characters.count))
        let font = TextFont(family: .sans, size: size)
        for (index, character) in characters.enumerated() {
            let angle = .pi - (Double(index) - Double(characters.count - 1) / 2) * step
            try drawGlyph(character, font: font, on: cairo, angle: angle, distance: middle, turned: true)
        }
    }

    private func drawGlyph(
        _ character: String,
        font: TextFont,
        on cairo: OpaquePointer?,
        angle: Double,
        distance: Double,
        squeeze: Double = 1,
        turned: Bool = false
    ) throws(DocumentProblem) {
        // Laid out large and drawn small: Pango measures in 1/1024 of a unit and a millimetre is a coarse one.
        let zoom = 20.0
        var large = font
        large.size *= zoom
        let layout = TextLayout(typesetter, character, .init(font: large))
        guard layout.unknownGlyphs == 0, let line = layout.lines.first else {
            throw DocumentProblem(.glyphMissing, detail: "a seal's name")
        }
        cairo_save(cairo)
        defer { cairo_restore(cairo) }
        cairo_rotate(cairo, angle)
        cairo_translate(cairo, 0, -distance)
        if turned { cairo_rotate(cairo, .pi) }
        cairo_scale(cairo, squeeze / zoom, 1 / zoom)
        layout.outline(line, on: cairo, x: -line.width / 2, baseline: large.size * 0.38)
    }
}
