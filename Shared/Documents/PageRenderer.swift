package import Foundation

/// Makes page images with pdftocairo in a child process with time and memory limits.
package struct PageRenderer: Sendable {
    private let pdftocairo: String

    package init(pdftocairo: String = "/usr/bin/pdftocairo") {
        self.pdftocairo = pdftocairo
    }

    /// The PNG of one page; `page` counts from 0, `width` is in pixels.
    package func png(of pdf: Data, page: Int, width: Int) async throws(DocumentProblem) -> Data {
        // The limits are set by prlimit: the renderer does not set any itself.
        let child = ChildProcess(
            executable: "/usr/bin/prlimit",
            arguments: [
                "--as=2147483648", "--cpu=15", "--core=0", "--", pdftocairo, "-png", "-singlefile", "-f",
                String(page + 1), "-l", String(page + 1), "-scale-to-x", String(min(max(width, 32), 4000)),
                "-scale-to-y", "-1", "-", "-",
            ],
            seconds: 20,
            maxOutput: 64 * 1024 * 1024
        )
        let outcome = await DocumentLane.wait {
            Result { () throws(ChildProcess.Failure) in try child.run(input: pdf) }
        }
        switch outcome {
        case .success(let (status, output)):
            guard status == 0, output.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
                throw DocumentProblem(.pageMissing, detail: "page \(page + 1)")
            }
            return output
        case .failure(.timedOut): throw DocumentProblem(.timedOut)
        case .failure(.tooMuchOutput): throw DocumentProblem(.tooLarge)
        case .failure(.notStarted): throw DocumentProblem(.unavailable, detail: "the renderer does not start")
        }
    }
}
