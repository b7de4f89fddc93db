/// Loads the fonts once, so that the first contract of a process does not wait for them.
package enum FontWarmUp {
    /// Call at start, before the service says it is ready.
    package static func run() {
    }
}
