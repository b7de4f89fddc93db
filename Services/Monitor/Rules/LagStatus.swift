/// How a group does in one partition; later cases are worse.
enum LagStatus: String, Sendable, CaseIterable, Comparable {
    case ok = "OK"
    /// The lag has not become less for a whole window.
    case warn = "WARN"
    /// Its consumer is alive and does not get on.
    case stall = "STALL"
    /// It went back and has not made up for it.
    case rewind = "REWIND"
    /// Nobody commits although there is something to do.
    case stop = "STOP"
    /// The broker dropped what had not been read.
    case lost = "LOST"

    static func < (left: LagStatus, right: LagStatus) -> Bool {
        left.severity < right.severity
    }

    private var severity: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
