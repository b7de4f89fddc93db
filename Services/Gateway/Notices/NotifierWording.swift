/// Words for what Notifier says; so far it refuses nothing of its own.
enum NotifierWording {
    static let sentences: [String: String] = [:]
}
