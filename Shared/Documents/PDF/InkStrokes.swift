import CPango
import Foundation

/// A handwritten signature in one ink: how far each pixel is covered, in sixteen steps.
///
/// cairo would write a colour for every pixel and its full cover, four times the bytes of the strokes and half the time
/// of signing.
struct InkStrokes {
    let width: Int
    let height: Int
    /// Red, green and blue of the ink.
    let colour: Data
    /// Two pixels a byte, row by row.
    let cover: Data

    /// What a colour may be off at the edge of a stroke, where it is kept in few steps.
    private static let tolerance = 2

    /// Nil for a picture of several colours, or with nothing on it.
    init?(_ picture: HandwritingPicture) {
        let surface = picture.surface
        cairo_surface_flush(surface)
        guard cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32,
            let start = cairo_image_surface_get_data(surface)
        else { return nil }
        let (width, height) = (picture.width, picture.height)
        let stride = Int(cairo_image_surface_get_stride(surface))
        let rows = (0..<height).map { row in
            UnsafeRawBufferPointer(start: start + row * stride, count: width * 4).bindMemory(to: UInt32.self)
        }
        // Alpha, red, green, blue, the colours multiplied by alpha: the most opaque pixel tells the ink best.
        guard let darkest = rows.compactMap({ $0.max { $0 >> 24 < $1 >> 24 } }).max(by: { $0 >> 24 < $1 >> 24 }),
            darkest >> 24 > 0
        else { return nil }
        let alpha = Int(darkest >> 24)
        let ink = Self.channels(darkest).map { min(255, ($0 * 255 + alpha / 2) / alpha) }
        guard let cover = Self.cover(of: rows, width: width, ink: (ink[0], ink[1], ink[2])) else { return nil }
        self.width = width
        self.height = height
        colour = Data(ink.map { UInt8($0) })
        self.cover = cover
    }

    private static func channels(_ pixel: UInt32) -> [Int] {
        [Int(pixel >> 16 & 255), Int(pixel >> 8 & 255), Int(pixel & 255)]
    }

    /// Nil when a pixel is not the ink's.
    private static func cover(
        of rows: [UnsafeBufferPointer<UInt32>],
        width: Int,
        ink: (red: Int, green: Int, blue: Int)
    ) -> Data? {
        let rowLength = (width + 1) / 2
        var cover = Data(count: rowLength * rows.count)
        let isOneInk = cover.withUnsafeMutableBytes { (cover: UnsafeMutableRawBufferPointer) in
            for (index, row) in rows.enumerated() {
                for column in 0..<width where row[column] != 0 {
                    let pixel = row[column]
                    let alpha = Int(pixel >> 24)
                    guard abs(Int(pixel >> 16 & 255) - ink.red * alpha / 255) <= tolerance,
                        abs(Int(pixel >> 8 & 255) - ink.green * alpha / 255) <= tolerance,
                        abs(Int(pixel & 255) - ink.blue * alpha / 255) <= tolerance
                    else { return false }
                    let steps = UInt8((alpha * 15 + 127) / 255)
                    cover[index * rowLength + column / 2] |= column.isMultiple(of: 2) ? steps << 4 : steps
                }
            }
            return true
        }
        return isOneInk ? cover : nil
    }
}

extension FormArtwork {
    /// The strokes as an image of one colour whose mask is their cover, a point for each pixel.
    init(_ strokes: InkStrokes) throws(DocumentProblem) {
        let image: [String: PDFValue] = [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Filter": .name("FlateDecode"),
            "Width": .integer(strokes.width), "Height": .integer(strokes.height), "Interpolate": .boolean(true),
        ]
        let mask = image.merging(["ColorSpace": .name("DeviceGray"), "BitsPerComponent": .integer(4)]) { $1 }
        let colours = PDFValue.array([
            .name("Indexed"), .name("DeviceRGB"), .integer(0), .string(strokes.colour),
        ])
        let ink = image.merging([
            "ColorSpace": colours, "BitsPerComponent": .integer(1), "SMask": .reference(0, 0),
        ]) { $1 }
        let onlyInk = Data(count: (strokes.width + 7) / 8 * strokes.height)
        let form: [String: PDFValue] = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .array([.integer(0), .integer(0), .integer(strokes.width), .integer(strokes.height)]),
            "Resources": .dictionary(["XObject": .dictionary(["Ink": .reference(1, 0)])]),
        ]
        self.init(
            objects: [
                PDFObject(.dictionary(mask), stream: try strokes.cover.deflated(level: 4)),
                PDFObject(.dictionary(ink), stream: try onlyInk.deflated(level: 4)),
                PDFObject(
                    .dictionary(form),
                    stream: Data("q \(strokes.width) 0 0 \(strokes.height) 0 0 cm /Ink Do Q".utf8)
                ),
            ],
            forms: [Form(index: 2, width: Double(strokes.width), height: Double(strokes.height))]
        )
    }
}
