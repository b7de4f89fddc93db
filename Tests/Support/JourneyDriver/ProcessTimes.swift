import Foundation
import Glibc

/// What /proc says of a process: its processor time with that of all its children, its wake-ups and its memory.
package enum ProcessTimes {
    /// Core-seconds of a process and everything it started, running or ended.
    package static func used(_ root: Int32) -> Double {
        var children: [Int32: [Int32]] = [:]
        var own: [Int32: Double] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let pid = Int32(name), let stat = stat(pid) else { continue }
            children[stat.parent, default: []].append(pid)
            own[pid] = stat.seconds
        }
        var waiting = [root]
        var sum = 0.0
        while let pid = waiting.popLast() {
            sum += own[pid] ?? 0
            waiting += children[pid] ?? []
        }
        return sum
    }

    /// How often one of its threads has waited for something and gone on; of threads that are gone nothing is known.
    package static func wakeUps(_ pid: Int32) -> Int {
        let tasks = "/proc/\(pid)/task"
        return ((try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [])
            .compactMap { word("voluntary_ctxt_switches:", in: "\(tasks)/\($0)/status").flatMap { Int($0) } }
            .reduce(0, +)
    }

    /// MiB in memory.
    package static func resident(_ pid: Int32) -> Double? {
        word("VmRSS:", in: "/proc/\(pid)/status").flatMap { Double($0) }.map { $0 / 1024 }
    }

    /// The first word after a heading.
    private static func word(_ heading: String, in path: String) -> String? {
        guard let status = try? String(contentsOfFile: path, encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(heading) })
        else { return nil }
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.map(String.init)
    }

    /// The parent, and the time of the process itself with its ended children's.
    private static func stat(_ pid: Int32) -> (parent: Int32, seconds: Double)? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        // After the name: state, parent, … and as fields 12 to 15 the times in ticks.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 14, let parent = Int32(fields[1]) else { return nil }
        let ticks = fields[11...14].compactMap { Double($0) }.reduce(0, +)
        return (parent, ticks / Double(sysconf(Int32(_SC_CLK_TCK))))
    }
}
