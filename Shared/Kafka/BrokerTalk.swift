internal import CRdKafka
import Foundation

/// The part of the check that goes through a client as the services have it: encrypted, logged in, with its rights.
struct BrokerTalk {
    private let client: ClientHandle
    private let settings: KafkaSettings
    private let place: BrokerPlace
    private let deadline: ContinuousClock.Instant

    init(_ client: ClientHandle, _ settings: KafkaSettings, _ place: BrokerPlace, by deadline: ContinuousClock.Instant)
    {
        self.client = client
        self.settings = settings
        self.place = place
        self.deadline = deadline
    }

    /// Waits until the cluster answers, and looks whether its brokers can be reached under the names they give.
    func reach() throws(BrokerUnusable) {
        var trouble: (place: BrokerPlace, cause: PlainConnection.Trouble)?
        for told in try firstView().brokers {
            do throws(PlainConnection.Trouble) {
                _ = try PlainConnection(host: told.host, port: told.port, by: min(deadline, .now + .seconds(2)))
                return
            } catch {
                trouble = trouble ?? (told, error)
            }
        }
        guard let (told, cause) = trouble else { return }
        throw unusable("it sends its clients on to \(told) (advertised.listeners), and there \(cause.words)")
    }

    /// Makes what is missing and compares what is there with the plan.
    func prepare(_ topics: [KafkaTopic], _ making: TopicMaking) throws(BrokerUnusable) -> BrokerCheck.Report {
        var report = BrokerCheck.Report()
        var problem = KafkaError(.timedOut, "it does not answer in time")
        while ContinuousClock.now < deadline {
            do throws(KafkaError) {
                let round = try making.round(topics, by: deadline)
                report.topicsMade += round.made
                guard let missing = round.problem else {
                    report.oddities = round.oddities.map(\.description)
                    problem = KafkaError(.configuration, tooFew(round.oddities) ?? "")
                    break
                }
                problem = missing
                if !round.isAsked {
                    problem = .init(.unknownTopic, "it has no topics \(missing.detail), and they are not made there")
                }
            } catch {
                problem = error
                if !error.isRetriable { break }
            }
            rd_kafka_poll(client.pointer, 200)
        }
        guard problem.detail.isEmpty else { throw unusable(problem.detail) }
        try checkNumbering()
        return report
    }

    /// More partitions than planned do no harm; with fewer, an instance can be without one.
    private func tooFew(_ oddities: [TopicMaking.Oddity]) -> String? {
        let few = oddities.filter { $0.partitions < $0.planned }
        guard let first = few.first else { return nil }
        return few.count == 1 ? first.description : "\(first), and so \(few.count - 1) more"
    }

    private func firstView() throws(BrokerUnusable) -> ClusterView {
        let started = ContinuousClock.now
        while true {
            do throws(KafkaError) {
                return try client.clusterView(timeout: min(.milliseconds(500), max(.zero, deadline - .now)))
            } catch {
                // What the client has to say comes by this.
                rd_kafka_poll(client.pointer, 50)
                let isLasting = ContinuousClock.now - started > Self.lasting
                if let cause = told(isLasting: isLasting) { throw unusable(cause) }
                if error.reason == .unreadable {
                    throw unusable("its answer to the question for its topics (Metadata) cannot be read")
                }
                guard ContinuousClock.now < deadline else { throw unusable(left(by: error)) }
            }
        }
    }

    /// What is wrong when the time is up.
    ///
    /// A question that was sent ends otherwise than one for which nobody was there.
    private func left(by error: KafkaError) -> String {
        if error.reason == .timedOut {
            return "it tells its versions and does not answer the question for its topics (Metadata)"
        }
        return client.context.trouble(RD_KAFKA_RESP_ERR__TRANSPORT) ?? "it does not answer in time"
    }

    /// A broken connection may be a moment's; one that breaks again and again is not.
    private static let lasting = Duration.seconds(2)

    /// What the client says of its connections that will not pass.
    private func told(isLasting: Bool) -> String? {
        if let text = client.context.trouble(RD_KAFKA_RESP_ERR__AUTHENTICATION) {
            return "it does not accept the login (KAFKA_SASL_…): \(text)"
        }
        let tls = client.context.trouble(RD_KAFKA_RESP_ERR__SSL)
        guard let broken = tls ?? client.context.trouble(RD_KAFKA_RESP_ERR__TRANSPORT) else { return nil }
        if let cause = Self.withoutVersions(broken) { return cause }
        if settings.usesTLS {
            let look = BrokerLook.at(host: place.host, port: place.port, by: min(deadline, .now + .seconds(5)))
            guard look == .tls else {
                return look.cause(isTLS: false) ?? "it speaks without TLS (KAFKA_SECURITY_PROTOCOL)"
            }
            if let tls { return "TLS is not agreed on: \(tls)" }
            return isLasting ? "it ends the TLS connection: perhaps it wants our certificate (KAFKA_SSL_…)" : nil
        }
        guard isLasting, !broken.hasPrefix("Connect to") else { return nil }
        if broken.hasPrefix("Disconnected while requesting ApiVersion") {
            return "it closes the connection when it is asked for its versions by librdkafka (ApiVersions 3)"
        }
        guard settings.security["security.protocol"] != "sasl_plaintext" else { return nil }
        // It has told its versions to the client too, so it is one that wants to know first who asks.
        return "it closes the connection after the first question: it wants a login (KAFKA_SECURITY_PROTOCOL)"
    }

    /// Why the client does not know the broker's versions, although an older question for them was answered.
    ///
    /// Nil when its words are about something else; a connection that ended meanwhile has its own.
    static func withoutVersions(_ words: String) -> String? {
        let start = "ApiVersionRequest failed: "
        guard words.hasPrefix(start) else { return nil }
        let rest = words.dropFirst(start.count)
        let cause = rest.range(of: ": probably").map { rest[..<$0.lowerBound] } ?? rest
        switch cause {
        case "Local: Broker transport failure", "Local: SSL error": return nil
        case "Local: Timed out": return "it does not answer librdkafka's question for its versions (ApiVersions 3)"
        default:
            return "its answer to librdkafka's question for its versions (ApiVersions 3) cannot be used: \(cause)"
        }
    }

    /// Writers ask for their number when they start; a refusal is final and comes by itself.
    private func checkNumbering() throws(BrokerUnusable) {
        for _ in 0..<5 { rd_kafka_poll(client.pointer, 50) }
        var text = [CChar](repeating: 0, count: 512)
        switch rd_kafka_fatal_error(client.pointer, &text, text.count) {
        case RD_KAFKA_RESP_ERR_NO_ERROR: return
        case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            throw unusable("no right to number our writes (IDEMPOTENT_WRITE on the cluster)")
        case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
            throw unusable("it is too old to number our writes (Kafka \(BrokerRules.oldest))")
        case let code: throw unusable("writing is not possible: \(String(cString: rd_kafka_err2name(code)))")
        }
    }

    private func unusable(_ cause: String) -> BrokerUnusable {
        BrokerUnusable(address: place.description, cause: cause)
    }
}

extension BrokerLook {
    /// Why this is no broker for us; nil when it can be one.
    ///
    /// `isTLS`: only the client can say more than that somebody takes connections there.
    func cause(isTLS: Bool) -> String? {
        switch self {
        case .trouble(let trouble): trouble.words
        case _ where isTLS: nil
        case .broker(let versions): BrokerRules.lack(in: versions)
        case .silent: "it takes the connection and says nothing"
        case .closes: "it closes the connection when it is asked for its versions: no Kafka, or older than 0.10"
        case .web: "a web server answers there"
        case .tls: "TLS is spoken there (KAFKA_SECURITY_PROTOCOL)"
        case .stranger: "what answers there is not Kafka"
        case .unreadable: "its answer to the question for its versions cannot be read"
        }
    }
}

extension PlainConnection.Trouble {
    var words: String {
        switch self {
        case .unknownHost: "the host name is unknown"
        case .refused: "nothing listens there"
        case .noAnswer: "nobody answers there"
        }
    }
}
