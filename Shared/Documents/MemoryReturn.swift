import CPango
import Foundation

/// Gives back what loading fonts left in memory: a service that waits for work needs none of it.
enum MemoryReturn {
    /// Keeps a whole font's copy of 20 MB out of the heap, where it would stay after use.
    ///
    /// glibc would move its threshold up after the first such copy. Those of cut faces, 3 MB, do belong into the heap:
    /// giving their pages back and getting them anew was a fifth of the time of composing.
    static func keepLargeBuffersApart() {
        mallopt(M_MMAP_THRESHOLD, 8 << 20)
        mallopt(M_TRIM_THRESHOLD, 8 << 20)
    }

    /// Returns free heap and the mapped pages of font files; the kernel reads these again when they are touched.
    static func run() {
        malloc_trim(0)
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
        for line in maps.split(separator: "\n") where isFont(line) {
            let parts = line.split(separator: " ", maxSplits: 2)
            let ends = parts.first?.split(separator: "-").compactMap { UInt(String($0), radix: 16) } ?? []
            // Only a private mapping that nobody writes can be dropped without losing anything.
            guard ends.count == 2, parts.count > 1, parts[1] == "r--p" else { continue }
            madvise(UnsafeMutableRawPointer(bitPattern: ends[0]), Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }

    /// A cut face has no name in its folder any more, which the kernel says behind it.
    private static func isFont(_ line: Substring) -> Bool {
        [".ttc", ".otf", ".otf (deleted)"].contains { line.hasSuffix($0) }
    }
}
