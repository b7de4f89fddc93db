import CPango
package import Foundation

/// A drawn signature, decoded: a PNG of sane size with alpha.
package final class HandwritingPicture {
    /// Largest side in pixels.
    private static let largestSide = 3000

    let surface: OpaquePointer?

    /// Decodes a PNG; refuses what is none, or one that would make a huge bitmap.
    package init(png: Data) throws(DocumentProblem) {
        let problem = DocumentProblem(.imageInvalid, detail: "not a PNG of up to \(Self.largestSide) pixels a side")
        guard let size = Self.pixelSize(ofPNG: png), max(size.width, size.height) <= Self.largestSide,
            min(size.width, size.height) > 0
        else { throw problem }
        var reader = (bytes: png, position: 0)
        surface = withUnsafeMutablePointer(to: &reader) { reader in
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
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { throw problem }
    }

    deinit {
        cairo_surface_destroy(surface)
    }

    var width: Int { Int(cairo_image_surface_get_width(surface)) }
    var height: Int { Int(cairo_image_surface_get_height(surface)) }

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
