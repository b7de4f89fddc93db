// Waits for a pending state to change: asks the JSON twin (data-live-url) and reloads the page when the value at
// data-live-path is no longer data-live-value. Slows down over time and rests while the page is hidden.
const FIRST_PAUSE = 2000
const LONGEST_PAUSE = 30000

export default function live(element) {
  const { liveUrl, livePath = "status", liveValue } = element.dataset
  let pause = FIRST_PAUSE

  const look = async () => {
    if (!document.hidden) {
      pause = Math.min(pause * 1.3, LONGEST_PAUSE)
      if (await hasChanged()) {
        location.reload()
        return
      }
    }
    setTimeout(look, pause)
  }

  const hasChanged = async () => {
    try {
      const answer = await fetch(liveUrl, { headers: { Accept: "application/json" }, cache: "no-store" })
      if (!answer.ok) return false
      const value = livePath.split(".").reduce((part, key) => part?.[key], await answer.json())
      return value !== undefined && String(value) !== liveValue
    } catch {
      return false
    }
  }

  setTimeout(look, pause)
}
