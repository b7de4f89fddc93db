// Brings the reader to the list of errors after a refused form; its links move the focus into the field.
export default function summary(box) {
  box.focus()
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']")
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!target) return
    event.preventDefault()
    const field = target.closest(".field")
    ;(field ?? target).scrollIntoView({ block: "center" })
    const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea")
    control?.focus({ preventScroll: true })
  })
}
