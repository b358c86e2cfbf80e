/* Keeps what is being typed: on the server every few seconds, and in this browser while the
   server cannot take it. Everything works without it; then “Keep as draft” does the same by hand.
   The sentences stand in the page (templates/practices/writing/kept.html).

   A copy in this browser has a name of its person and its page, is sent whenever a page of that
   person can send it, and goes when they sign out (sign_out.js), since computers are shared. */

const EVERY = 3_000 // milliseconds between two looks at the form
const BEAT = 20_000 // between two signs of being here
const OLD = 30 * 24 * 3_600_000 // a copy nobody came back for
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "ticket", "typed", "do", "form_id"])

const desk = document.getElementById("drafting")
if (desk) start()

function start() {
  const form = desk.closest("form")
  sendCopies(form)
  addEventListener("online", () => sendCopies(form))
  if (form) keep(form)
  if (desk.dataset.here) beHere(form)
}

/* The form ------------------------------------------------------------------------------- */

function keep(form) {
  const opened = Date.now()
  let seen = said(form) // what was there when we last looked
  let kept = seen // what the server has
  let touched = "unsaved" in desk.dataset
  let sending = false
  let leaving = false
  if (touched) kept = null
  form.querySelector("[data-keep]").hidden = true

  for (const kind of ["input", "keydown", "paste", "drop", "click"]) {
    form.addEventListener(kind, () => { touched = true }, { capture: true })
  }

  function look() {
    const now = said(form)
    if (!touched) {
      seen = kept = now // the editor may still be setting the text its own way
    } else if (now !== seen || (kept !== now && !form.elements.typed.value)) {
      form.elements.typed.value = Date.now()
      seen = now
    }
    form.dataset.words = kept === now ? "kept" : "new"
    return kept !== now
  }

  async function send() {
    if (leaving || sending || !look()) return
    sending = true
    const words = seen
    const answer = await post(form, desk.dataset.save, new FormData(form))
    sending = false
    if (leaving) return
    if (answer.ok) {
      kept = words
      look()
      forget(copyName(form))
      show("kept", answer.json.kept)
    } else {
      show(copy(form, opened), null, answer)
    }
  }

  setInterval(send, EVERY)
  addEventListener("online", send)
  addEventListener("offline", () => { if (look()) show(copy(form, opened)) })
  // A page that goes out of sight may never come back.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && look()) copy(form, opened)
    if (document.visibilityState === "hidden") send()
  })
  form.addEventListener("submit", () => {
    if (look()) copy(form, opened)
    leaving = true
    // Where the browser stays after all, go on.
    setTimeout(() => { leaving = false }, 10_000)
  })
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false })
}

/* What somebody has written into the form, as one string. */
function said(form) {
  return written([...new FormData(form)])
}

function written(words) {
  return JSON.stringify(words.filter(([name]) => !NOT_TYPED.has(name)))
}

/* Say how it goes. Only trouble, and the end of it, is read out. */
function show(state, time, answer) {
  const kept = document.querySelector("[data-kept]")
  const trouble = document.querySelector("[data-trouble]")
  kept.hidden = state !== "kept"
  if (state === "kept") {
    kept.replaceChildren(...sentence("kept"))
    kept.querySelector("time").textContent = time
    if (trouble.dataset.state) setTrouble(trouble, "back")
    else trouble.replaceChildren()
    delete trouble.dataset.state
    return
  }
  // Nothing is said to be safe that is not.
  const why = state === "local" ? answer?.state ?? state : state
  const extra = answer?.json?.said
  const news = why + (extra ?? "")
  if (trouble.dataset.state === news) return
  setTrouble(trouble, why, extra)
  trouble.dataset.state = news
}

function setTrouble(trouble, why, extra) {
  trouble.replaceChildren(...sentence(why), ...(extra ? [" ", extra] : []))
}

function sentence(name) {
  const all = document.getElementById("kept-sentences").content
  return all.querySelector(`[data-say=${name}]`).cloneNode(true).childNodes
}

/* The server ----------------------------------------------------------------------------- */

/* Send something; {ok, json} where it was taken, else {state} where we know why it was not. */
async function post(form, address, body, again = true) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value
  body.delete("csrfmiddlewaretoken")
  try {
    const answer = await fetch(address, {
      method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual",
    })
    if (answer.type === "opaqueredirect") return { ok: false, state: "out" }
    if (answer.status === 403) {
      const state = again ? await newToken() : "other"
      return state ? { ok: false, state } : await post(form, address, body, false)
    }
    const isJson = answer.headers.get("Content-Type")?.includes("json")
    const text = await answer.text()
    return { ok: answer.ok, text, json: isJson ? JSON.parse(text) : null }
  } catch (problem) {
    if (!(problem instanceof TypeError || problem instanceof SyntaxError)) throw problem
    return { ok: false } // no network, or no answer that makes sense
  }
}

/* After signing in anew in another tab this page's token is out of date: take a new one.
   Returns what stands in the way, or nothing. */
async function newToken() {
  const answer = await fetch(desk.dataset.list, { redirect: "manual" })
  if (answer.type === "opaqueredirect" || !answer.ok) return "out"
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  if (page.getElementById("drafting")?.dataset.person !== desk.dataset.person) return "other"
  const token = page.querySelector("[name=csrfmiddlewaretoken]").value
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token
  return ""
}

async function beHere(form) {
  const beat = async () => {
    const body = new FormData()
    body.set("ticket", form.elements.ticket.value)
    const answer = await post(form, desk.dataset.here, body)
    const line = document.getElementById("here")
    // Told again only when it says something else: it is read out.
    if (answer.ok && answer.text.trim() !== line.innerHTML.trim()) line.innerHTML = answer.text
  }
  await beat()
  setInterval(beat, BEAT)
}

/* This browser --------------------------------------------------------------------------- */

function copyName(form) {
  return `draft:${desk.dataset.person}:${form.elements.ticket.value}`
}

/* Keep a copy here; says where the words are now. */
function copy(form, opened) {
  const body = new FormData(form)
  body.delete("csrfmiddlewaretoken")
  try {
    if (Number(localStorage.getItem("signed-out") ?? 0) > opened) return "left"
    localStorage.setItem(copyName(form), JSON.stringify({ when: Date.now(), words: [...body] }))
    return "local"
  } catch (problem) {
    if (!(problem instanceof DOMException)) throw problem
    return "nowhere" // full, or not allowed
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name)
  } catch (problem) {
    if (!(problem instanceof DOMException)) throw problem
  }
}

function copies() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("draft:"))
    return names.map((name) => [name, JSON.parse(localStorage.getItem(name))])
  } catch (problem) {
    if (!(problem instanceof DOMException || problem instanceof SyntaxError)) throw problem
    return []
  }
}

/* Send what other pages of this person, closed or crashed since, have left in this browser. */
async function sendCopies(form) {
  const ours = form?.elements.ticket.value
  const shown = form && said(form)
  for (const [name, { when, words }] of copies()) {
    if (Date.now() - when > OLD) forget(name)
    if (!name.startsWith(`draft:${desk.dataset.person}:`) || name.endsWith(`:${ours}`)) continue
    const body = new FormData()
    for (const [field, value] of words) body.append(field, value)
    const answer = await post(null, desk.dataset.save, body)
    if (!answer.ok) continue
    forget(name)
    // After signing in anew the page may hold these very words.
    if (!answer.json.finished && written(words) !== shown) offer(answer.json)
  }
}

function offer({ url, number }) {
  document.querySelector(`[data-offer="${number}"]`)?.remove()
  const notice = document.getElementById("draft-found").content.cloneNode(true)
  notice.querySelector("[data-url]").href = url
  desk.prepend(notice)
}
