import HTTPTypes
import Web

/// 首页 of either side.
enum Home {
    static func table(_ pages: PageTemplates) -> [Entry] {
        [
            .page(
                "/",
                .employer(HomePage(pages: pages).show, needs: .enterprise),
                .worker(WorkerHomePage(pages: pages).show)
            ),
            .json(.get, "/summary", "Counts for the home page", use: Contracts.summary),
        ]
    }
}
