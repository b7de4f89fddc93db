/// Every page there is.
enum PageRoutes {
    static func endpoints(_ pages: PageRenderer) -> [Endpoint] {
        AccountPages.endpoints(pages) + PageTable.endpoints(employer: EmployerPages.all(pages), worker: [])
    }
}
