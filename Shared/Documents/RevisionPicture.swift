package import Foundation

/// What a signer's revision adds to the images of a document's pages: places that one ink covers.
///
/// Laid over the images that are there, it spares drawing the pages from the PDF.
package struct RevisionPicture: Codable, Sendable, Equatable {
    /// A part of one page's image.
    struct Patch: Codable, Sendable, Equatable {
        /// The first is 1.
        let page: Int
        let left: Int
        let top: Int
        let width: Int
        let height: Int
        /// Red, green and blue.
        let ink: [UInt8]
        /// How far each pixel is covered, a byte for each, row by row, in zlib's format.
        let cover: Data
    }

    /// Wide enough for a phone of nearly triple density and for a desktop screen beside the file list.
    package static let usualWidth = 1080

    /// Of the images that it fits, in pixels.
    package let width: Int
    let patches: [Patch]

    /// The pages that it changes.
    package var pages: Set<Int> { Set(patches.map(\.page)) }

    /// The image of a page with this laid over; nil when the image is none that was drawn here for this width.
    ///
    /// Takes milliseconds: call it through `DocumentLane`.
    package func laid(over png: Data, page: Int) throws(DocumentProblem) -> Data? {
        let palette = PagePalette.shared
        guard var image = palette.rows(ofPNG: png), image.width == width else { return nil }
        // Most places of a page have the same ink.
        var mixes: [[UInt8]: [UInt8]] = [:]
        for patch in patches where patch.page == page {
            guard patch.width > 0, patch.height > 0, patch.ink.count == 3,
                let cover = patch.cover.inflated(to: patch.width * patch.height)
            else { return nil }
            let mix = mixes[patch.ink] ?? palette.mixes(with: patch.ink)
            mixes[patch.ink] = mix
            patch.lay(cover, mix, on: &image.places, width: image.width, height: image.height)
        }
        return try palette.png(of: image.places, width: image.width, height: image.height)
    }
}

extension RevisionPicture.Patch {
    /// Lays it on an image of so many pixels, which has two a byte and the number of a filter before each row.
    ///
    /// `mix`: what comes of each place under each cover.
    fileprivate func lay(_ cover: Data, _ mix: [UInt8], on places: inout Data, width: Int, height: Int) {
        let rowLength = (width + 1) / 2 + 1
        places.withUnsafeMutableBytes { (places: UnsafeMutableRawBufferPointer) in
            cover.withUnsafeBytes { cover in
                for row in 0..<self.height where (0..<height).contains(top + row) {
                    for column in 0..<self.width where (0..<width).contains(left + column) {
                        let covered = cover[row * self.width + column]
                        guard covered > 0 else { continue }
                        let target = left + column
                        let at = (top + row) * rowLength + 1 + target / 2
                        let isFirst = target.isMultiple(of: 2)
                        let below = isFirst ? places[at] >> 4 : places[at] & 15
                        let found = mix[Int(below) << 8 | Int(covered)]
                        places[at] = isFirst ? found << 4 | places[at] & 15 : places[at] & 0xF0 | found
                    }
                }
            }
        }
    }
}
