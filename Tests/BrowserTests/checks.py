"""What must hold beside the main job."""

import tempfile
from pathlib import Path

import cast
from inbox import Mark, messages
from people import WorkerAtPhone
from screen import GATEWAY, Screen
from weight import weigh_contract

FIRST_VIEW = 150 * 1024


def before(browser, report):
    """Checks that need nobody to be logged in."""
    report.scene("pages lead those who are not logged in to the login", _logged_out, browser, report)
    report.scene("pages for everybody", _public_pages, browser, report)
    report.scene("the first view on a phone is small", _first_view, browser, report)
    report.scene("a refused form says what is wrong and keeps the values", _refused_form, browser, report, True)
    report.scene("the same without scripts", _refused_form, browser, report, False)


def after(browser, report, job):
    """Checks that need what the main job made."""
    report.scene("another worker's contract is not found", _others_contract, job)
    report.scene("a failed verification says why and keeps what was filled in", _failed_verification, browser, report)
    report.scene("a signed contract is small on a phone, and next to nothing again", _signed_contract, browser, report, job)
    report.scene("nobody else sees a drawn signature", _own_drawing, job)
    report.scene("a double press has one effect", _double_press, browser, report, job)
    report.scene("everybody can judge the signed PDF", _judge, browser, report, job)
    report.scene("the worker's pages on a desktop", _worker_at_desk, browser, report, job)
    report.scene("the employer's pages on a phone keep within the window", _employer_on_phone, browser, report, job)


def _logged_out(browser, report):
    screen = Screen(browser, report, "anonymous")
    some = "0190f0a0-0000-7000-8000-000000000001"
    for path in ("/", "/contracts", f"/contracts/{some}", "/contracts/new", "/invitations", f"/submissions/{some}",
                 "/session/password", "/verification", "/person-verifications/new", "/messages"):
        screen.go(path)
        assert "/login" in screen.page.url, f"{path} leads to {screen.page.url}"
        if path != "/":
            assert "next=" in screen.page.url, f"{path} is forgotten: {screen.page.url}"
    screen.go(f"/h5/contracts/{some}")
    assert "side=worker" in screen.page.url and "next=" in screen.page.url, screen.page.url
    screen.go("/login?next=https%3A%2F%2Fexample.com%2F")
    assert "example.com" not in screen.page.content(), "a foreign address is carried along"
    screen.close()


def _public_pages(browser, report):
    for prefix, phone in (("public", False), ("public-phone", True)):
        screen = Screen(browser, report, prefix, phone=phone)
        for name, path in (
            ("login-employer", "/login?side=employer"), ("login-worker", "/login?side=worker"),
            ("login-password", "/login?side=worker&way=password"), ("create-enterprise", "/enterprises/new"),
            ("verify", "/verify"), ("agreement-platform", "/agreements/platform"),
            ("agreement-certificate", "/agreements/certificate"), ("agreement-privacy", "/agreements/privacy"),
            ("agreement-real-name", "/agreements/real-name"),
        ):
            assert screen.go(path) == 200, f"{path} does not show"
            screen.see(name)
        screen.expected = {404}
        assert screen.go("/nothing-here") == 404
        screen.see("not-found", "没有找到")
        screen.close()


def _first_view(browser, report):
    for path in ("/login", "/login?side=worker&way=password"):
        screen = Screen(browser, report, "phone", phone=True)
        answers = []
        screen.page.on("response", lambda answer, kept=answers: kept.append(answer))
        screen.go(path)
        screen.page.wait_for_load_state("networkidle")
        size = sum(sum(answer.request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize"))
                   for answer in answers)
        assert 0 < size <= FIRST_VIEW, f"{path} transfers {size} bytes"
        foreign = [answer.url for answer in answers if not answer.url.startswith(GATEWAY)]
        assert not foreign, f"asks others: {foreign}"
        screen.close()


def _refused_form(browser, report, javascript):
    screen = Screen(browser, report, "refused" if javascript else "refused-noscript", javascript=javascript)
    screen.go("/enterprises/new")
    screen.fill(name="示例有限公司", uscc="91440101MA5EXAMPL0", phone="1390000", code="12")
    screen.page.check("#agreements")
    with screen.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        screen.press("同意协议并注册")
    assert answer.value.status == 422, answer.value.status
    screen.page.wait_for_selector(".summary")
    screen.see("create-enterprise", "创建企业")
    page = screen.page
    assert page.title().startswith("错误："), page.title()
    for name, value in (("name", "示例有限公司"), ("uscc", "91440101MA5EXAMPL0"), ("phone", "1390000")):
        assert page.input_value(f"#{name}") == value, f"{name} is lost"
    assert page.is_checked("#agreements"), "the tick is lost"
    assert page.get_attribute("#phone", "aria-invalid") == "true"
    sentence = page.text_content("#phone-error")
    assert page.locator(".summary li", has_text=sentence.replace("错误：", "")).count() == 1, sentence
    if javascript:
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.classList.contains('summary')"), "the summary has no focus"
        page.click(".summary a[href='#phone']")
        assert page.evaluate("document.activeElement.id") == "phone"
    # A worker's form on a phone.
    phone = Screen(browser, report, screen.prefix, phone=True, javascript=javascript)
    phone.go("/login?side=worker")
    phone.fill(phone="139", code="1")
    phone.press("注册并登录")
    phone.page.wait_for_selector(".summary")
    phone.see("login", "登录")
    assert phone.page.input_value("#phone") == "139"
    phone.close()
    screen.close()


def _others_contract(job):
    first, second = job["first"].screen, job["second"].screen
    first.go("/contracts?box=completed")
    href = first.page.locator("a", has_text="查看详情").first.get_attribute("href")
    assert first.go(href) == 200
    second.expected = {404}
    assert second.go(href) == 404, "a stranger sees the contract"
    picture = first.page.locator(".pages img").first.get_attribute("src")
    assert second.go(picture) == 404, "a stranger sees its page"
    assert second.go(href + "/download") == 404, "a stranger gets its file"
    second.said = []
    second.expected = {422}


def _signed_contract(browser, report, job):
    first = job["first"].screen
    first.go("/contracts?box=completed")
    weigh_contract(browser, report, first, first.page.locator("a", has_text="查看详情").first.get_attribute("href"))


def _failed_verification(browser, report):
    worker = WorkerAtPhone(browser, report, prefix="mismatch")
    screen, page = worker.screen, worker.screen.page
    worker.person.name = "测试不符"
    screen.go("/login?side=worker&next=%2Fsubmissions")
    worker.log_in()
    screen.at("/submissions$")
    screen.go("/")
    screen.see("home-unverified", "首页")
    screen.press("立即认证")
    screen.press("同意，开始认证")
    page.wait_for_selector("#consent-error")
    screen.see("consent-refused", "授权")
    page.check("#consent")
    screen.press("同意，开始认证")
    screen.fill(name=worker.person.name, idNumber=worker.person.id_number)
    screen.press("下一步")
    page.wait_for_selector("text=未通过核验")
    screen.see("verification-failed", "未通过核验")
    assert page.locator("text=姓名、身份证号与手机号不一致").count() == 1
    screen.press("重新填写")
    assert page.input_value("#idNumber") == worker.person.id_number, "what was filled in is lost"
    for path in ("/contracts", "/i/nothing"):
        screen.expected = {404}
        screen.go(path)
        assert ("/person-verifications/new" in page.url) == (path == "/contracts"), page.url
    screen.close()


def _own_drawing(job):
    own = job["second"].screen.page.request.get(f"{GATEWAY}/api/v1/handwritten-signatures").json()["items"]
    assert len(own) == 1, f"{len(own)} drawings are kept"
    address = f"{GATEWAY}/api/v1/handwritten-signatures/{own[0]['id']}/image"
    assert job["second"].screen.page.request.get(address).body().startswith(b"\x89PNG")
    assert job["first"].screen.page.request.get(address).status == 404


def _double_press(browser, report, job):
    """The same form sent twice at once, as an impatient hand or a repeating proxy does."""
    screen, worker = job["employer"].screen, cast.person()
    Mark(worker.phone, "邀请您")
    screen.go("/invitations/new")
    screen.fill(name=worker.name, phone=worker.phone)
    form = dict(screen.page.evaluate("[...new FormData(document.querySelector('main form'))]"))
    statuses = [screen.page.request.post(f"{GATEWAY}/invitations/new", form=form, max_redirects=0).status
                for _ in range(2)]
    assert statuses[0] == statuses[1] and statuses[0] in (200, 303), statuses
    screen.page.wait_for_timeout(3000)
    found = messages(worker.phone, "邀请您")
    assert len(found) == 1, f"{len(found)} messages were sent"


def _judge(browser, report, job):
    with tempfile.TemporaryDirectory() as folder:
        signed, changed = Path(folder) / "合同.pdf", Path(folder) / "changed.pdf"
        signed.write_bytes(job["pdf"])
        middle = job["pdf"].find(b"stream\n") + 40
        changed.write_bytes(job["pdf"][:middle] + bytes([job["pdf"][middle] ^ 1]) + job["pdf"][middle + 1:])
        for prefix, phone in (("judge", False), ("judge-phone", True)):
            screen = Screen(browser, report, prefix, phone=phone)
            screen.go("/verify")
            screen.page.set_input_files("#file", signed)
            screen.press("验证签名")
            screen.page.wait_for_selector("text=签名有效")
            screen.see("signed", "合同验签")
            assert screen.page.locator(".tag.bad").count() == 0
            screen.page.set_input_files("#file", changed)
            screen.press("验证签名")
            screen.page.wait_for_selector(".flash.bad, .summary")
            screen.see("changed", "合同验签")
            assert screen.page.locator("text=签名有效").count() == 0, "a changed file is called good"
            screen.go("/verify")
            screen.press("验证签名")
            screen.page.wait_for_selector(".summary")
            screen.see("nothing-chosen", "合同验签")
            screen.close()


def _worker_at_desk(browser, report, job):
    screen = Screen(browser, report, "worker-desk")
    screen.context.add_cookies(job["first"].screen.context.cookies())
    for name, path in (("home", "/"), ("contracts", "/contracts"), ("submissions", "/submissions"),
                       ("account", "/session/password")):
        assert screen.go(path) == 200
        screen.see(name)
    screen.go("/contracts")
    screen.press("查看详情")
    screen.wait_for_picture(".pages img")
    screen.see("contract", "合同详情")
    screen.close()


def _employer_on_phone(browser, report, job):
    screen = Screen(browser, report, "employer-narrow", width=390)
    screen.context.add_cookies(job["employer"].screen.context.cookies())
    for name, path in (("home", "/"), ("contracts", "/contracts"), ("invitations", "/invitations"),
                       ("employees", "/employees"), ("launch", "/contracts/new"), ("seals", "/seals"),
                       ("messages", "/messages"), ("account", "/session/password")):
        assert screen.go(path) == 200
        screen.see(name)
    screen.go("/contracts")
    row = screen.page.locator("main tbody tr").first.bounding_box()
    for cell in screen.page.locator("main tbody tr").first.locator("td").all():
        box = cell.bounding_box()
        assert box["x"] + box["width"] <= row["x"] + row["width"] + 1, "a cell is out of sight"
    screen.go("/contracts/new")
    screen.page.locator("[name=templateID]").first.check()
    screen.press("下一步")
    screen.page.wait_for_selector("[name=employeeIDs]")
    screen.see("launch-parties", "发起签署")
    screen.close()
