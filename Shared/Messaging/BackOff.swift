/// Waiting times between tries: doubling, capped, with jitter so that many do not come back at once.
struct BackOff: Sendable {
    var base: Duration = .milliseconds(100)
    var cap: Duration = .seconds(30)

    /// `failures`: how many tries have failed before; 0 gives about the base.
    func delay(after failures: Int) -> Duration {
        let doubled = base * Double(1 << min(failures, 20))
        return min(doubled, cap) * Double.random(in: 0.75...1.25)
    }
}
