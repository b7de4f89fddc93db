import CPango
import Synchronization

/// Glyphs as they stand on pages of one size, kept from page to page; lent to one thread at a time.
///
/// Like poppler, a glyph of a Chinese face stands on whole pixels, in grey and without hints: an image drawn from a
/// sketch and one drawn from the PDF are alike, and one page is not sharper than the next.
final class GlyphMasks {
    /// How far each pixel of a glyph is covered, row by row from `start` of `cover` on.
    private struct Mask {
        let left: Int
        let top: Int
        let width: Int
        let height: Int
        let start: Int
    }

    /// A face known here, and the same at the size of the image.
    private struct Face {
        let sketched: SketchedFace
        let font: OpaquePointer?
    }

    /// In bytes: some four thousand characters of a contract's text.
    private static let mostCover = 2 << 20

    private let scale: Double
    private var faces: [Face] = []
    private var numbers: [SketchedFace: UInt64] = [:]
    private var masks: [UInt64: Mask] = [:]
    private var cover: [UInt8] = []

    init(scale: Double) {
        self.scale = scale
    }

    deinit {
        for face in faces { cairo_scaled_font_destroy(face.font) }
    }

    /// Lends masks that nobody uses, or new ones; of one scale, since all images of pages have one width.
    static func lend<Result>(
        scale: Double,
        _ body: (GlyphMasks) throws(DocumentProblem) -> Result
    ) throws(DocumentProblem) -> Result {
        let kept = idle.withLock { $0.popLast() }?.masks
        let masks = kept.flatMap { $0.scale == scale && $0.cover.count < mostCover ? $0 : nil }
        let lent = masks ?? GlyphMasks(scale: scale)
        defer { idle.withLock { $0.append(Idle(masks: lent)) } }
        return try body(lent)
    }

    // Sendable because idle masks are in nobody's hands but the pool's, whose lock orders all access.
    private struct Idle: @unchecked Sendable {
        let masks: GlyphMasks
    }

    private static let idle = Mutex<[Idle]>([])

    func draw(
        _ glyphs: [PageSketches.Glyph],
        of sketched: [SketchedFace],
        on raster: PageRaster
    ) throws(DocumentProblem) {
        let numbers = sketched.map { number(of: $0) }
        let unit = scale / Double(PANGO_SCALE)
        for glyph in glyphs {
            let face = numbers[Int(glyph.face)]
            let key = face << 32 | UInt64(glyph.number)
            let mask: Mask
            if let known = masks[key] {
                mask = known
            } else {
                mask = try made(glyph.number, in: faces[Int(face)])
                masks[key] = mask
            }
            cover.withUnsafeBufferPointer { cover in
                raster.blend(
                    UnsafeBufferPointer(rebasing: cover[mask.start..<mask.start + mask.width * mask.height]),
                    width: mask.width,
                    left: Int((Double(glyph.x) * unit).rounded(.down)) + mask.left,
                    top: Int((Double(glyph.y) * unit).rounded(.down)) + mask.top,
                    darkness: glyph.darkness
                )
            }
        }
    }

    private func number(of sketched: SketchedFace) -> UInt64 {
        if let known = numbers[sketched] { return known }
        // A face's matrix is its size in points; nothing else is done to it.
        var size = cairo_matrix_t()
        cairo_scaled_font_get_font_matrix(sketched.font, &size)
        var larger = cairo_matrix_t()
        cairo_matrix_init_scale(&larger, size.xx * scale, size.yy * scale)
        var identity = cairo_matrix_t()
        cairo_matrix_init_identity(&identity)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        let face = cairo_scaled_font_get_font_face(sketched.font)
        let font = cairo_scaled_font_create(face, &larger, &identity, options)
        cairo_font_options_destroy(options)
        let number = UInt64(faces.count)
        faces.append(Face(sketched: sketched, font: font))
        numbers[sketched] = number
        return number
    }

    /// Draws a glyph that nobody has drawn yet.
    private func made(_ number: UInt32, in face: Face) throws(DocumentProblem) -> Mask {
        var glyph = cairo_glyph_t(index: UInt(number), x: 0, y: 0)
        var extents = cairo_text_extents_t()
        cairo_scaled_font_glyph_extents(face.font, &glyph, 1, &extents)
        guard extents.width > 0, extents.height > 0 else {
            return Mask(left: 0, top: 0, width: 0, height: 0, start: cover.count)
        }
        let left = Int(extents.x_bearing.rounded(.down))
        let top = Int(extents.y_bearing.rounded(.down))
        let width = Int((extents.x_bearing + extents.width).rounded(.up)) - left
        let height = Int((extents.y_bearing + extents.height).rounded(.up)) - top
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height))
        let cairo = cairo_create(surface)
        defer {
            cairo_destroy(cairo)
            cairo_surface_destroy(surface)
        }
        cairo_translate(cairo, -Double(left), -Double(top))
        cairo_set_scaled_font(cairo, face.font)
        cairo_glyph_path(cairo, &glyph, 1)
        cairo_fill(cairo)
        cairo_surface_flush(surface)
        guard cairo_status(cairo) == CAIRO_STATUS_SUCCESS, let pixels = cairo_image_surface_get_data(surface) else {
            throw DocumentProblem(.unavailable, detail: "drawing failed")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let mask = Mask(left: left, top: top, width: width, height: height, start: cover.count)
        for row in 0..<height {
            cover.append(contentsOf: UnsafeBufferPointer(start: pixels + row * stride, count: width))
        }
        // A picture in place of an outline, as emoji have: whoever draws from the PDF can show it.
        guard cover[mask.start...].contains(where: { $0 > 0 }) else {
            throw DocumentProblem(.unavailable, detail: "a glyph has no outline")
        }
        return mask
    }
}
