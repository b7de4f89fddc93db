package import Foundation

/// Makes page images with pdftoppm in a child process with time and memory limits.
package struct PageRenderer: Sendable {
    /// Pages of one child: it starts and reads the document once for all of them.
    package static let mostAtOnce = 8

    private let pdftoppm: String

    package init(pdftoppm: String = "/usr/bin/pdftoppm") {
        self.pdftoppm = pdftoppm
    }

    /// The PNGs of some pages of a document, of which the first is 1; `width` is in pixels.
    package func pngs(of pdf: Data, pages: ClosedRange<Int>, width: Int) async throws(DocumentProblem) -> [Data] {
        // The limits are set by prlimit: the renderer does not set any itself.
        let child = ChildProcess(
            executable: "/usr/bin/prlimit",
            arguments: [
                "--as=2147483648", "--cpu=15", "--core=0", "--", pdftoppm, "-f", String(pages.lowerBound), "-l",
                String(pages.upperBound), "-scale-to-x", String(min(max(width, 32), 4000)), "-scale-to-y", "-1", "-",
            ],
            seconds: 20,
            maxOutput: pages.count * 64 * 1024 * 1024
        )
        let outcome = await DocumentLane.wait { Self.pictures(by: child, of: pdf) }
        switch outcome {
        case .success(let pngs) where pngs.count == pages.count: return pngs
        case .success: throw DocumentProblem(.pageMissing, detail: "pages \(pages)")
        case .failure(let problem): throw problem
        }
    }

    /// Writes each page as soon as its pixels are there, so that never more than one is held.
    private static func pictures(by child: ChildProcess, of pdf: Data) -> Result<[Data], DocumentProblem> {
        var pngs: [Data] = []
        var problem: DocumentProblem?
        do throws(ChildProcess.Failure) {
            let (status, rest) = try child.run(input: pdf) { output in
                while problem == nil, let picture = PagePicture(takenFrom: &output) {
                    do throws(DocumentProblem) { pngs.append(try picture.png()) } catch { problem = error }
                }
            }
            if let problem { return .failure(problem) }
            return status == 0 && rest.isEmpty ? .success(pngs) : .success([])
        } catch {
            switch error {
            case .timedOut: return .failure(DocumentProblem(.timedOut))
            case .tooMuchOutput: return .failure(DocumentProblem(.tooLarge))
            case .notStarted: return .failure(DocumentProblem(.unavailable, detail: "the renderer does not start"))
            }
        }
    }
}

extension PagePicture {
    /// Takes a whole picture as `pdftoppm` writes it from the front; nil while it is not all there.
    ///
    /// `P6`, width and height, and the greatest value stand on a line each, the pixels after them (PPM).
    init?(takenFrom output: inout Data) {
        let lines = output.prefix(32).split(
            separator: UInt8(ascii: "\n"),
            maxSplits: 3,
            omittingEmptySubsequences: false
        )
        guard lines.count == 4 else { return nil }
        let sides = String(decoding: lines[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard lines[0].elementsEqual("P6".utf8), lines[2].elementsEqual("255".utf8), sides.count == 2,
            sides.allSatisfy({ (1...20_000).contains($0) })
        else { return nil }
        let start = lines[3].startIndex
        let end = start + sides[0] * sides[1] * 3
        guard output.endIndex >= end else { return nil }
        self.init(width: sides[0], height: sides[1], pixels: output[start..<end])
        output = Data(output[end...])
    }
}
