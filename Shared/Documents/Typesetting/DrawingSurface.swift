import CPango
import Foundation

/// A PDF being drawn by cairo, page after page, or the cover of a picture; origin at the upper left.
final class DrawingSurface {
    let cairo: OpaquePointer?
    private let surface: OpaquePointer?
    private let sink = Sink()

    private final class Sink {
        var bytes = Data()
    }

    init(width: Double, height: Double) {
        let closure = Unmanaged.passUnretained(sink).toOpaque()
        surface = cairo_pdf_surface_create_for_stream(
            { closure, bytes, length in
                guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes
                    .append(bytes, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            },
            closure,
            width,
            height
        )
        cairo = cairo_create(surface)
    }

    /// Draws no PDF but how far each pixel is covered, by whatever ink.
    init(columns: Int, rows: Int) {
        surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(columns), Int32(rows))
        cairo = cairo_create(surface)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    func setTitle(_ title: String) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    }

    func startPage(width: Double, height: Double) {
        cairo_pdf_surface_set_size(surface, width, height)
    }

    func endPage() {
        cairo_show_page(cairo)
    }

    /// Closes the document; nothing can be drawn after it.
    func finish() throws(DocumentProblem) -> Data {
        let status = cairo_status(cairo)
        cairo_surface_finish(surface)
        guard status == CAIRO_STATUS_SUCCESS, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw DocumentProblem(.unavailable, detail: "drawing failed")
        }
        return sink.bytes
    }

    /// What was drawn on a picture: a byte for each pixel, row by row, from 0 to 255.
    func cover() throws(DocumentProblem) -> Data {
        cairo_surface_flush(surface)
        guard cairo_status(cairo) == CAIRO_STATUS_SUCCESS, let start = cairo_image_surface_get_data(surface) else {
            throw DocumentProblem(.unavailable, detail: "drawing failed")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let (columns, rows) = (
            Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface))
        )
        return (0..<rows).reduce(into: Data(capacity: columns * rows)) { cover, row in
            cover.append(start + row * stride, count: columns)
        }
    }

    func setColor(_ color: Ink) {
        cairo_set_source_rgb(cairo, color.red, color.green, color.blue)
    }

    func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double), width: Double) {
        cairo_set_line_width(cairo, width)
        cairo_move_to(cairo, start.x, start.y)
        cairo_line_to(cairo, end.x, end.y)
        cairo_stroke(cairo)
    }

    func box(x: Double, y: Double, width: Double, height: Double, line: Double) {
        cairo_set_line_width(cairo, line)
        cairo_rectangle(cairo, x, y, width, height)
        cairo_stroke(cairo)
    }

    func fill(x: Double, y: Double, width: Double, height: Double) {
        cairo_rectangle(cairo, x, y, width, height)
        cairo_fill(cairo)
    }
}

/// A colour for drawing.
struct Ink {
    let red: Double
    let green: Double
    let blue: Double

    static let black = Ink(red: 0, green: 0, blue: 0)
    static let grey = Ink(red: 0.4, green: 0.4, blue: 0.4)
    static let paper = Ink(red: 0.95, green: 0.95, blue: 0.95)
    /// The seal red #d7261e.
    static let seal = Ink(red: 215.0 / 255, green: 38.0 / 255, blue: 30.0 / 255)
}
