import CPango
import Foundation

/// Draws what fills a field's rectangle: a value or a handwritten signature.
enum FieldDrawing {
    /// Sets a value within a rectangle, as large as fits between 6 and 11 points.
    static func draw(
        _ text: String,
        multiline: Bool,
        in rect: PageRect,
        on surface: DrawingSurface,
        _ typesetter: Typesetter,
        outlined: Bool,
        key: String
    ) throws(DocumentProblem) {
        let wraps = multiline || rect.height >= 30
        var size = 11.0
        while size >= 6 {
            let layout = TextLayout(
                typesetter,
                text,
                font: TextFont(size: size),
                width: wraps ? rect.width - 4 : nil
            )
            guard layout.unknownGlyphs == 0 else {
                throw DocumentProblem(.glyphMissing, detail: "no installed font has every character", fields: [key])
            }
            // The font's own line height is generous; tight rows of a single line may overhang it harmlessly.
            let leading = size * 1.3
            let height = leading * Double(layout.lines.count)
            if layout.size.width <= rect.width - 2, height <= rect.height || size == 6 && !wraps {
                let top = wraps ? rect.y + 1 : rect.y + (rect.height - height) / 2
                for (index, line) in layout.lines.enumerated() {
                    let slot = top + Double(index) * leading
                    layout.draw(
                        line,
                        on: surface,
                        x: rect.x + 2,
                        baseline: slot + (leading - line.ascent - line.descent) / 2 + line.ascent,
                        outlined: outlined
                    )
                }
                return
            }
            size -= 0.5
        }
        throw DocumentProblem(.valueTooLong, detail: "a value does not fit its place", fields: [key])
    }

    /// Largest side of a handwriting in pixels.
    private static let largestSide = 3000

    /// Paints a PNG into a rectangle, whole, centred and undistorted.
    static func draw(png: Data, in rect: PageRect, on surface: DrawingSurface) throws(DocumentProblem) {
        let problem = DocumentProblem(.imageInvalid, detail: "not a PNG of up to \(largestSide) pixels a side")
        guard let size = pixelSize(ofPNG: png), max(size.width, size.height) <= largestSide,
            min(size.width, size.height) > 0
        else { throw problem }
        var reader = (bytes: png, position: 0)
        let image = withUnsafeMutablePointer(to: &reader) { reader in
            cairo_image_surface_create_from_png_stream(
                { closure, target, length in
                    guard let reader = closure?.assumingMemoryBound(to: (bytes: Data, position: Int).self), let target
                    else { return CAIRO_STATUS_READ_ERROR }
                    let (bytes, position) = reader.pointee
                    guard position + Int(length) <= bytes.count else { return CAIRO_STATUS_READ_ERROR }
                    let start = bytes.startIndex + position
                    bytes.copyBytes(to: target, from: start..<start + Int(length))
                    reader.pointee.position += Int(length)
                    return CAIRO_STATUS_SUCCESS
                },
                reader
            )
        }
        defer { cairo_surface_destroy(image) }
        guard cairo_surface_status(image) == CAIRO_STATUS_SUCCESS else { throw problem }
        let width = Double(cairo_image_surface_get_width(image))
        let height = Double(cairo_image_surface_get_height(image))
        let scale = min(rect.width / width, rect.height / height)
        cairo_save(surface.cairo)
        cairo_translate(
            surface.cairo,
            rect.x + (rect.width - width * scale) / 2,
            rect.y + (rect.height - height * scale) / 2
        )
        cairo_scale(surface.cairo, scale, scale)
        cairo_set_source_surface(surface.cairo, image, 0, 0)
        cairo_paint(surface.cairo)
        cairo_restore(surface.cairo)
    }

    /// Read before decoding, so that a small file cannot ask for a huge bitmap.
    private static func pixelSize(ofPNG png: Data) -> (width: Int, height: Int)? {
        let bytes = [UInt8](png.prefix(24))
        guard bytes.count == 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            return nil
        }
        func integer(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (integer(at: 16), integer(at: 20))
    }
}
