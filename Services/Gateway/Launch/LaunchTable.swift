import Web

/// 发起签署, step by step on pages; what it asks of Contracts has its JSON twins there.
enum Launch {
    static func table(_ pages: PageTemplates) -> [Entry] {
        let launch = LaunchPage(pages: pages)
        return [
            .page("/contracts/new", .employer(launch.show, act: launch.act)),
            .page("/contracts/launched", .employer(LaunchResultPage(pages: pages).show)),
        ]
    }
}
