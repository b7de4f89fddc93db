import Foundation
import Testing

@testable import Documents

@Suite("A signer signs by hand")
struct HandwritingTests {
    @Test func `strokes of one ink are kept as their cover and one colour`() throws {
        let picture = try HandwritingPicture(png: SampleContract.seal.png(pixels: 65))
        let strokes = try #require(InkStrokes(picture))
        #expect(strokes.width == 65 && strokes.height == 65)
        #expect(strokes.cover.count == 33 * 65)
        #expect(zip(strokes.colour, [215, 38, 30]).allSatisfy { abs(Int($0) - $1) <= 2 })
        // The corner of a seal is empty and the middle of its star is full.
        #expect(strokes.cover.first == 0)
        #expect(strokes.cover[32 * 33 + 16] >> 4 == 15)
    }

    @Test func `their image in the contract has no more than that, and shows where the signer signs`() throws {
        let contract = try SignedContract.shared.get()
        let judge = try Judge()
        let file = try judge.write(contract.byEmployee, "contract.pdf")
        let images = try judge.run("pdfimages", "-list", file).output
        #expect(images.contains(/image +400 +400 +index +1 +1/), "\(images)")
        #expect(images.contains(/smask +400 +400 +gray +1 +4/), "\(images)")
        let place = try #require(contract.composed.placed.first { $0.key == "EmployeeSignature" })
        #expect(try redPixels(judge, file, in: place) > 500)
        #expect(try redPixels(judge, judge.write(contract.composed.pdf, "composed.pdf"), in: place) == 0)
    }

    @Test func `a picture of several colours keeps them`() throws {
        let png = try Self.colourful()
        #expect(InkStrokes(try HandwritingPicture(png: png)) == nil)
        let contract = try SignedContract.shared.get()
        var request = SampleContract.employeeRequest()
        request.appearance = .handwriting(png: png)
        let signed = try contract.signers.sign(contract.composed.pdf, request)
        #expect(try contract.opinions(signed).map(\.bottomLine) == [true])
        let judge = try Judge()
        let images = try judge.run("pdfimages", "-list", judge.write(signed, "contract.pdf")).output
        #expect(images.contains(/image +40 +20 +rgb/), "\(images)")
    }

    /// Half red, half blue.
    static func colourful() throws -> Data {
        let colours: [[UInt8]] = [[200, 30, 30], [30, 30, 200]]
        let pixels = Data((0..<40 * 20).flatMap { colours[$0 % 40 / 20] })
        return try PagePicture(width: 40, height: 20, pixels: pixels).png()
    }

    @Test func `an empty picture is no ink`() throws {
        let empty = try #require(Data(base64Encoded: Self.transparentPicture))
        #expect(InkStrokes(try HandwritingPicture(png: empty)) == nil)
    }

    private static let transparentPicture =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAC0lEQVR4nGNgQAcAABIAAXfx+gAAAAAASUVORK5CYII="

    /// How many pixels of a field are the stand-in's red, at 100 dots an inch.
    private func redPixels(_ judge: Judge, _ file: String, in place: Control) throws -> Int {
        let dots = 100.0 / 72
        let rect = place.rect
        let command = [
            "pdftoppm", "-singlefile", "-r", "100", "-f", "\(place.page + 1)", "-x", "\(Int(rect.x * dots))", "-y",
            "\(Int((PageFormat.height - rect.y - rect.height) * dots))", "-W", "\(Int(rect.width * dots))", "-H",
            "\(Int(rect.height * dots))", file, "place",
        ]
        try judge.run(command)
        var bytes = try judge.read("place.ppm")
        let picture = try #require(PagePicture(takenFrom: &bytes))
        let pixels = [UInt8](picture.pixels)
        return stride(from: 0, to: pixels.count - 2, by: 3).count { pixels[$0] > 180 && pixels[$0 + 1] < 120 }
    }
}
