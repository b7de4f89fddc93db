"""What people do at their screens, step by step."""

from datetime import date

import cast
from inbox import Mark
from screen import Screen


class EmployerAtDesk:
    def __init__(self, browser, report, prefix="employer", javascript=True):
        self.screen = Screen(browser, report, prefix, javascript=javascript)
        self.person, self.enterprise = cast.person(), cast.enterprise()

    def see(self, *arguments):
        self.screen.see(*arguments)

    def create_enterprise(self, see=False):
        screen = self.screen
        screen.go("/enterprises/new")
        if see:
            screen.see("01-create-enterprise", "创建企业")
        mark = Mark(self.person.phone, "创建企业")
        screen.fill(name=self.enterprise.name, uscc=self.enterprise.uscc, phone=self.person.phone)
        screen.press("发送验证码")
        screen.fill(code=mark.code())
        screen.page.check("#agreements")
        if see:
            screen.see("02-create-enterprise-code", "创建企业")
        screen.press("同意协议并注册")
        screen.page.wait_for_selector("text=企业创建成功")
        if see:
            screen.see("03-enterprise-created")

    def log_out_and_in(self, see=False):
        screen = self.screen
        screen.go("/")
        screen.page.click(".menu summary")
        screen.press("退出登录")
        screen.at("/login")
        screen.go("/login?side=employer")
        if see:
            screen.see("04-login")
        mark = Mark(self.person.phone, "用于登录")
        screen.fill(phone=self.person.phone)
        screen.press("发送验证码")
        screen.fill(code=mark.code())
        screen.page.check("#agreements")
        screen.page.press("#code", "Enter")
        screen.at(r":\d+/$")

    def verify(self, see=False):
        screen = self.screen
        screen.go("/")
        screen.press("立即认证")
        if see:
            screen.see("06-verification", "企业实名认证")
        screen.press("开始认证")
        screen.at("/person-verifications/new")
        if see:
            screen.see("07-verify-person")
        mark = Mark(self.person.phone, "实名认证")
        screen.fill(name=self.person.name, idNumber=self.person.id_number, phone=self.person.phone)
        screen.page.check("#consent")
        screen.press("确认提交")
        screen.page.wait_for_selector("#code")
        screen.fill(code=mark.code())
        if see:
            screen.see("08-verify-person-code")
        screen.press("立即确认")
        screen.at("/enterprise-verifications/new")
        screen.fill(
            **{
                "legalRepresentative.name": self.person.name,
                "legalRepresentative.idNumber": self.person.id_number,
            }
        )
        if see:
            screen.see("09-verify-organization")
        screen.press("^确认$")
        screen.page.wait_for_selector("h2:has-text('认证完成')", timeout=60_000)
        if see:
            screen.see("10-verified", "认证完成")

    def invite(self, worker, see=False):
        """Gives the link as the worker's phone gets it."""
        screen = self.screen
        mark = Mark(worker.phone, "邀请您填写入职资料")
        screen.go("/invitations/new")
        if see:
            screen.see("12-invite", "邀请")
        screen.fill(name=worker.name, phone=worker.phone)
        screen.press("发送邀请")
        screen.page.wait_for_selector("text=邀请已发送")
        if see:
            screen.see("13-invited", "邀请")
        return mark.link()

    def review(self, worker, see=False):
        """Opens what the worker handed in."""
        screen = self.screen
        for _ in range(60):
            screen.go("/invitations?status=pending-review")
            row = screen.page.locator("tr", has_text=worker.phone[-4:]).locator("a", has_text="审核")
            if row.count():
                break
            screen.page.wait_for_timeout(500)
        if see:
            screen.see("14-invitations", "入职管理")
        row.first.click()
        screen.page.wait_for_selector("text=加入花名册")
        if see:
            screen.see("15-review")

    def send_back(self, worker, reason):
        screen = self.screen
        self.review(worker)
        screen.fill(reason=reason)
        screen.confirm("^拒绝$")
        screen.at("/invitations")

    def approve(self, worker, see=False):
        screen = self.screen
        self.review(worker, see)
        screen.press("通过，加入花名册")
        screen.at("/invitations")

    def launch(self, workers, see=False):
        """Goes through the wizard for several employees at once."""
        screen, page = self.screen, self.screen.page
        screen.go("/contracts/new")
        if see:
            screen.see("17-launch-template", "发起签署")
        page.locator("[name=templateID]").first.check()
        screen.press("下一步")
        page.wait_for_selector("[name=employeeIDs]")
        for worker in workers:
            page.locator("tr", has_text=worker.phone[-4:]).locator("[name=employeeIDs]").check()
        if see:
            screen.see("18-launch-parties", "发起签署")
        screen.press("下一步")
        page.wait_for_selector("input[name=step][value=fields]", state="attached")
        self._fill_controls()
        if see:
            screen.see("19-launch-fields", "发起签署")
        screen.press("下一步")
        page.wait_for_selector("button:has-text('发起签署')")
        if see:
            screen.see("20-launch-check", "发起签署")
        screen.confirm("^发起签署$")
        page.wait_for_selector(f"text=已发起 {len(workers)} 份合同", timeout=60_000)
        if see:
            screen.see("21-launched", "发起签署")

    def _fill_controls(self):
        """Everything that is still empty; what the platform knows already is filled in."""
        page, year = self.screen.page, date.today().year
        days = {"contractStart": f"{year + 1}-01-01", "contractEnd": f"{year + 3}-12-31",
                "probationEnd": f"{year + 1}-06-30"}
        texts = {"position": "软件测试工程师", "workplace": "示例市虚构区", "restDays": "星期六、星期日",
                 "enterpriseAddress": "示例市虚构区示范路1号", "payday": "15", "monthlyWage": "8500.00",
                 "probationWage": "7000.00", "probationMonths": "6"}
        for control in page.locator("form .field:visible :is(input, select, textarea):not([type=hidden])").all():
            name, kind = control.get_attribute("name") or "", control.get_attribute("type")
            key = name.rsplit(".", 1)[-1]
            if "fields." not in name and "perEmployee." not in name or control.input_value():
                continue
            if control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(index=1)
            elif kind == "date":
                control.fill(days.get(key, f"{year + 1}-01-01"))
            elif key in texts:
                control.fill(texts[key])
            elif "（选填）" not in control.evaluate("element => element.labels[0]?.textContent ?? ''"):
                control.fill("示例内容")

    def sign(self, worker, see=False):
        screen, page = self.screen, self.screen.page
        for _ in range(60):
            screen.go("/contracts?box=mine")
            row = page.locator("tr", has_text=worker.phone[-4:]).locator("a", has_text="签署")
            if row.count():
                break
            page.wait_for_timeout(500)
        if see:
            screen.see("22-contracts-mine", "合同")
        row.first.click()
        page.wait_for_selector("#form")
        page.locator("[name=sealID]").first.check()
        screen.wait_for_picture(".pages img")
        if see:
            screen.see("23-contract")
        mark = Mark(self.person.phone, "您正在签署")
        screen.press("提交签署")
        page.wait_for_selector("#code")
        if see:
            screen.see("24-willingness", "意愿认证")
        screen.fill(code=mark.code())
        screen.press("确认签署")
        page.wait_for_selector("text=签署成功", timeout=60_000)
        if see:
            screen.see("25-signed", "签署成功")

    def withdraw(self, worker, see=False):
        """Takes the contract back that was launched last; the page left open shows by itself that it ended."""
        screen, page = self.screen, self.screen.page
        screen.go("/contracts?box=others")
        page.locator("tr", has_text=worker.phone[-4:]).locator("a", has_text="查看").first.click()
        page.wait_for_selector("h2:has-text('催签')")
        assert page.locator("button:visible", has_text="催签").count() == 0, "may be urged at once"
        if see:
            screen.see("33-contract-waiting")
        screen.confirm("^撤回合同$")
        page.wait_for_selector("button:has-text('重新发起')", timeout=60_000)
        if see:
            screen.see("34-contract-withdrawn")
        return page.url.split("?")[0]

    def relaunch(self, see=False):
        screen, page = self.screen, self.screen.page
        withdrawn = page.url.split("?")[0]
        screen.press("^重新发起$")
        page.wait_for_selector("button:has-text('发起签署')")
        assert page.url.split("?")[0] != withdrawn, "the draft is the old contract"
        if see:
            screen.see("35-contract-drafted-again")
        screen.confirm("^发起签署$")
        page.wait_for_selector("text=已发起签署")


class WorkerAtPhone:
    def __init__(self, browser, report, person=None, prefix="worker", javascript=True, phone=True):
        self.screen = Screen(browser, report, prefix, phone=phone, javascript=javascript)
        self.person = person or cast.person()

    def log_in(self, see=False):
        """On the login page, however it was reached."""
        screen = self.screen
        if see:
            screen.see("02-login")
        mark = Mark(self.person.phone, "用于登录")
        screen.fill(phone=self.person.phone)
        screen.press("发送验证码")
        screen.fill(code=mark.code())
        screen.page.check("#agreements")
        if see:
            screen.see("03-login-code")
        screen.press("登录$")
        screen.page.wait_for_url(lambda address: "/login" not in address)

    def verify(self, see=False):
        """From the page of the consent on."""
        screen = self.screen
        screen.at("/person-verifications/new")
        if see:
            screen.see("05-consent", "授权")
        screen.page.check("#consent")
        screen.press("同意，开始认证")
        mark = Mark(self.person.phone, "实名认证")
        screen.fill(name=self.person.name, idNumber=self.person.id_number, phone=self.person.phone)
        if see:
            screen.see("06-verification-form")
        screen.press("下一步")
        screen.page.wait_for_selector("#code", timeout=60_000)
        if see:
            screen.see("07-verification-code", "手机认证")
        screen.fill(code=mark.code())
        screen.press("立即确认")
        screen.page.wait_for_selector("text=实名认证完成")
        if see:
            screen.see("08-verified")

    def onboard(self, link, see=False):
        """From the link in the SMS to 资料审核中."""
        screen = self.screen
        screen.go(link)
        if see:
            screen.see("01-invitation", "确认入职企业")
        screen.press("登录后填写")
        self.log_in(see)
        screen.at("/i/")
        if see:
            screen.see("04-invitation-unverified", "确认入职企业")
        screen.press("去实名认证")
        self.verify(see)
        screen.press("填写入职资料")
        screen.at("/submission$")
        if see:
            screen.see("09-submission-form", "填写入职资料")
            screen.fill(address=self.person.address, **{"emergencyContact.phone": "1380"})
            screen.press("^提交$")
            screen.page.wait_for_selector(".summary")
            screen.see("09-submission-form-refused", "填写入职资料")
            assert screen.page.input_value("#address") == self.person.address, "the address is lost"
            assert screen.page.input_value("[id='emergencyContact.phone']") == "1380", "the phone is lost"
        screen.page.locator(f"[name=sex][value={'male' if self.person.is_male else 'female'}]").check()
        screen.fill(
            address=self.person.address,
            **{"emergencyContact.name": "示例亲友", "emergencyContact.phone": "13800000009"},
        )
        screen.page.select_option("[id='emergencyContact.relation']", index=1)
        screen.press("^提交$")
        screen.page.wait_for_selector("text=资料审核中")
        if see:
            screen.see("10-submission-sent", "资料审核中")

    def correct(self, reason):
        """Hands in anew what was sent back, from the own list and without the link."""
        screen, page = self.screen, self.screen.page
        screen.go("/submissions")
        page.locator("main a").first.click()
        page.wait_for_selector(f"text={reason}")
        screen.see("10-submission-rejected", "入职资料")
        screen.press("修改后重新提交")
        screen.at("/correction$")
        screen.see("10-submission-correction", "填写入职资料")
        assert page.input_value("#address") == self.person.address, "what was filled in is lost"
        screen.fill(address=f"{self.person.address}西侧", **{"emergencyContact.phone": "1380"})
        screen.press("^提交$")
        page.wait_for_selector("[id='emergencyContact.phone-error']")
        screen.fill(**{"emergencyContact.phone": "13800000009"})
        screen.press("^提交$")
        page.wait_for_selector("text=资料审核中")
        screen.go("/submissions")
        page.locator("main a").last.click()
        page.wait_for_selector(f"text={reason}")
        assert page.locator("text=修改后重新提交").count() == 0, "a second correction is offered while one waits"

    def set_password(self, password, see=False):
        screen = self.screen
        screen.go("/session/password")
        if see:
            screen.see("12-account", "个人中心")
        screen.fill(password=password, again=password)
        screen.press("保存")
        screen.page.wait_for_selector("text=密码已保存")

    def log_in_by_password(self, password):
        screen = self.screen
        screen.go("/login?side=worker&way=password")
        screen.fill(phone=self.person.phone, password=password)
        screen.page.check("#agreements")
        screen.press("^登录$")
        screen.page.wait_for_url(lambda address: "/login" not in address)

    def open_contract(self, link, see=False):
        screen = self.screen
        screen.go(link)
        screen.wait_for_picture(".pages img")
        if see:
            screen.see("13-contract", "合同详情")

    def fill_own_fields(self):
        for control in self.screen.page.locator("[name^='fields.']").all():
            if control.get_attribute("type") == "checkbox":
                control.check()
            elif not control.input_value():
                control.fill("可以通过本人手机联络")

    def decline(self, reason, see=False):
        """Declines to sign the contract that is open; the page shows by itself that it ended."""
        screen, page = self.screen, self.screen.page
        screen.fill(reason=reason)
        if see:
            screen.see("28-contract-to-decline", "合同详情")
        screen.confirm("^拒绝签署$")
        page.wait_for_selector(f"text=拒绝签署，理由：{reason}", timeout=60_000)
        if see:
            screen.see("29-contract-declined", "合同详情")

    def draw(self, see=False):
        """Writes with the pointer on the canvas."""
        screen, page = self.screen, self.screen.page
        screen.press("手写签名|重新签名")
        page.wait_for_selector("canvas:visible")
        if see:
            screen.see("14-signature-empty", "手写签名")
        box = page.locator("canvas").bounding_box()
        for row in (0.35, 0.55, 0.7):
            page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * row)
            page.mouse.down()
            for step in range(1, 13):
                page.mouse.move(box["x"] + box["width"] * (0.25 + step * 0.04),
                                box["y"] + box["height"] * (row + 0.08 * (step % 3 - 1)))
            page.mouse.up()
        if see:
            screen.see("15-signature-drawn", "手写签名")
        screen.press("^确定$")
        page.wait_for_selector("img.signed-image")
        if see:
            screen.see("16-contract-with-signature", "合同详情")

    def choose_saved(self):
        screen, page = self.screen, self.screen.page
        screen.press("重新签名")
        page.wait_for_selector("canvas:visible")
        screen.wait_for_picture(".saved img")
        screen.see("signature-saved", "手写签名")
        page.locator("[name=signatureID]").first.check()
        screen.press("^确定$")
        page.wait_for_selector("img.signed-image")
        screen.wait_for_picture("img.signed-image")

    def confirm_and_sign(self, see=False):
        screen, page = self.screen, self.screen.page
        mark = Mark(self.person.phone, "您正在签署")
        screen.press("提交签署")
        page.wait_for_selector("#code")
        code = mark.code()
        if see:
            screen.see("18-willingness", "意愿认证")
            screen.fill(code=f"{(int(code) + 1) % 1_000_000:06d}")
            screen.press("确认签署")
            page.wait_for_selector("#code-error")
            screen.see("19-willingness-wrong-code", "意愿认证")
        screen.fill(code=code)
        screen.press("确认签署")
        page.wait_for_selector("text=签署成功", timeout=60_000)
        if see:
            screen.see("20-signed", "签署成功")
