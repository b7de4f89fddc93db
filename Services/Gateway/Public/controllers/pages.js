// Page images load as they come near (loading="lazy" in the markup). One that fails can be asked for again,
// the place in the document is told as it is read, and a press on the place to sign opens the drawing page.
export default function pages(list) {
  for (const image of list.querySelectorAll("img")) {
    image.addEventListener("error", () => offerRetry(image))
    if (image.complete && image.naturalWidth === 0 && image.currentSrc) offerRetry(image)
  }

  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sign-here]")) return
    const draw = document.querySelector("button[form=form][name=action][value=draw]")
    if (!draw) return
    event.preventDefault()
    draw.click()
  })

  const place = document.querySelector("[data-pages-place]")
  if (!place || !("IntersectionObserver" in window)) return
  const sheets = [...list.querySelectorAll(".page")]
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) place.textContent = `第 ${sheets.indexOf(entry.target) + 1} / ${sheets.length} 页`
    }
  }, { rootMargin: "-45% 0px -45% 0px" })
  sheets.forEach((sheet) => observer.observe(sheet))
}

function offerRetry(image) {
  const sheet = image.closest(".page")
  if (sheet.querySelector(".retry")) return
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn retry", textContent: "本页未能显示，重新加载" })
  button.addEventListener("click", () => {
    button.remove()
    const address = new URL(image.src)
    address.searchParams.set("retry", Date.now())
    image.src = address
  })
  sheet.append(button)
}
