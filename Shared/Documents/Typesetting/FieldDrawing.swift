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
                .init(font: TextFont(size: size), width: wraps ? rect.width - 4 : nil)
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

    /// Paints a picture into a rectangle, whole, centred and undistorted.
    static func draw(_ picture: HandwritingPicture, in rect: PageRect, on surface: DrawingSurface) {
        let width = Double(picture.width)
        let height = Double(picture.height)
        let scale = min(rect.width / width, rect.height / height)
        cairo_save(surface.cairo)
        cairo_translate(
            surface.cairo,
            rect.x + (rect.width - width * scale) / 2,
            rect.y + (rect.height - height * scale) / 2
        )
        cairo_scale(surface.cairo, scale, scale)
        cairo_set_source_surface(surface.cairo, picture.surface, 0, 0)
        cairo_paint(surface.cairo)
        cairo_restore(surface.cairo)
    }
}
