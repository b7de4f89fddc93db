import Foundation

/// A rendered page, written as a PNG.
///
/// A page of ours has black text, greys and a red seal: a few colours known beforehand show it, take a third of the
/// bytes of all colours and a tenth of the time. A page with others, such as a photograph, keeps them all.
struct PagePicture {
    let width: Int
    let height: Int
    /// Red, green and blue of each pixel, row by row.
    let pixels: Data

    func png() throws(DocumentProblem) -> Data {
        if let indexes = PagePalette.shared.indexes(of: self) {
            return try PagePalette.shared.png(of: indexes, width: width, height: height)
        }
        var file = PNGFile(width: width, height: height, bits: 8, colour: 2)
        file.add("IDAT", try rows().deflated(level: 1))
        return file.finished()
    }

    /// Each row with the number of its filter before it, which is none.
    private func rows() -> Data {
        var rows = Data(capacity: height * (width * 3 + 1))
        for row in 0..<height {
            rows.append(0)
            rows.append(pixels[pixels.startIndex + row * width * 3..<pixels.startIndex + (row + 1) * width * 3])
        }
        return rows
    }
}

/// The colours of a page, at most sixteen, and which of them is nearest to any other.
struct PagePalette: Sendable {
    static let shared = PagePalette()

    /// Of deflating: 3 would take 3 % of the bytes more, 6 a sixth longer for nothing.
    private static let level: Int32 = 5

    /// Text with its edges, where each step more would be a tenth of the bytes and nothing to be seen on a phone, the
    /// grounds of tables, the seal with its edges and over text, and blue ink.
    private static let colours: [(Int, Int, Int)] = [
        (255, 255, 255), (0, 0, 0), (85, 85, 85), (170, 170, 170), (242, 242, 242),
        (215, 38, 30), (225, 92, 86), (235, 147, 143), (245, 201, 199), (108, 19, 15), (30, 60, 150), (140, 155, 200),
    ]
    /// The place of the grounds of tables, which no edge of text is lighter for: that would be a tenth of the bytes.
    private static let ground = 4
    /// Squared distance, from the palette and from all greys, from which on a pixel has a colour that is not shown.
    private static let strange = 48 * 48
    /// How many pixels of a page may have one: edges where colours meet.
    private static let mostStrange = 0.0005

    let bytes: Data
    /// By the upper five bits of red, green and blue: the place in the palette, and 16 more when it is strange.
    private let nearest: [UInt8]

    private init() {
        bytes = Data(Self.colours.flatMap { [UInt8($0.0), UInt8($0.1), UInt8($0.2)] })
        let groundStep = Self.colours[Self.ground].0 >> 3
        let groundKey = groundStep << 10 | groundStep << 5 | groundStep
        nearest = (0..<32_768).map { key in
            let colour = [key >> 10, key >> 5 & 31, key & 31].map { $0 << 3 | $0 >> 2 }
            let distances = Self.colours.map { known in
                let (red, green, blue) = (known.0 - colour[0], known.1 - colour[1], known.2 - colour[2])
                return red * red + green * green + blue * blue
            }
            let grey = colour.reduce(0, +) / 3
            let beyondGreys = colour.reduce(0) { $0 + ($1 - grey) * ($1 - grey) }
            let places = distances.indices.filter { place in
                guard place != Self.ground else { return key == groundKey }
                // A light red may be nearer to a light grey than the next grey is.
                return beyondGreys > 0 || Self.isGrey(Self.colours[place])
            }
            let place = places.min { distances[$0] < distances[$1] } ?? 0
            return UInt8(place) | (min(distances[place], beyondGreys) >= Self.strange ? 16 : 0)
        }
    }

    private static func isGrey(_ colour: (Int, Int, Int)) -> Bool {
        colour.0 == colour.1 && colour.1 == colour.2
    }

    /// The place of what is nearest to a grey that was drawn here, from 0, black, to 255.
    func place(ofGrey grey: Int) -> UInt8 {
        let step = grey >> 3
        let place = nearest[step << 10 | step << 5 | step] & 15
        return place == Self.ground && grey != Self.colours[Self.ground].0 ? 0 : place
    }

    /// The image of rows of places in this palette, two a byte, each row with the number of its filter before it.
    func png(of indexes: Data, width: Int, height: Int) throws(DocumentProblem) -> Data {
        var file = PNGFile(width: width, height: height, bits: 4, colour: 3)
        file.add("PLTE", bytes)
        file.add("IDAT", try indexes.deflated(level: Self.level))
        return file.finished()
    }

    /// The places of an image that this palette made; nil for any other.
    func rows(ofPNG png: Data) -> (width: Int, height: Int, places: Data)? {
        guard let chunks = PNGFile.chunks(of: png), let head = chunks["IHDR"], head.count == 13,
            chunks["PLTE"] == bytes, let packed = chunks["IDAT"], head.suffix(5).elementsEqual([4, 3, 0, 0, 0])
        else { return nil }
        let sides = [head.prefix(4), head.dropFirst(4).prefix(4)].map { $0.reduce(0) { $0 << 8 | Int($1) } }
        guard sides.allSatisfy({ (1...20_000).contains($0) }),
            let rows = packed.inflated(to: ((sides[0] + 1) / 2 + 1) * sides[1])
        else { return nil }
        return (sides[0], sides[1], rows)
    }

    /// The place of what is nearest to each of the sixteen under an ink that covers it so far, from 0 to 255.
    func mixes(with ink: [UInt8]) -> [UInt8] {
        (0..<16).flatMap { under in
            (0...255).map { cover in
                guard under < Self.colours.count, cover > 0 else { return UInt8(under) }
                let below = [Self.colours[under].0, Self.colours[under].1, Self.colours[under].2]
                let key = zip(below, ink).reduce(0) { key, channel in
                    let mixed = (channel.0 * (255 - cover) + Int(channel.1) * cover + 127) / 255
                    return key << 5 | mixed >> 3
                }
                return nearest[key] & 15
            }
        }
    }

    /// Two pixels a byte, with the number of its filter before each row; nil when the page has other colours.
    func indexes(of picture: PagePicture) -> Data? {
        let (width, height) = (picture.width, picture.height)
        let rowLength = (width + 1) / 2 + 1
        var strange = 0
        var packed = Data(count: rowLength * height)
        packed.withUnsafeMutableBytes { (packed: UnsafeMutableRawBufferPointer) in
            picture.pixels.withUnsafeBytes { pixels in
                for row in 0..<height {
                    let pixels = UnsafeRawBufferPointer(rebasing: pixels[row * width * 3..<(row + 1) * width * 3])
                    let start = row * rowLength + 1
                    let packed = UnsafeMutableRawBufferPointer(rebasing: packed[start..<start + rowLength - 1])
                    strange += pack(pixels, into: packed)
                }
            }
        }
        return Double(strange) <= Self.mostStrange * Double(width * height) ? packed : nil
    }

    /// Packs a row; returns how many of its pixels are strange.
    private func pack(_ pixels: UnsafeRawBufferPointer, into packed: UnsafeMutableRawBufferPointer) -> Int {
        let width = pixels.count / 3
        var strange = 0
        var column = 0
        while column < width {
            // Most of a page is white, which is the first colour and stands there already: eight pixels at a look.
            if column & 7 == 0, column + 8 <= width, Self.isWhite(pixels, from: column * 3) {
                column += 8
                continue
            }
            let place = column * 3
            let red = Int(pixels[place] >> 3)
            let green = Int(pixels[place + 1] >> 3)
            let blue = Int(pixels[place + 2] >> 3)
            let found = nearest.withUnsafeBufferPointer { $0[red << 10 | green << 5 | blue] }
            strange += Int(found >> 4)
            packed[column >> 1] |= column & 1 == 0 ? found << 4 : found & 15
            column += 1
        }
        return strange
    }

    /// Whether the next eight pixels are white.
    private static func isWhite(_ pixels: UnsafeRawBufferPointer, from place: Int) -> Bool {
        let first = pixels.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let second = pixels.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
        let third = pixels.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)
        return first & second & third == .max
    }
}
