import Foundation
import Testing

/// A page's image in greys.
struct GreyPage {
    let width: Int
    let height: Int
    let pixels: [UInt8]

    init(png: Data) throws {
        let judge = try Judge()
        let file = try judge.write(png, "page.png")
        let verdict = try judge.run("python3", Judge.script("grey_of_png.py"), file, "page.pgm")
        try #require(verdict.status == 0, "\(verdict.output)")
        let pgm = try judge.read("page.pgm")
        let head = String(decoding: pgm.prefix(20), as: UTF8.self).split(separator: "\n", maxSplits: 2)
        let sides = head[1].split(separator: " ").compactMap { Int($0) }
        try #require(sides.count == 2)
        (width, height) = (sides[0], sides[1])
        pixels = Array(pgm.suffix(width * height))
    }
}

/// How far two images of a page differ, block by block.
///
/// A line that stands one pixel higher or lower is no difference: where a baseline lies between two pixels, the rounding
/// of numbers in a PDF decides.
struct PageLikeness: CustomStringConvertible {
    /// The most that the ink of a block differs, as a share of that of a block full of text.
    let worstInk: Double
    /// The most pixels of a block that are a third or more of the way from black to white apart, as the same share.
    let worstShape: Double
    let isOneSize: Bool

    private static let side = 36
    /// A block full of text is about a fifth ink.
    private static let textInk = Double(side * side) / 5

    init(_ first: GreyPage, _ second: GreyPage) {
        isOneSize = first.width == second.width && first.height == second.height
        guard isOneSize else {
            (worstInk, worstShape) = (1, 1)
            return
        }
        let found = [-1, 0, 1].map { Self.differences(first, second, lower: $0) }
        func worst(_ blocks: [[Int]]) -> Double {
            let least = blocks[0].indices.map { place in blocks.map { abs($0[place]) }.min() ?? 0 }
            return Double(least.max() ?? 0) / Self.textInk
        }
        worstInk = worst(found.map(\.ink)) / 255
        worstShape = worst(found.map(\.shape))
    }

    /// By block, how much darker the second is, and how many pixels are far apart, when it is moved down.
    private static func differences(_ first: GreyPage, _ second: GreyPage, lower: Int) -> (ink: [Int], shape: [Int]) {
        let width = first.width
        let columns = (width + side - 1) / side
        var ink = [Int](repeating: 0, count: columns * ((first.height + side - 1) / side))
        var shape = ink
        first.pixels.withUnsafeBufferPointer { ours in
            second.pixels.withUnsafeBufferPointer { theirs in
                for row in max(0, lower)..<min(first.height, first.height + lower) {
                    for column in 0..<width {
                        let (our, their) = (ours[row * width + column], theirs[(row - lower) * width + column])
                        guard our != their else { continue }
                        let block = row / side * columns + column / side
                        ink[block] += Int(our) - Int(their)
                        if abs(Int(our) - Int(their)) >= 85 { shape[block] += 1 }
                    }
                }
            }
        }
        return (ink, shape)
    }

    var isAlike: Bool { isOneSize && worstInk < 0.15 && worstShape < 0.65 }

    var description: String { "ink \(worstInk), shape \(worstShape), one size \(isOneSize)" }
}
