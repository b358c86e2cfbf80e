/* On a phone: the tools and the save bar stay in sight above the keyboard, and so does the line
   that is being written. Browsers that make the page smaller when the keyboard comes need only
   the last; in the others (Safari) the bars have to be moved. */

const root = document.documentElement
const view = window.visualViewport
const MARGIN = 8

function fit() {
  const hidden = Math.max(0, innerHeight - view.height - view.offsetTop)
  // A page that was zoomed in is not one with a keyboard.
  const keyboard = view.scale === 1 && innerHeight - view.height > 80
  root.style.setProperty("--under", keyboard ? `${hidden}px` : "0px")
  root.style.setProperty("--over", keyboard ? `${view.offsetTop}px` : "0px")
  root.toggleAttribute("data-low", view.height / view.scale < 480 && view.scale === 1)
  requestAnimationFrame(showLine)
}

/* Bring the line with the caret between the tools and the save bar. */
function showLine() {
  const line = caret()
  const bar = document.querySelector(".save-bar")
  if (!line || !bar || !document.activeElement.closest("form.form")) return
  const tools = document.activeElement.closest(".editor")?.querySelector(".tools")
  const above = tools ? tools.getBoundingClientRect().bottom : 0
  const top = Math.max(view.offsetTop, above) + MARGIN
  const bottom = Math.min(view.offsetTop + view.height, bar.getBoundingClientRect().top) - MARGIN
  if (line.bottom > bottom) scrollBy(0, line.bottom - bottom)
  else if (line.top < top) scrollBy(0, line.top - top)
}

function caret() {
  const active = document.activeElement
  if (!active || active === document.body) return null
  if (!active.isContentEditable) {
    return active.matches("input, select") ? active.getBoundingClientRect() : null
  }
  const selection = getSelection()
  if (!selection.rangeCount) return null
  const line = selection.getRangeAt(0).getClientRects()[0]
  if (line) return line
  // An empty paragraph has no line yet; its box is as high as one.
  const node = selection.anchorNode
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).getBoundingClientRect()
}

if (view && document.querySelector(".save-bar")) {
  view.addEventListener("resize", fit)
  view.addEventListener("scroll", fit)
  document.addEventListener("focusin", () => setTimeout(fit, 300)) // the keyboard takes its time
  document.addEventListener("input", () => requestAnimationFrame(showLine))
  fit()
}
