"""The main job through the pages, from creating an enterprise to two contracts signed by both sides."""

import cast
from inbox import Mark
from people import EmployerAtDesk, WorkerAtPhone
from weight import weigh_contract

PASSWORD = "correct horse battery staple"


def play(browser, report):
    """Gives what later checks need, or None when the job could not be done."""
    employer = EmployerAtDesk(browser, report)
    first = WorkerAtPhone(browser, report)
    second = WorkerAtPhone(browser, report, prefix="worker-noscript", javascript=False)
    marks = {}

    def turn(worker):
        return marks[worker.person.phone].link()

    def unverified():
        screen = employer.screen
        screen.go("/")
        screen.see("05-home-unverified")
        for path in ("/contracts", "/contracts/new", "/invitations", "/employees", "/seals"):
            screen.go(path)
            assert "/verification" in screen.page.url, f"{path} leads to {screen.page.url}"

    def launch():
        for worker in (first, second):
            marks[worker.person.phone] = Mark(worker.person.phone, "等您签署")
        employer.launch([first.person, second.person], True)

    def first_signs():
        first.screen.go("/")
        link = turn(first)
        employer.screen.go("/contracts/" + link.rstrip("/").rsplit("/", 1)[-1])
        assert employer.screen.page.locator("#form").count() == 0, "the employer can sign before the worker"
        first.screen.go("/")
        first.screen.see("11-home", "首页")
        first.open_contract(link, True)
        first.draw(True)
        first.screen.press("提交签署")
        first.screen.page.wait_for_selector(".summary")
        first.screen.see("17-contract-refused", "合同详情")
        assert first.screen.page.locator("img.signed-image").count() == 1, "the drawing is lost"
        first.fill_own_fields()
        first.confirm_and_sign(True)
        # The page that the employer has left open shows by itself that it is their turn.
        employer.screen.page.wait_for_selector("#form", timeout=60_000)
        marks["contract"] = first.screen.page.url.removesuffix("/signed")

    def send_back_and_correct():
        employer.send_back(first.person, "住址请写到门牌号")
        first.correct("住址请写到门牌号")

    def employer_signs_first():
        first.screen.go(marks["contract"])
        first.screen.see("20-contract-waiting", "合同详情")
        assert first.screen.page.locator("text=已完成").count() == 0
        employer.sign(first.person, True)
        # So does the worker's.
        first.screen.page.wait_for_selector("text=已完成", timeout=60_000)

    def second_reads():
        screen = second.screen
        second.open_contract(turn(second), True)
        second.fill_own_fields()
        screen.press("手写签名")
        screen.page.wait_for_selector("noscript .flash")
        screen.see("14-signature", "手写签名")

    def second_weighs():
        weigh_contract(browser, report, second.screen, second.screen.page.url)

    def second_signs():
        with_script = WorkerAtPhone(browser, report, person=second.person, prefix="worker-again")
        marks["page"] = with_script
        with_script.log_in_by_password(PASSWORD)
        with_script.screen.go("/contracts?box=mine")
        with_script.screen.see("contracts-mine", "我的合同")
        with_script.screen.press("查看并签署")
        with_script.fill_own_fields()
        with_script.draw()
        with_script.choose_saved()
        with_script.confirm_and_sign()

    def withdraws_and_relaunches():
        employer.launch([first.person])
        withdrawn = employer.withdraw(first.person, True)
        first.screen.go("/h5/contracts/" + withdrawn.rsplit("/", 1)[-1])
        first.screen.see("27-contract-withdrawn", "合同详情")
        assert first.screen.page.locator("text=已撤回").count() > 0, "the worker does not see that it was withdrawn"
        assert first.screen.page.locator("#form").count() == 0, "the worker can still sign"
        employer.relaunch(True)

    def declines_with_a_reason():
        reason = "试用期过长"
        contract = "/contracts/" + employer.screen.page.url.split("?")[0].rsplit("/", 1)[-1]
        first.screen.go(contract)
        first.decline(reason, True)
        words = f"{first.person.name}拒绝签署，理由：{reason}"
        employer.screen.go(contract)
        employer.screen.page.wait_for_selector(f"text={words}", timeout=60_000)
        employer.screen.see("36-contract-declined")
        assert employer.screen.page.locator("button", has_text="重新发起").count() == 1, "cannot be drafted again"
        employer.screen.go("/messages")
        employer.screen.page.wait_for_selector(f"text={reason}")

    def pages_of_employer():
        screen = employer.screen
        for name, path, heading in (
            ("11-home", "/", None), ("26-contracts", "/contracts?box=all", "合同"), ("16-employees", "/employees", "花名册"),
            ("27-seals", "/seals", "印章"), ("28-messages", "/messages", "消息"),
            ("30-account", "/session/password", "个人中心"), ("32-operations", "/operation-log", "操作日志"),
        ):
            screen.go(path)
            screen.see(name, heading)

    def pages_of_worker():
        screen = first.screen
        for name, path, heading in (
            ("21-home-done", "/", "首页"), ("22-contracts", "/contracts", "我的合同"),
            ("23-contracts-done", "/contracts?box=completed", "我的合同"), ("24-submissions", "/submissions", "入职资料"),
            ("26-account", "/session/password", "个人中心"), ("30-signatures", "/handwritten-signatures", "我的签名"),
        ):
            screen.go(path)
            screen.see(name, heading)
        assert screen.page.locator("img.signed-image").count() > 0, "the drawn signature is not shown"
        screen.go("/submissions")
        screen.page.locator("main a").first.click()
        screen.see("25-submission", "入职资料")

    def downloads():
        employer.screen.go("/contracts?box=completed")
        employer.screen.page.locator("tr", has_text=first.person.phone[-4:]).locator("a").first.click()
        employer.screen.page.wait_for_selector("h1")
        employer.screen.see("31-contract-completed")
        theirs, name = employer.screen.download("下载")
        assert name.endswith(".pdf"), name
        first.screen.go("/contracts?box=completed")
        own, name = first.screen.download("^下载")
        assert name.endswith(".pdf"), name
        assert theirs.startswith(b"%PDF-") and theirs == own, "both sides do not get the same file"
        return own

    steps = [
        ("an employer creates the enterprise", employer.create_enterprise, True),
        ("logs out and logs in again by code", employer.log_out_and_in, True),
        ("an enterprise that is not verified is led to its verification", unverified),
        ("verifies person and enterprise", employer.verify, True),
        ("a worker follows the link in the SMS, logs in, verifies and hands in the form",
         lambda: first.onboard(employer.invite(first.person, True), True)),
        ("another does the same without scripts", lambda: second.onboard(employer.invite(second.person), True)),
        ("who sets a password, still without scripts", second.set_password, PASSWORD, True),
        ("the employer sends the first form back, who corrects it from the own list", send_back_and_correct),
        ("the employer takes the first on", employer.approve, first.person, True),
        ("the employer takes the second on", employer.approve, second.person),
        ("launches for both by the wizard", launch),
        ("the first draws and signs with the code", first_signs),
        ("the second reads and fills in without scripts, up to the drawing", second_reads),
        ("whose contract is small on a phone, and next to nothing again", second_weighs),
        ("the second logs in by password, draws, takes the saved drawing instead and signs", second_signs),
        ("the employer seals and signs the first, whose open page tells it", employer_signs_first),
        ("the employer seals and signs the second", employer.sign, second.person),
        ("the employer takes a contract back and launches it again", withdraws_and_relaunches),
        ("the worker declines to sign it, and the employer reads why", declines_with_a_reason),
        ("the employer's other pages", pages_of_employer),
        ("the worker's other pages", pages_of_worker),
    ]
    for name, act, *arguments in steps:
        if report.scene(name, act, *arguments) is None:
            employer.screen.page.screenshot(path=_failed("employer"))
            first.screen.page.screenshot(path=_failed("worker"))
            second.screen.page.screenshot(path=_failed("worker-noscript"))
            if "page" in marks:
                marks["page"].screen.page.screenshot(path=_failed("worker-again"))
            return None
    pdf = report.scene("both download the same PDF", downloads)
    return {"employer": employer, "first": first, "second": marks["page"], "pdf": pdf}


def _failed(who):
    from screen import screenshots
    return screenshots() / f"failed-{who}.png"
