import ArgumentParser
import Documents
import Foundation
import Glibc

/// Makes images of a contract's pages for a while, from its layout or, as a peer does, from its PDF.
struct DrawPages: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws a contract's pages and prints how many took how many seconds of one core.",
        shouldDisplay: false
    )

    private static let width = 1080

    @Option var root: String
    @Option var count: Int
    /// Have pdftoppm read the PDF and write PNGs instead.
    @Flag var fromPDF = false
    /// Print the bytes of all pages together instead.
    @Flag var sizes = false

    func run() throws {
        if let problem = FontWarmUp.run() { note("set in whole fonts: \(problem)") }
        let (contract, pages) = try ModelContract(root: root).sketched()
        if sizes {
            let bytes = try (1...pages.count).map { try pages.png(of: $0, width: Self.width).count }
            print(pages.count, bytes.reduce(0, +))
        } else if fromPDF {
            let file = FileManager.default.temporaryDirectory.appending(path: "contract-\(UUID().uuidString).pdf")
            try contract.pdf.write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let start = Self.secondsOfChildren()
            for _ in 0..<count { try Self.drawPages(of: file) }
            print(count * contract.pages, Self.secondsOfChildren() - start)
        } else {
            // The first contract of a process draws every glyph.
            for page in 1...pages.count { _ = try pages.png(of: page, width: Self.width) }
            let start = clock()
            for _ in 0..<count {
                for page in 1...pages.count { _ = try pages.png(of: page, width: Self.width) }
            }
            print(count * pages.count, Double(clock() - start) / 1_000_000)
        }
    }

    private static func drawPages(of file: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftoppm")
        process.arguments = ["-png", "-scale-to-x", "\(width)", "-scale-to-y", "-1", file.path, file.path]
        try process.run()
        process.waitUntilExit()
        for page in 1...99 { unlink("\(file.path)-\(page).png") }
    }

    private static func secondsOfChildren() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
