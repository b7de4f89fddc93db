/// Whether the running task holds a database connection, which is no time to wait for anything but the database.
package enum HeldConnection {
    @TaskLocal package static var isHeld = false

    /// Said by whatever waits for a child process, a slow hash, a store or the network: ends a debug build, and so its
    /// tests, when a connection is held meanwhile.
    package static func forbid(_ what: @autoclosure () -> String) {
        if let words = violation(what) { assertionFailure(words) }
    }

    /// What is wrong with doing this now; nil when it may be done.
    package static func violation(_ what: () -> String) -> String? {
        isHeld ? "a database connection is held while \(what())" : nil
    }
}
