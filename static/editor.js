/* The rich editor over the plain text area. Everything works without it; the server cleans
   whatever is sent. Tools, their names and the question about links stand in the page
   (templates/practices/writing/toolbar.html). */

import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Editor, Extension, Gapcursor,
  HardBreak, Heading, History, HorizontalRule, Italic, Link, ListItem, Node, OrderedList, Paragraph,
  Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
  TrailingNode,
} from "django-prose-editor/editor"
import { fileIn, tellLeftOut, withPictures } from "better-way/pictures"

/* What each tool does, and when it counts as pressed. */
const TOOLS = {
  heading: [(c) => c.toggleHeading({ level: 2 }), (e) => e.isActive("heading", { level: 2 })],
  subheading: [(c) => c.toggleHeading({ level: 3 }), (e) => e.isActive("heading", { level: 3 })],
  bold: [(c) => c.toggleBold(), (e) => e.isActive("bold")],
  italic: [(c) => c.toggleItalic(), (e) => e.isActive("italic")],
  list: [(c) => c.toggleBulletList(), (e) => e.isActive("bulletList")],
  numbers: [(c) => c.toggleOrderedList(), (e) => e.isActive("orderedList")],
  quote: [(c) => c.toggleBlockquote(), (e) => e.isActive("blockquote")],
  table: [(c) => c.insertTable({ rows: 3, cols: 2, withHeaderRow: true })],
  "row-below": [(c) => c.addRowAfter()],
  "column-after": [(c) => c.addColumnAfter()],
  "row-away": [(c) => c.deleteRow()],
  "column-away": [(c) => c.deleteColumn()],
  "table-away": [(c) => c.deleteTable()],
  undo: [(c) => c.undo()],
  redo: [(c) => c.redo()],
  link: [null, (e) => e.isActive("link")],
  picture: [],
}

/* Paragraphs keep their addresses, however they are reworded. */
const Addresses = Extension.create({
  name: "addresses",
  addGlobalAttributes: () => [{
    types: ["paragraph", "heading", "listItem", "codeBlock", "table"],
    attributes: { id: { default: null, keepOnSplit: false } },
  }],
})

/* What the editor cannot change it still must not lose: pictures, tables with a caption. */
const Kept = Node.create({
  name: "kept",
  group: "block",
  atom: true,
  addAttributes: () => ({ html: { default: "", parseHTML: (element) => element.outerHTML } }),
  parseHTML: () => ['figure:has(> img[src^="/files/"])', 'table[id^="p-"]:has(> caption)'].map(
    (tag) => ({ tag, priority: 100 }),
  ),
  renderHTML: ({ node }) => asElement(node.attrs.html),
})

/* A picture in the middle of a line. */
const KeptInLine = Kept.extend({
  name: "keptInLine",
  group: "inline",
  inline: true,
  parseHTML: () => [{ tag: 'img[src^="/files/"]', priority: 90 }],
})

function asElement(html) {
  const box = document.createElement("template")
  box.innerHTML = html
  return box.content.firstElementChild
}

const EXTENSIONS = [
  Addresses, Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Gapcursor,
  HardBreak, Heading.configure({ levels: [2, 3, 4] }), History, HorizontalRule, Italic, Kept, KeptInLine,
  Link.configure({ enableTarget: false }).extend({ addKeyboardShortcuts: () => ({}) }), ListItem,
  OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow,
  Text, TrailingNode,
]

function start(textarea) {
  const tools = document.getElementById("editor-tools").content.cloneNode(true)
  const bar = tools.querySelector("[role=toolbar]")
  const dialog = tools.querySelector("dialog[aria-labelledby=link-question]")
  const pictures = tools.querySelector("dialog[aria-labelledby=picture-question]")
  const said = tools.querySelector(".said-of-pictures")
  const frame = textarea.parentElement
  frame.prepend(bar)
  document.body.append(dialog)
  if (pictures) document.body.append(pictures)
  if (said) frame.after(said)
  let askForPicture = null
  // A browser that comes back to this page brings back what was typed.
  if (textarea.value === textarea.defaultValue) textarea.value = textarea.dataset.rich
  const begun = textarea.value
  textarea.hidden = true
  textarea.required = false
  textarea.id = "id_body_plain" // labels and the lines of the error summary lead to the editor
  const editor = new Editor({
    element: frame,
    extensions: EXTENSIONS,
    content: textarea.value,
    injectCSS: false, // the page allows no style of a script's; betterway.css has it
    editorProps: {
      attributes: {
        id: "id_body",
        class: "prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-required": "true",
        "aria-labelledby": "id_body_label",
        ...described(textarea),
      },
      handleDOMEvents: {
        paste: (view, event) => askFor(event, event.clipboardData) || paste(view, event, textarea, said),
        drop: (view, event) => askFor(event, event.dataTransfer),
      },
    },
    onUpdate: () => { textarea.value = editor.isEmpty ? "" : editor.getHTML() },
  })
  if (pictures) askForPicture = withPictures(editor, bar, pictures, said)
  function askFor(event, data) {
    const file = askForPicture && fileIn(data)
    if (!file) return false
    event.preventDefault()
    askForPicture(file)
    return true
  }
  bar.addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.tool
    if (name === "link") askForLink(editor, dialog)
    else if (name === "picture") askForPicture()
    else if (name) TOOLS[name][0](editor.chain().focus()).run()
  })
  bar.addEventListener("keydown", walk)
  // What this browser had kept is put into the text area from outside (visitor.js).
  textarea.addEventListener("change", () => editor.commands.setContent(textarea.value))
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    askForLink(editor, dialog)
  })
  editor.on("transaction", () => show(bar, editor))
  let saving = false
  textarea.form.addEventListener("submit", () => { saving = true })
  addEventListener("beforeunload", (event) => {
    const kept = textarea.form.dataset.words === "kept" // as a draft, see drafts.js
    if (!saving && !kept && textarea.value !== begun) event.preventDefault()
  })
  show(bar, editor)
  document.querySelector('label[for="id_body"]').addEventListener("click", () => editor.commands.focus())
}

function described(textarea) {
  const said = textarea.getAttribute("aria-describedby")
  const wrong = textarea.getAttribute("aria-invalid")
  return { ...(said && { "aria-describedby": said }), ...(wrong && { "aria-invalid": wrong }) }
}

/* Show which tools are on, and which can do something here. */
function show(bar, editor) {
  for (const button of bar.querySelectorAll("button")) {
    const [command, pressed] = TOOLS[button.dataset.tool]
    if (pressed) button.setAttribute("aria-pressed", pressed(editor))
    if (command) button.setAttribute("aria-disabled", !command(editor.can().chain()).run())
  }
  bar.querySelector("[data-in-table]").hidden = !editor.isActive("table")
}

/* Arrow keys go from tool to tool; Tab leaves the bar. */
function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const tools = [...event.currentTarget.querySelectorAll("button")].filter((b) => b.offsetParent)
  const next = tools.at((tools.indexOf(document.activeElement) + step) % tools.length)
  for (const tool of tools) tool.tabIndex = tool === next ? 0 : -1
  next.focus()
}

function askForLink(editor, dialog) {
  const address = dialog.querySelector("input")
  address.value = editor.getAttributes("link").href ?? ""
  dialog.querySelector("[value=none]").hidden = !editor.isActive("link")
  dialog.onclose = () => {
    const href = withScheme(address.value.trim())
    const chain = editor.chain().focus().extendMarkRange("link")
    if (dialog.returnValue === "none") chain.unsetLink().run()
    else if (dialog.returnValue === "set" && href && editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: address.value.trim(), marks: [{ type: "link", attrs: { href } }] }).run()
    } else if (dialog.returnValue === "set" && href) chain.setLink({ href }).run()
    else editor.commands.focus()
    dialog.returnValue = ""
  }
  dialog.showModal()
}

function withScheme(address) {
  if (!address || /^(https?:|mailto:|tel:|\/|#)/i.test(address)) return address
  return address.includes("@") ? `mailto:${address}` : `https://${address}`
}

/* What is pasted goes through the same cleaner as what is saved, so that what shows is what will
   be kept: Word's bullets become lists, colours and fonts stay behind. */
function paste(view, event, textarea, said) {
  // A picture of this site has its whole address when it is copied from a page.
  const html = event.clipboardData?.getData("text/html").replaceAll(`${location.origin}/files/`, "/files/")
  const text = event.clipboardData?.getData("text/plain")
  if (!html || html.includes("data-pm-slice")) return false
  event.preventDefault()
  const token = textarea.form.querySelector("[name=csrfmiddlewaretoken]").value
  fetch(textarea.dataset.paste, { method: "POST", body: html, headers: { "X-CSRFToken": token } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
    .then((page) => {
      view.pasteHTML(page)
      if (said) tellLeftOut(said, html, page)
    }, () => view.pasteText(text))
  return true
}

const whole = document.getElementById("whole-text")
if (whole) {
  document.getElementById("part-by-part").replaceWith(whole.content.cloneNode(true))
}
const textarea = document.querySelector("textarea[data-rich]")
if (textarea) {
  document.querySelector("[data-plain-only]")?.remove()
  start(textarea)
}
