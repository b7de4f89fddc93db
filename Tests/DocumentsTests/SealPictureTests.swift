import Documents
import Foundation
import Testing

@Suite struct `The picture of a seal` {
    @Test func `has one ink on a transparent ground, whatever its side`() throws {
        let seal = SealArtwork.official(enterpriseName: "示例科技有限公司")
        for side in [255, 720] {
            let png = try seal.png(pixels: side)
            #expect(png.count < 20_000)
            #expect(
                Array(png[16..<26]) == [
                    0, 0, UInt8(side >> 8), UInt8(side & 255), 0, 0, UInt8(side >> 8), UInt8(side & 255), 4, 3,
                ]
            )
            #expect(png.range(of: Data("tRNS".utf8)) != nil)
        }
    }
}
