// Asks before a form goes out. On the button: data-confirm (the question), data-confirm-detail, data-confirm-yes.
export default function confirm(form) {
  let agreed = false
  form.addEventListener("submit", (event) => {
    const button = event.submitter
    if (agreed || !button?.dataset.confirm) return
    event.preventDefault()
    event.stopImmediatePropagation()
    ask(button.dataset).then((yes) => {
      if (!yes) return
      agreed = true
      form.requestSubmit(button)
      agreed = false
    })
  }, { capture: true })
}

function ask({ confirm: question, confirmDetail, confirmYes }) {
  const dialog = document.createElement("dialog")
  dialog.className = "dialog"
  const title = Object.assign(document.createElement("h2"), { id: "confirm-title", textContent: question })
  const detail = Object.assign(document.createElement("p"), { textContent: confirmDetail ?? "" })
  const answers = Object.assign(document.createElement("form"), { method: "dialog", className: "actions" })
  const no = Object.assign(document.createElement("button"), { value: "no", className: "btn", textContent: "取消" })
  const yes = Object.assign(document.createElement("button"), { value: "yes", className: "btn primary", textContent: confirmYes ?? "确认" })
  dialog.setAttribute("aria-labelledby", title.id)
  answers.append(no, yes)
  dialog.append(title, detail, answers)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(dialog.returnValue === "yes")
    })
  })
}
