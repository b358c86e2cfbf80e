/* Offers names while somebody types in a search field. Without this the field is a plain one. */

for (const box of document.querySelectorAll("[data-suggest='/search/suggest/']")) {
  const input = box.querySelector("input")
  const list = document.createElement("datalist")
  list.id = `${input.id}_names`
  box.append(list)
  input.setAttribute("list", list.id)

  let wait, asking
  input.addEventListener("input", (event) => {
    clearTimeout(wait)
    // Picked from the list, not typed.
    if (event.inputType === "insertReplacementText" || !event.inputType) return
    wait = setTimeout(offer, 150)
  })

  async function offer() {
    asking?.abort()
    asking = new AbortController()
    try {
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(input.value)}`
      const answer = await fetch(address, { signal: asking.signal })
      if (!answer.ok) return
      const [, names, labels] = await answer.json()
      list.replaceChildren(...names.map((name, n) => new Option(labels[n], name)))
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem
    }
  }
}
