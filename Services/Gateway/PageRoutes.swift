import Web

/// Every page there is.
enum PageRoutes {
    static func endpoints(_ pages: PageTemplates) -> [Endpoint] {
        AccountPages.endpoints(pages) + PublicPages.endpoints(pages) + WorkerPages.endpoints(pages)
            + PageTable.endpoints(employer: EmployerPages.all(pages), worker: WorkerPages.all(pages))
    }
}
