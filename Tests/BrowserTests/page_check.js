// What every page must keep to; gives a list of findings, empty when all is well.
(isPhone) => {
  const findings = []
  const all = (selector) => [...document.querySelectorAll(selector)]
  const short = (element) => element.outerHTML.slice(0, 90)

  if (document.documentElement.lang !== "zh-Hans") findings.push(`language is ${document.documentElement.lang}`)
  if (!document.title.trim()) findings.push("no title")
  const headings = all("h1").length
  if (headings !== 1) findings.push(`${headings} first headings`)
  if (all("main").length !== 1) findings.push("not exactly one main part")
  // Taking a picture leaves empty ones behind.
  const styled = all("[style]:not([style=''])")
  if (styled.length > 0) findings.push(`style in the markup: ${short(styled[0])}`)
  if (all("script").some((script) => !script.src)) findings.push("script in the markup")
  if (document.body.innerText.includes("{{")) findings.push("a template's braces are left over")

  const names = all("[id]").map((element) => element.id)
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  if (twice.length > 0) findings.push(`names used twice: ${twice}`)

  for (const control of all("input:not([type=hidden]), select, textarea")) {
    if (!control.labels?.length && !control.getAttribute("aria-label")) findings.push(`no label: ${short(control)}`)
    for (const id of (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)) {
      if (!document.getElementById(id)) findings.push(`described by nothing: ${id}`)
    }
  }
  for (const pressed of all("a[href], button")) {
    const name = pressed.getAttribute("aria-label") ?? pressed.textContent
    const picture = pressed.querySelector("img[alt]:not([alt=''])")
    if (!name.trim() && !picture && !pressed.closest("[aria-hidden=true]") && pressed.getAttribute("aria-hidden") !== "true") {
      findings.push(`without a name: ${short(pressed)}`)
    }
  }
  for (const image of all("img:not([alt])")) findings.push(`picture without words: ${short(image)}`)
  for (const image of all("img")) {
    if (image.complete && image.naturalWidth === 0 && image.loading !== "lazy") findings.push(`picture does not show: ${image.src}`)
  }
  for (const link of all("a[href^='#']")) {
    const target = decodeURIComponent(link.getAttribute("href").slice(1))
    if (target && !document.getElementById(target)) findings.push(`link to nothing: #${target}`)
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    findings.push(`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}`)
  }

  const light = ([red, green, blue]) => {
    const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  }
  const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number)
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = numbers(getComputedStyle(at).backgroundColor)
      if (color.length > 0 && (color[3] ?? 1) > 0.5) return color
    }
    return [255, 255, 255]
  }
  const seen = new Set()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim()
    const element = texts.currentNode.parentElement
    if (!text || !element.getClientRects().length || element.closest(".visually-hidden, svg, noscript, :disabled, [aria-hidden=true]")) continue
    const [dark, bright] = [light(numbers(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => a - b)
    const contrast = (bright + 0.05) / (dark + 0.05)
    if (contrast >= 4.5 || seen.has(element.className)) continue
    seen.add(element.className)
    findings.push(`contrast ${contrast.toFixed(1)}: ${text.slice(0, 16)} .${element.className}`)
  }

  if (!isPhone) return findings
  for (const pressed of all("a[href], button, input:not([type=hidden]), select, textarea")) {
    // A link within a line of text is as high as the line.
    const isText = getComputedStyle(pressed).display === "inline"
    if (isText || !pressed.getClientRects().length || pressed.closest(".visually-hidden, .skip, .page, .top")) continue
    const host = pressed.matches("[type=radio], [type=checkbox]")
      ? (pressed.closest("label") ?? pressed.closest(".consent") ?? pressed) : pressed
    const { width, height } = (host.closest(".consent") ?? host).getBoundingClientRect()
    if (height < 43.5 || width < 43.5) findings.push(`small to touch, ${Math.round(width)} x ${Math.round(height)}: ${short(pressed)}`)
  }
  return findings
}
