/* Pictures and files in the editor: asking for one, sending it, and saying what became of it.
   The question and the sentences stand in templates/practices/writing/picture.html. */

/* Make the tool of `bar` work. Gives a function that asks, with a file in hand where there is one. */
export function withPictures(editor, bar, dialog, said) {
  const form = dialog.querySelector("form")
  const status = dialog.querySelector("[role=status]")
  let chosen = null // the picture in the text that is being changed

  function ask(file = null) {
    chosen = editor.state.selection.node?.type.name === "kept" ? pictureIn(editor) : null
    form.reset()
    status.textContent = ""
    status.classList.remove("error")
    form.elements.alt.value = chosen?.alt ?? ""
    form.elements.caption.value = chosen?.caption ?? ""
    form.elements.file.closest(".field").hidden = Boolean(chosen)
    form.elements.file.disabled = Boolean(chosen)
    if (file && !chosen) form.elements.file.files = holding(file)
    dialog.showModal()
    if (file || chosen) form.elements.alt.focus()
  }

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value !== "put") return // left as it is
    event.preventDefault()
    if (chosen) return finish(() => changeWords(editor, chosen, form), "changed")
    event.submitter.disabled = true
    status.textContent = words(said, "sending")
    const answer = await send(bar, form)
    event.submitter.disabled = false
    if (answer.html) finish(() => putIn(editor, answer.html), "put-in")
    else status.textContent = answer.problem || words(said, answer.says)
    status.classList.toggle("error", !answer.html)
  })

  function finish(change, sentence) {
    dialog.close()
    change()
    tell(said, words(said, sentence))
  }

  return ask
}

/* The files that somebody pastes or drops; those of a page that is pasted as text stay out. */
export function fileIn(data) {
  return data?.files.length && !data.types.includes("text/html") ? data.files[0] : null
}

/* How many pictures of what was pasted are not there any more: say so. */
export function tellLeftOut(said, before, after) {
  // Read letter by letter: a page made of what Word says would complain of its styles.
  const count = (html) => html.match(/<img\b/gi)?.length ?? 0
  const lost = count(before) - count(after)
  if (lost > 0) tell(said, words(said, "left-out"))
}

function words(said, name) {
  return said.querySelector(`[data-say="${name}"]`).textContent
}

function tell(said, sentence) {
  said.querySelector("[role=status]").textContent = sentence
}

function holding(file) {
  const held = new DataTransfer()
  held.items.add(file)
  return held.files
}

async function send(bar, form) {
  const tool = bar.querySelector("[data-tool=picture]")
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value
  const body = new FormData(form)
  body.set("entry", tool.dataset.entry)
  if (body.get("file").size > tool.dataset.most * 1_000_000) return { says: "too-large" }
  try {
    const answer = await fetch(tool.dataset.upload, {
      method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual",
    })
    if (answer.type === "opaqueredirect" || answer.status === 403) return { says: "out" }
    if (answer.status === 413) return { says: "too-large" }
    return await answer.json()
  } catch {
    return { says: "nowhere" }
  }
}

/* After what is selected, never in its place. */
function putIn(editor, html) {
  editor.chain().focus().insertContentAt(editor.state.selection.to, html).run()
}

function pictureIn(editor) {
  const at = editor.state.selection.from
  const page = new DOMParser().parseFromString(editor.state.doc.nodeAt(at).attrs.html, "text/html")
  const figure = page.querySelector("figure")
  if (!figure) return null
  const caption = figure.querySelector("figcaption")?.textContent ?? ""
  return { at, figure, caption, alt: figure.querySelector("img").alt }
}

function changeWords(editor, { at, figure, caption }, form) {
  figure.querySelector("img").alt = form.elements.alt.value.trim()
  const now = form.elements.caption.value.trim()
  if (now !== caption) {
    figure.querySelector("figcaption")?.remove()
    if (now) figure.append(Object.assign(document.createElement("figcaption"), { textContent: now }))
  }
  editor.chain().command(({ tr }) => Boolean(tr.setNodeAttribute(at, "html", figure.outerHTML))).focus().run()
}
