/// One consumer group and one topic that it reads.
package struct TopicListener: Hashable, Sendable {
    package let group: String
    package let topic: String
}

extension Topology {
    /// Whose events each service takes note of; whoever adds an event route from a new announcer adds it here.
    package static let announcersHeard: [ServiceName: [ServiceName]] = [
        // The operation log.
        .identity: ServiceName.allCases,
        .onboarding: [.identity],
        .contracts: [.identity, .onboarding, .signing],
        .signing: [.identity, .contracts],
        .notifier: [.identity, .onboarding, .contracts, .signing],
    ]

    /// The group whose commits say up to where operators have dealt with each service's dead letters.
    package static let operators = "operators.dead-letters"

    /// Every consumer group with every topic that it reads, so that a service of which none runs is watched too.
    package static let listeners: [TopicListener] = ServiceName.allCases.flatMap { service in
        [
            TopicListener(group: group(service, "commands"), topic: service.commands),
            TopicListener(group: group(service, "queries"), topic: service.queries),
        ]
            + announcersHeard[service, default: []].map {
                TopicListener(group: group(service, "events"), topic: $0.events)
            }
    }
}
