import CPango
import Foundation

/// Gives back what loading fonts left in memory: a service that waits for work needs none of it.
enum MemoryReturn {
    /// Keeps large buffers out of the heap, where they would stay after use.
    ///
    /// Subsetting a font copies it whole, some 20 MB; glibc would move its threshold up after the first and keep them.
    static func keepLargeBuffersApart() {
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
    }

    /// Returns free heap and the mapped pages of font files; the kernel reads these again when they are touched.
    static func run() {
        malloc_trim(0)
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
        for line in maps.split(separator: "\n") where line.hasSuffix(".ttc") || line.hasSuffix(".otf") {
            let parts = line.split(separator: " ", maxSplits: 2)
            let ends = parts.first?.split(separator: "-").compactMap { UInt(String($0), radix: 16) } ?? []
            // Only a private mapping that nobody writes can be dropped without losing anything.
            guard ends.count == 2, parts.count > 1, parts[1] == "r--p" else { continue }
            madvise(UnsafeMutableRawPointer(bitPattern: ends[0]), Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }
}
