import HTTPTypes
import Messages
import Web

extension Onboarding {
    static func table(_ pages: PageTemplates) -> [Entry] {
        invitations(pages) + submissions(pages) + roster(pages)
    }

    private static func invitations(_ pages: PageTemplates) -> [Entry] {
        let invite = InvitePage(pages: pages)
        let form = SubmissionFormPage(pages: pages)
        return [
            .json(
                .get,
                "/invitations",
                "The enterprise's invitations",
                use: invitations,
                pages: [.employer(InvitationsPage(pages: pages).show)]
            ),
            .json(.post, "/invitations", "Invite a worker by SMS", status: .created, use: Onboarding.invite),
            .page("/invitations/new", .employer(invite.show, act: invite.act)),
            .json(.get, "/invitations/{code}", "An invitation by its code", .anyone, use: invitation),
            .open(.get, "/i/{code}", isGuarded: true, use: InvitationPage(pages: pages).show),
            .json(
                .post,
                "/invitations/{code}/submission",
                "Hand in the form",
                status: .created,
                use: submit,
                pages: [.worker(form.show, needs: .verifiedPerson, act: form.act)]
            ),
        ]
    }

    private static func submissions(_ pages: PageTemplates) -> [Entry] {
        let review = ReviewPage(pages: pages)
        let form = SubmissionFormPage(pages: pages)
        let own = SubmissionPage(pages: pages)
        return [
            .json(
                .get,
                "/submissions",
                "Submissions to review, or one's own",
                use: submissions,
                pages: [.worker(SubmissionsPage(pages: pages).show)]
            ),
            .json(
                .get,
                "/submissions/{id}",
                "One submission",
                use: submission,
                pages: [.employer(review.show), .worker(own.show)]
            ),
            .open(.get, "/h5/submissions/{id}", use: DeepLink(to: "/submissions").follow),
            .page("/submissions/{id}/sent", .worker(own.showSent)),
            .json(
                .post,
                "/submissions/{id}/correction",
                "Hand in anew what was sent back",
                status: .created,
                use: correct,
                pages: [.worker(form.showCorrection, needs: .verifiedPerson, act: form.actCorrection)]
            ),
            .json(
                .post,
                "/submissions/{id}/approval",
                "Take the worker on",
                use: approve,
                forms: [
                    SideForm(
                        side: .employer,
                        page: review.page,
                        to: { _, _ in "/invitations" },
                        done: "已通过，劳动者已加入花名册，并会收到短信。"
                    )
                ]
            ),
            .json(
                .post,
                "/submissions/{id}/rejection",
                "Send it back",
                use: reject,
                forms: [
                    SideForm(
                        side: .employer,
                        page: review.page,
                        to: { _, _ in "/invitations" },
                        done: "已拒绝，劳动者会收到短信，修改后可以重新提交。"
                    )
                ]
            ),
        ]
    }

    private static func roster(_ pages: PageTemplates) -> [Entry] {
        [
            .json(
                .get,
                "/employees",
                "The roster",
                use: employees,
                pages: [.employer(EmployeesPage(pages: pages).show)]
            ),
            .json(.get, "/departments", "The departments", use: departments),
            .json(.post, "/departments", "Add a department", status: .created, use: addDepartment),
        ]
    }
}
