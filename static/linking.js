/* After [[ the pages of the library are offered, in the editor and in plain text areas alike. What
   is put in is what anyone may type by hand, [[Title]]; saving makes a link of it. */

const BEGUN = /\[\[([^[\]|]{2,80})$/
const PLACES = "#id_body, textarea"

const list = document.createElement("ul")
list.className = "suggest-list"
list.id = "linking-list"
list.setAttribute("role", "listbox")
list.setAttribute("aria-label", "Pages to link to")
const said = document.createElement("p")
said.className = "visually-hidden"
said.setAttribute("role", "status")
document.body.append(list, said)

let place = null // where somebody is writing while pages are offered
let at = -1
let wait, asking

const options = () => [...list.children]
const isPlain = (box) => box.tagName === "TEXTAREA"

/* The words before the cursor, in a plain text area or in one stretch of rich text. */
function before(box) {
  if (isPlain(box)) return box.value.slice(0, box.selectionStart)
  const { anchorNode, anchorOffset, isCollapsed } = getSelection()
  const inText = anchorNode?.nodeType === Node.TEXT_NODE && isCollapsed && box.contains(anchorNode)
  return inText ? anchorNode.data.slice(0, anchorOffset) : ""
}

function after(box) {
  if (isPlain(box)) return box.value.slice(box.selectionEnd)
  const { anchorNode, anchorOffset } = getSelection()
  return anchorNode.data.slice(anchorOffset)
}

function close() {
  clearTimeout(wait)
  asking?.abort()
  list.replaceChildren()
  place?.removeAttribute("aria-activedescendant")
  place = null
}

function mark(number) {
  at = number
  options().forEach((option, n) => option.setAttribute("aria-selected", n === at))
  place.setAttribute("aria-activedescendant", options()[at].id)
  options()[at].scrollIntoView({ block: "nearest" })
}

async function look(box) {
  const typed = before(box).match(BEGUN)?.[1]
  if (!typed) return close()
  asking?.abort()
  asking = new AbortController()
  try {
    const url = `/search/suggest/?q=${encodeURIComponent(typed)}`
    const answer = await fetch(url, { signal: asking.signal })
    if (answer.ok) offer(box, await answer.json())
  } catch (problem) {
    if (problem.name !== "AbortError") close()
  }
}

function offer(box, [, names, kinds]) {
  if (!BEGUN.test(before(box))) return close()
  const titles = names.filter((_, n) => kinds[n] !== "Theme")
  list.replaceChildren(...titles.map((title, n) => {
    const option = document.createElement("li")
    option.id = `linking-${n}`
    option.setAttribute("role", "option")
    option.textContent = title
    return option
  }))
  if (!titles.length) return close()
  place = box
  stand(box)
  mark(0)
  said.textContent = `${titles.length === 1 ? "One page fits" : `${titles.length} pages fit`}. Enter puts it in.`
}

/* Below the cursor where that can be known, else below the text area. */
function stand(box) {
  const frame = box.getBoundingClientRect()
  const caret = isPlain(box) ? frame : getSelection().getRangeAt(0).getBoundingClientRect()
  const width = Math.min(360, frame.width)
  const left = Math.max(frame.left, Math.min(caret.left, frame.right - width))
  Object.assign(list.style, {
    position: "absolute",
    top: `${caret.bottom + scrollY + 4}px`,
    left: `${left + scrollX}px`,
    right: "auto",
    width: `${width}px`,
  })
}

function pick(title) {
  const box = place
  const typed = before(box).match(BEGUN)?.[1]
  close()
  if (typed === undefined) return
  const words = after(box).startsWith("]]") ? title : `${title}]]`
  if (isPlain(box)) {
    box.setRangeText(words, box.selectionStart - typed.length, box.selectionStart, "end")
    box.dispatchEvent(new Event("input", { bubbles: true }))
    return
  }
  const selection = getSelection()
  const { anchorNode, anchorOffset } = selection
  selection.setBaseAndExtent(anchorNode, anchorOffset - typed.length, anchorNode, anchorOffset)
  document.execCommand("insertText", false, words)
}

document.addEventListener("input", (event) => {
  const box = event.target.closest?.(PLACES)
  if (!box) return
  clearTimeout(wait)
  wait = setTimeout(() => look(box), 150)
})
/* Before the editor hears of the key. */
document.addEventListener("keydown", (event) => {
  const count = options().length
  if (!place || !count || event.isComposing) return
  if (event.key === "ArrowDown") mark((at + 1) % count)
  else if (event.key === "ArrowUp") mark((at + count - 1) % count)
  else if (event.key === "Enter" || event.key === "Tab") pick(options()[at].textContent)
  else if (event.key === "Escape") close()
  else return
  event.preventDefault()
  event.stopPropagation()
}, true)
document.addEventListener("focusout", (event) => { if (event.target === place) close() })
list.addEventListener("mousedown", (event) => event.preventDefault())
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]")
  if (option) pick(option.textContent)
})
