/* Whoever writes without an account: what is typed stays in this browser until it is sent in, and
   is offered when the same form is opened again. Nothing of it leaves the browser, and neither
   name nor address is kept. The sentences stand in templates/practices/writing/visitor.html.

   On a page that says what was sent (`data-sent`) the copies of its forms go. Signing out takes
   all of them (sign_out.js), and whatever is older than two days goes by itself. */

const EVERY = 3_000 // milliseconds between two looks at the form
const OLD = 2 * 24 * 3_600_000
const NOT_WORDS = new Set([
  "csrfmiddlewaretoken", "ticket", "typed", "do", "form_id", "base", "section", "name", "email", "website",
])

const desk = document.getElementById("visitor")
const name = (path) => `draft:visitor:${path}`

function start() {
  for (const path of desk.dataset.sent?.split(" ") ?? []) drop(path)
  const form = desk.closest("form")
  if (!form) return
  const path = new URL(form.action).pathname
  const found = read(path)
  if (found) offer(form, path, found)
  if ("keeps" in desk.dataset) keep(form, path)
}

function keep(form, path) {
  let seen = words(form)
  let touched = "unsaved" in desk.dataset
  if (touched) seen = ""
  for (const kind of ["input", "keydown", "paste", "drop", "click"]) {
    form.addEventListener(kind, () => { touched = true }, { capture: true })
  }
  const look = () => {
    const now = words(form)
    if (!touched) seen = now // the editor may still be setting the text its own way
    if (now === seen) return
    seen = now
    const isKept = write(path, now)
    form.dataset.words = isKept ? "kept" : "new" // editor.js asks before leaving otherwise
    document.querySelector("[data-stays]").hidden = !isKept
    desk.querySelector("[data-note]").hidden = !isKept
  }
  desk.querySelector("[data-drop]").addEventListener("click", () => {
    drop(path)
    touched = false
    form.dataset.words = "kept" // as good as: nobody wishes to be asked
    location.reload()
  })
  setInterval(look, EVERY)
  form.addEventListener("submit", look)
  document.addEventListener("visibilitychange", look)
}

function offer(form, path, found) {
  if (found === words(form)) return
  const notice = desk.querySelector("[data-found]")
  notice.hidden = false
  notice.querySelector("[data-back]").addEventListener("click", () => {
    bringBack(form, JSON.parse(found))
    notice.hidden = true
  })
  notice.querySelector("[data-away]").addEventListener("click", () => {
    drop(path)
    notice.hidden = true
  })
}

/* Put the words into the form again, as typing them would. */
function bringBack(form, kept) {
  for (const field of form.elements) {
    if (!field.name || NOT_WORDS.has(field.name) || field.type === "hidden") continue
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value)
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value)
    else field.value = values[0] ?? ""
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }
}

function words(form) {
  return JSON.stringify([...new FormData(form)].filter(([field]) => !NOT_WORDS.has(field)))
}

/* This browser --------------------------------------------------------------------------- */

function stored(act) {
  try {
    return act()
  } catch (problem) {
    if (!(problem instanceof DOMException || problem instanceof SyntaxError)) throw problem
    return null // full, not allowed, or not ours
  }
}

function read(path) {
  return stored(() => {
    const { when, words } = JSON.parse(localStorage.getItem(name(path))) ?? {}
    if (when > Date.now() - OLD) return words
    localStorage.removeItem(name(path))
    return null
  })
}

function write(path, words) {
  return stored(() => {
    localStorage.setItem(name(path), JSON.stringify({ when: Date.now(), words }))
    return true
  })
}

function drop(path) {
  stored(() => localStorage.removeItem(name(path)))
}

if (desk) start()
