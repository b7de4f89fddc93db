// A form that goes out once: a second press while the answer is awaited does nothing.
export default function once(form) {
  let sent = false
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return
    if (sent) {
      event.preventDefault()
      return
    }
    sent = true
    event.submitter?.setAttribute("aria-disabled", "true")
  })
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    sent = false
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"))
  })
}
