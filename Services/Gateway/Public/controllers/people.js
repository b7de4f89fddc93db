// Choosing among many employees: filter by name or number, choose all that are shown, count the chosen.
export default function people(box) {
  const rows = [...box.querySelectorAll("[data-person]")]
  const count = box.querySelector("[data-people-count]")
  const all = box.querySelector("[data-people-all]")
  const filter = box.querySelector("[data-people-filter]")
  const checkbox = (row) => row.querySelector("input[type=checkbox]")
  const shown = () => rows.filter((row) => !row.hidden)

  const tell = () => {
    const chosen = rows.filter((row) => checkbox(row).checked).length
    if (count) count.textContent = `已选 ${chosen} 人`
    if (!all) return
    const visible = shown()
    const ticked = visible.filter((row) => checkbox(row).checked).length
    all.checked = visible.length > 0 && ticked === visible.length
    all.indeterminate = ticked > 0 && ticked < visible.length
  }

  if (filter) {
    filter.closest("[hidden]")?.removeAttribute("hidden")
    filter.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault() })
    filter.addEventListener("input", () => {
      const words = filter.value.trim()
      rows.forEach((row) => { row.hidden = words !== "" && !row.dataset.person.includes(words) })
      tell()
    })
  }
  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden")
    all.addEventListener("change", () => {
      shown().forEach((row) => { checkbox(row).checked = all.checked })
      tell()
    })
  }
  box.addEventListener("change", tell)
  tell()
}
