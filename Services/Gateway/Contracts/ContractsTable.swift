import HTTPTypes
import Messages
import Web

extension Contracts {
    static func table(_ pages: PageTemplates) -> [Entry] {
        let contract = ContractPage(pages: pages)
        let workerContract = WorkerContractPage(pages: pages)
        return [
            .json(.get, "/templates", "Templates to choose from", use: templates),
            .json(.post, "/contracts", "Draft one contract for each employee", status: .created, use: draft),
            .json(
                .get,
                "/contracts",
                "Contracts of the acting side",
                use: contracts,
                pages: [
                    .employer(ContractsPage(pages: pages).show),
                    .worker(WorkerContractsPage(pages: pages).show, needs: .verifiedPerson),
                ]
            ),
            .json(
                .get,
                "/contracts/{id}",
                "One contract",
                use: Contracts.contract,
                pages: [
                    .employer(contract.show, act: contract.act),
                    .worker(workerContract.show, needs: .verifiedPerson, act: workerContract.act, isGuarded: true),
                ]
            ),
            .open(.get, "/h5/contracts/{id}", use: DeepLink(to: "/contracts").follow),
            .json(
                .post,
                "/contracts/{id}/launch",
                "Put it before its signers",
                use: launch,
                forms: [SideForm(side: .employer, page: contract.page, done: "已发起签署，劳动者会收到短信。")]
            ),
            .json(
                .post,
                "/contracts/{id}/urge",
                "Remind the employee to sign",
                use: urge,
                forms: [SideForm(side: .employer, page: contract.page, done: "已催签，劳动者会收到短信。")]
            ),
            .json(
                .post,
                "/contracts/{id}/withdrawal",
                "Take it back before all have signed",
                use: Signing.withdraw,
                forms: [SideForm(side: .employer, page: contract.page, done: "合同已撤回，劳动者会收到短信。")]
            ),
            .json(
                .post,
                "/contracts/{id}/decline",
                "Decline to sign it, with a reason",
                use: Signing.decline,
                forms: [
                    SideForm(side: .employer, page: contract.page, done: "已拒绝签署，劳动者会收到短信。"),
                    SideForm(side: .worker, page: workerContract.page, done: "已拒绝签署，用人单位会收到短信。"),
                ]
            ),
            .json(
                .post,
                "/contracts/{id}/relaunch",
                "Draft an ended contract once more",
                use: relaunch,
                forms: [
                    SideForm(
                        side: .employer,
                        page: contract.page,
                        to: { draft, _ in "/contracts/\(draft.id)" },
                        done: "已按原合同生成草稿，确认无误后可发起签署。"
                    )
                ]
            ),
            .file(
                "/contracts/{id}/documents/{documentID}",
                "The PDF as it stands",
                type: "application/pdf",
                use: document
            ),
            .file(
                "/contracts/{id}/documents/{documentID}/pages/{page}",
                "A page's image",
                type: "image/png",
                use: pageImage
            ),
            .page("/contracts/{id}/download", .worker(ContractDownload.open, needs: .verifiedPerson)),
        ]
    }
}
