import Operations
import Testing

@Suite struct `Metrics of a process` {
    @Test func `the text names each family once and counts by label`() {
        let metrics = Metrics()
        metrics.counter("suiyue_messages_total", help: "Messages", labels: ["type": "a\"b"]).increment()
        metrics.counter("suiyue_messages_total", help: "Messages", labels: ["type": "a\"b"]).increment()
        metrics.counter("suiyue_messages_total", labels: ["type": "c"]).increment(by: 3)
        metrics.gauge("suiyue_depth") { 7.5 }
        metrics.gauge("suiyue_unknown") { nil }
        let latency = metrics.histogram("suiyue_seconds", bounds: [0.1, 1])
        latency.observe(0.05)
        latency.observe(.milliseconds(500))
        latency.observe(30)
        #expect(
            metrics.prometheusText() == """
                # TYPE suiyue_depth gauge
                suiyue_depth 7.5
                # HELP suiyue_messages_total Messages
                # TYPE suiyue_messages_total counter
                suiyue_messages_total{type="a\\"b"} 2
                suiyue_messages_total{type="c"} 3
                # TYPE suiyue_seconds histogram
                suiyue_seconds_bucket{le="0.1"} 1
                suiyue_seconds_bucket{le="1"} 2
                suiyue_seconds_bucket{le="+Inf"} 3
                suiyue_seconds_sum 30.55
                suiyue_seconds_count 3
                # TYPE suiyue_unknown gauge

                """
        )
    }

    @Test func `a name keeps its first kind`() {
        let metrics = Metrics()
        metrics.counter("suiyue_thing").increment()
        metrics.gauge("suiyue_thing", labels: ["a": "b"]).set(5)
        #expect(metrics.prometheusText() == "# TYPE suiyue_thing counter\nsuiyue_thing 1\n")
    }
}
