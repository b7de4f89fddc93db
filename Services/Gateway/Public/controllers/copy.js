// Copies the text of data-copy and says so in the button for a moment.
export default function copy(button) {
  if (!navigator.clipboard) return
  const label = button.textContent
  button.hidden = false
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      button.textContent = "已复制"
    } catch {
      button.textContent = "未能复制，可长按链接复制"
    }
    setTimeout(() => { button.textContent = label }, 2000)
  })
}
