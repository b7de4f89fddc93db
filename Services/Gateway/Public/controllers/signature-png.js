// Strokes → base64 of a PNG with alpha, trimmed to the ink and at most 60 KB.
const LARGEST = 60 * 1024
const MARGIN = 8

export function exportPNG(strokes, drawStroke, widest) {
  const points = strokes.flat()
  const left = Math.min(...points.map(({ x }) => x)) - widest - MARGIN
  const top = Math.min(...points.map(({ y }) => y)) - widest - MARGIN
  const width = Math.max(...points.map(({ x }) => x)) + widest + MARGIN - left
  const height = Math.max(...points.map(({ y }) => y)) + widest + MARGIN - top

  for (let scale = Math.min(3, 900 / width, 450 / height); scale > 0.2; scale *= 0.8) {
    const canvas = document.createElement("canvas")
    canvas.width = Math.max(Math.round(width * scale), 1)
    canvas.height = Math.max(Math.round(height * scale), 1)
    const brush = canvas.getContext("2d")
    brush.setTransform(scale, 0, 0, scale, -left * scale, -top * scale)
    strokes.forEach((stroke) => drawStroke(brush, stroke))
    const base64 = canvas.toDataURL("image/png").split(",")[1]
    if (base64.length * 0.75 <= LARGEST) return base64
  }
  return ""
}
