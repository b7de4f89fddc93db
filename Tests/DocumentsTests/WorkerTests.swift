import Foundation
import Testing

@testable import Documents

@Suite("A child process reads what nobody may trust")
struct WorkerTests {
    @Test func `a child that takes too long is ended`() {
        let child = ChildProcess(executable: "/bin/sleep", arguments: ["600"], seconds: 0.3, maxOutput: 100)
        #expect(throws: ChildProcess.Failure.timedOut) { try child.run(input: Data()) }
    }

    @Test func `a child that floods its output is ended`() {
        let child = ChildProcess(executable: "/usr/bin/yes", arguments: [], seconds: 60, maxOutput: 100_000)
        #expect(throws: ChildProcess.Failure.tooMuchOutput) { try child.run(input: Data()) }
    }

    @Test func `a child gets all input, gives all output and no secrets`() throws {
        let input = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let copied = try ChildProcess(executable: "/bin/cat", arguments: [], seconds: 60, maxOutput: 4_000_000)
            .run(input: input)
        #expect(copied.status == 0)
        #expect(copied.output == input)
        let environment = try ChildProcess(executable: "/usr/bin/env", arguments: [], seconds: 60, maxOutput: 10_000)
            .run(input: Data())
        let names = String(decoding: environment.output, as: UTF8.self).split(separator: "\n")
        #expect(names.count == 3)
    }

    @Test func `a child that ignores its input or dies is told by its status`() throws {
        let ignoring = ChildProcess(executable: "/bin/true", arguments: [], seconds: 60, maxOutput: 100)
        #expect(try ignoring.run(input: Data(count: 1_000_000)).status == 0)
        let dying = ChildProcess(
            executable: "/bin/sh",
            arguments: ["-c", "kill -9 $$"],
            seconds: 60,
            maxOutput: 100
        )
        #expect(try dying.run(input: Data()).status == -9)
        let missing = ChildProcess(executable: "/nonexistent", arguments: [], seconds: 60, maxOutput: 100)
        #expect(throws: ChildProcess.Failure.notStarted) { try missing.run(input: Data()) }
    }

    @Test func `a child waits for the next document, is replaced when it dies, and ends when none comes`() async throws
    {
        let children = WaitingChildren(patience: .milliseconds(300))
        let shell = ChildProcess(executable: "/bin/sh", arguments: ["-c", "cat; echo $$"], seconds: 60, maxOutput: 100)
        func ran(_ input: String) throws -> pid_t? {
            let (status, output) = try children.run(shell, input: Data("\(input)\n".utf8))
            let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
            #expect(status == 0 && lines.first.map(String.init) == input)
            return lines.last.flatMap { pid_t($0) }
        }
        #expect(children.id(of: shell) == nil)
        let first = try ran("one")
        let waiting = try #require(children.id(of: shell))
        #expect(waiting != first)
        #expect(try ran("two") == waiting)

        let killed = try #require(children.id(of: shell))
        kill(killed, SIGKILL)
        // Dead, but not yet waited for.
        while !(try String(contentsOfFile: "/proc/\(killed)/stat", encoding: .utf8)).contains(") Z") {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try ran("three") != killed)

        let idle = try #require(children.id(of: shell))
        while children.id(of: shell) != nil { try await Task.sleep(for: .milliseconds(20)) }
        while kill(idle, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(errno == ESRCH)
    }

    @Test func `a page becomes a picture of the asked width`() async throws {
        let pdf = try SignedContract.shared.get().complete
        let pngs = try await PageRenderer().pngs(of: pdf, pages: 2...3, width: 620)
        #expect(pngs.count == 2)
        for png in pngs {
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(png[16..<20].elementsEqual([0, 0, 2, 108]))
        }
        await #expect(throws: DocumentProblem.self) {
            try await PageRenderer().pngs(of: pdf, pages: 99...99, width: 620)
        }
        await #expect(throws: DocumentProblem.self) {
            try await PageRenderer().pngs(of: Data("text".utf8), pages: 1...1, width: 620)
        }
    }
}
