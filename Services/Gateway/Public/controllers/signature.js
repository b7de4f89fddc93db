// Drawing a signature. A quick stroke is thin, a slow one wide; it stays crisp at any pixel ratio and is
// handed over as a trimmed, transparent PNG in a hidden input when the form goes out.
import { exportPNG } from "./signature-png.js"

const WIDEST = 4.2
const THINNEST = 1.6

export default function signature(form) {
  const pad = form.querySelector("[data-signature-pad]")
  const canvas = pad.querySelector("canvas")
  const output = form.querySelector("input[data-signature-output]")
  const status = form.querySelector("[data-signature-status]")
  const strokes = []
  let stroke = null
  let lastSize = null

  form.querySelectorAll("[data-signature-needs-script]").forEach((part) => { part.hidden = false })

  const fit = () => {
    const ratio = Math.max(window.devicePixelRatio || 1, 1)
    const { width, height } = canvas.getBoundingClientRect()
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0)
    strokes.forEach((points) => drawStroke(canvas.getContext("2d"), points))
  }

  const tell = () => {
    pad.classList.toggle("drawn", strokes.length > 0)
    form.querySelectorAll("[data-signature-redo]").forEach((button) => { button.disabled = strokes.length === 0 })
    if (status) status.textContent = strokes.length > 0 ? `已写 ${strokes.length} 笔` : "签名区为空"
  }

  const pointOf = (event) => {
    const box = canvas.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top, time: event.timeStamp }
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return
    event.preventDefault()
    canvas.setPointerCapture(event.pointerId)
    stroke = [{ ...pointOf(event), width: (WIDEST + THINNEST) / 2 }]
    strokes.push(stroke)
    drawStroke(canvas.getContext("2d"), stroke)
    form.querySelectorAll("input[name=signatureID]:checked").forEach((saved) => { saved.checked = false })
    tell()
  })
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || !event.isPrimary) return
    const events = event.getCoalescedEvents?.() ?? []
    for (const each of events.length > 0 ? events : [event]) addPoint(stroke, pointOf(each), canvas.getContext("2d"))
  })
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { stroke = null })

  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-signature-redo]")) return
    strokes.length = 0
    output.value = ""
    fit()
    tell()
  })
  form.addEventListener("submit", () => {
    output.value = strokes.length > 0 ? exportPNG(strokes, drawStroke, WIDEST) : ""
  })
  form.addEventListener("change", (event) => {
    if (event.target.name !== "signatureID" || strokes.length === 0) return
    strokes.length = 0
    fit()
    tell()
  })

  // A phone turned or a keyboard shown changes the size; what was written stays where it was.
  new ResizeObserver(() => {
    const { width, height } = canvas.getBoundingClientRect()
    const size = `${width}x${height}`
    if (size === lastSize) return
    lastSize = size
    fit()
  }).observe(canvas)
  tell()
}

function addPoint(points, point, brush) {
  const last = points.at(-1)
  const distance = Math.hypot(point.x - last.x, point.y - last.y)
  if (distance < 0.8) return
  const speed = distance / Math.max(point.time - last.time, 1)
  const wanted = WIDEST - Math.min(speed / 2.2, 1) * (WIDEST - THINNEST)
  points.push({ ...point, width: last.width * 0.7 + wanted * 0.3 })
  drawSegment(brush, points, points.length - 1)
}

function drawStroke(brush, points) {
  const [first] = points
  brush.fillStyle = "#12161f"
  brush.beginPath()
  brush.arc(first.x, first.y, first.width / 2, 0, Math.PI * 2)
  brush.fill()
  for (let at = 1; at < points.length; at += 1) drawSegment(brush, points, at)
}

// Each segment runs between the middles of neighbouring points, so that the line has no corners.
function drawSegment(brush, points, at) {
  const before = points[Math.max(at - 2, 0)]
  const from = points[at - 1]
  const to = points[at]
  brush.strokeStyle = "#12161f"
  brush.lineCap = "round"
  brush.lineJoin = "round"
  brush.lineWidth = to.width
  brush.beginPath()
  brush.moveTo((before.x + from.x) / 2, (before.y + from.y) / 2)
  brush.quadraticCurveTo(from.x, from.y, (from.x + to.x) / 2, (from.y + to.y) / 2)
  brush.stroke()
}
