/* Computers are shared: whoever signs out leaves no words behind in this browser. */

document.addEventListener("submit", (event) => {
  if (!event.target.action?.includes?.("/accounts/logout/")) return
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith("draft:")) localStorage.removeItem(name)
    }
    // Pages that are still open are not to put any back.
    localStorage.setItem("signed-out", Date.now())
  } catch (problem) {
    if (!(problem instanceof DOMException)) throw problem // no storage, so nothing is left in it
  }
})
