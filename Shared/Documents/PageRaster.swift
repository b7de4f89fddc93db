import Foundation

/// The pixels of a page of black, grey and white: how dark each is, from 0, the paper, to 255.
final class PageRaster {
    let width: Int
    let height: Int
    private let pixels: UnsafeMutableBufferPointer<UInt8>

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = .allocate(capacity: width * height)
        pixels.initialize(repeating: 0)
    }

    deinit {
        pixels.deallocate()
    }

    /// Fills a rectangle to whole pixels, at least one each way, as poppler does: lines are crisp and of one darkness.
    func fill(_ area: PageSketches.Area, scale: Double) {
        func edges(_ start: Double, _ end: Double, most: Int) -> Range<Int> {
            let first = Int((start * scale).rounded())
            let last = max(Int((end * scale).rounded()), first + 1)
            return min(max(first, 0), most)..<min(max(last, 0), most)
        }
        let columns = edges(area.left, area.right, most: width)
        for row in edges(area.top, area.bottom, most: height) {
            for column in columns { darken(row * width + column, by: area.darkness) }
        }
    }

    /// Lays a mask of `width` columns over the page, cut at its edges.
    func blend(_ mask: UnsafeBufferPointer<UInt8>, width: Int, left: Int, top: Int, darkness: UInt8) {
        guard width > 0 else { return }
        let columns = max(0, -left)..<max(max(0, -left), min(width, self.width - left))
        for row in 0..<mask.count / width where (0..<height).contains(top + row) {
            let target = (top + row) * self.width + left
            for column in columns {
                let cover = mask[row * width + column]
                guard cover > 0 else { continue }
                darken(target + column, by: darkness == 255 ? cover : UInt8((Int(cover) * Int(darkness) + 127) / 255))
            }
        }
    }

    private func darken(_ place: Int, by darkness: UInt8) {
        let old = Int(pixels[place])
        pixels[place] = UInt8(old + ((255 - old) * Int(darkness) + 127) / 255)
    }

    func png() throws(DocumentProblem) -> Data {
        try PagePalette.shared.png(of: indexes(), width: width, height: height)
    }

    /// Two pixels a byte, with the number of its filter before each row, which is none.
    private func indexes() -> Data {
        let places = (0...255).map { PagePalette.shared.place(ofGrey: 255 - $0) }
        let rowLength = (width + 1) / 2 + 1
        var packed = Data(count: rowLength * height)
        packed.withUnsafeMutableBytes { (packed: UnsafeMutableRawBufferPointer) in
            places.withUnsafeBufferPointer { places in
                for row in 0..<height {
                    let pixels = UnsafeRawBufferPointer(
                        rebasing: UnsafeRawBufferPointer(pixels)[row * width..<(row + 1) * width]
                    )
                    let start = row * rowLength + 1
                    let packed = UnsafeMutableRawBufferPointer(rebasing: packed[start..<start + rowLength - 1])
                    Self.pack(pixels, as: places, into: packed)
                }
            }
        }
        return packed
    }

    private static func pack(
        _ pixels: UnsafeRawBufferPointer,
        as places: UnsafeBufferPointer<UInt8>,
        into packed: UnsafeMutableRawBufferPointer
    ) {
        var column = 0
        while column < pixels.count {
            // Most of a page is white, which is the first colour and stands there already: eight pixels at a look.
            if column & 7 == 0, column + 8 <= pixels.count,
                pixels.loadUnaligned(fromByteOffset: column, as: UInt64.self) == 0
            {
                column += 8
                continue
            }
            let place = places[Int(pixels[column])]
            packed[column >> 1] |= column & 1 == 0 ? place << 4 : place
            column += 1
        }
    }
}
