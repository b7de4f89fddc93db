// A button that may be pressed again after data-seconds. The label counts down; a polite live region says only
// the start and the end, so that a screen reader is not read a number every second.
export default function countdown(button) {
  const seconds = Number(button.dataset.seconds)
  if (!(seconds > 0)) return

  const label = button.textContent.trim()
  const status = button.form?.querySelector("[data-countdown-status]")
  const until = Date.now() + seconds * 1000
  button.disabled = true
  if (status) status.textContent = `验证码已发送，${seconds} 秒后可以重新发送`

  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000)
    if (left > 0) {
      button.textContent = `${left} 秒后重发`
      return
    }
    clearInterval(timer)
    button.textContent = label
    button.disabled = false
    if (status) status.textContent = "可以重新发送验证码了"
  }
  const timer = setInterval(tick, 1000)
  tick()
}
