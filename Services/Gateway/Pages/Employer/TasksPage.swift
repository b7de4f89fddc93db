import Foundation
import Messages

/// 任务: what runs in the background; nothing that an employer starts does so far.
struct TasksPage: Sendable {
    struct Row: Sendable {
        let name: String
        let tag: Tag
        let at: String
        let detail: String?
        let href: String?
    }

    struct Model: Sendable {
        let tasks: [Row] = []
    }

    let pages: PageRenderer

    func show(_ visit: Visit) async throws -> Answer {
        try await pages.answer("employer/tasks", Model(), title: "任务", for: visit, nav: .tasks)
    }
}
