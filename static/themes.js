/* Type-ahead for a field that takes names with commas between: the name under the cursor is looked
   up, and picking one of the list puts it in its place. Without this the field is a plain one. */

for (const box of document.querySelectorAll("[data-suggest]")) start(box, box.querySelector("input"))

function start(box, input) {
  const list = document.createElement("ul")
  list.className = "suggest-list"
  list.id = `${input.id}_list`
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", "Themes in use")
  const said = document.createElement("p")
  said.className = "visually-hidden"
  said.setAttribute("role", "status")
  box.append(list, said)
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value)

  let at = -1
  let wait, asking

  const options = () => [...list.children]

  function close() {
    clearTimeout(wait)
    asking?.abort()
    list.replaceChildren()
    mark(-1)
    input.setAttribute("aria-expanded", "false")
  }

  function mark(place) {
    at = place
    options().forEach((option, n) => option.setAttribute("aria-selected", n === at))
    const marked = options()[at]
    if (marked) input.setAttribute("aria-activedescendant", marked.id)
    else input.removeAttribute("aria-activedescendant")
    marked?.scrollIntoView({ block: "nearest" })
  }

  /* Where the name under the cursor begins and ends. */
  function span() {
    const begin = input.value.lastIndexOf(",", input.selectionStart - 1) + 1
    const end = input.value.indexOf(",", begin)
    return [begin, end < 0 ? input.value.length : end]
  }

  function pick(name) {
    const [begin, end] = span()
    const before = input.value.slice(0, begin) + (begin ? " " : "") + name
    input.value = `${before}, ${input.value.slice(end + 1).trimStart()}`
    input.setSelectionRange(before.length + 2, before.length + 2)
    input.focus()
    close()
  }

  async function look() {
    const typed = input.value.slice(...span()).trim()
    asking?.abort()
    if (!typed) return close()
    asking = new AbortController()
    try {
      const url = `${box.dataset.suggest}?q=${encodeURIComponent(typed)}`
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "application/json" } })
      if (answer.ok) offer((await answer.json()).map((theme) => theme.name))
    } catch (problem) {
      if (problem.name !== "AbortError") close()
    }
  }

  function offer(names) {
    const have = new Set(input.value.split(",").map((name) => name.trim().toLowerCase()))
    const fresh = names.filter((name) => !have.has(name.toLowerCase()))
    list.replaceChildren(...fresh.map((name, n) => {
      const option = document.createElement("li")
      option.id = `${list.id}_${n}`
      option.setAttribute("role", "option")
      option.textContent = name
      return option
    }))
    mark(-1)
    input.setAttribute("aria-expanded", fresh.length > 0)
    said.textContent = fresh.length === 1 ? "One theme fits" : `${fresh.length} themes fit`
  }

  input.addEventListener("input", () => {
    clearTimeout(wait)
    wait = setTimeout(look, 150)
  })
  input.addEventListener("blur", close)
  input.addEventListener("keydown", (event) => {
    const count = options().length
    if (!count) return
    if (event.key === "ArrowDown") mark((at + 1) % count)
    else if (event.key === "ArrowUp") mark(at <= 0 ? count - 1 : at - 1)
    else if (event.key === "Enter" && at >= 0) pick(options()[at].textContent)
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  })
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) pick(option.textContent)
  })
}
