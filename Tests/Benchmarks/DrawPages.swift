import ArgumentParser
import Documents
import Foundation
import Glibc

/// Makes images of a contract's pages for a while, from its layout or, as a peer, by pdftoppm from its PDF.
struct DrawPages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws a contract's pages and prints how many took how many seconds of one core.",
        shouldDisplay: false
    )

    private static let width = 1080

    @Option var root: String
    @Option var count: Int
    /// As pages are drawn that have no image: pdftoppm reads the PDF, and its pixels are packed here.
    @Flag var fromPDF = false
    /// Print the bytes of all pages together instead.
    @Flag var sizes = false

    func run() async throws {
        if let problem = FontWarmUp.run() { note("set in whole fonts: \(problem)") }
        let (contract, pages) = try ModelContract(root: root).sketched()
        if sizes {
            let bytes = try (1...pages.count).map { try pages.png(of: $0, width: Self.width).count }
            print(pages.count, bytes.reduce(0, +))
        } else if fromPDF {
            let start = Self.secondsWithChildren()
            for _ in 0..<count {
                _ = try await PageRenderer().pngs(of: contract.pdf, pages: 1...contract.pages, width: Self.width)
            }
            print(count * contract.pages, Self.secondsWithChildren() - start)
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

    private static func secondsWithChildren() -> Double {
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { sum, who in
            var usage = rusage()
            getrusage(__rusage_who_t(who.rawValue), &usage)
            return sum + seconds(usage.ru_utime) + seconds(usage.ru_stime)
        }
    }
}
