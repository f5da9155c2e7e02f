// The search: `/` opens it anywhere, and what is found comes while somebody types. Without this file the search is a page
// with a form. Words come from the page, as everywhere.
(() => {
  "use strict";
  /** After the last letter, so that a word is asked for once and not once a letter. */
  const PAUSE = 350;
  const SHORTEST = 3;

  for (const form of document.querySelectorAll("form[data-search]")) follow(form);

  function follow(form) {
    const field = form.querySelector("input[type=search]");
    const box = document.getElementById(form.dataset.searchInto);
    const status = form.parentElement.querySelector("[data-search-status]");
    // Where the page itself shows what was found, its address follows.
    const isPage = !box.closest("dialog");
    let timer;
    let asked;
    let shown = field.value.trim();

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    form.addEventListener("submit", () => clearTimeout(timer));

    async function ask() {
      const typed = field.value;
      if (typed.trim() === shown) return;
      asked?.abort();
      if (typed.trim().length < SHORTEST) {
        if (!isPage) box.replaceChildren();
        return;
      }
      asked = new AbortController();
      const query = new URLSearchParams({ q: typed });
      try {
        const answer = await fetch(`${form.dataset.search}?${query}`, { credentials: "same-origin", signal: asked.signal });
        if (answer.redirected || !(answer.ok || answer.status === 429)) return;
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".found");
        if (!found) return;
        shown = typed.trim();
        box.replaceChildren(found);
        status.textContent = found.dataset.summary;
        if (isPage) history.replaceState(null, "", `${form.getAttribute("action")}?${query}`);
      } catch {
        // The form still works: Enter sends it.
      }
    }

    // Down and up walk from the field through what was found and back.
    const places = () => [field, ...box.querySelectorAll("[data-hit]")];
    for (const part of [form, box]) {
      part.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        const all = places();
        const at = all.indexOf(document.activeElement);
        const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
        if (at < 0 || !next) return;
        event.preventDefault();
        next.focus();
      });
    }
  }
})();
