// A reply while it is written: kept every few seconds, with what is misspelt or better said otherwise marked in its place.
// The page works without this file; then the button that keeps and checks does the same. No text is made here.
(() => {
  "use strict";
  const form = document.querySelector("form[data-compose]");
  const looked = document.getElementById("looked");
  if (!form || !looked) return;
  /** How long somebody has to pause, and how long nothing is kept at most. */
  const PAUSE = 1200;
  const LONGEST = 5000;
  const state = form.querySelector("[data-compose-state]");
  const fields = [...form.querySelectorAll("[data-spell] textarea, [data-spell] input")];

  // --- the marks: the same text behind the field, invisible but for its underlines ---
  for (const field of fields) {
    const behind = document.createElement("div");
    const isLine = field instanceof HTMLInputElement;
    behind.className = isLine ? "spell-behind spell-line" : "spell-behind";
    behind.setAttribute("aria-hidden", "true");
    // A line is centred in its box, and what is centred is one piece.
    behind.append(document.createElement("div"));
    const frame = document.createElement("div");
    frame.className = "spell-frame";
    field.replaceWith(frame);
    frame.append(behind, field);
    field.spellcheck = false;
    // Not every browser tells that the text of a line has moved sideways.
    for (const moved of isLine ? ["scroll", "input", "keyup", "click", "blur"] : ["scroll"]) {
      field.addEventListener(moved, () => follow(field));
    }
  }
  function follow(field) {
    const behind = field.previousElementSibling;
    behind.scrollTop = field.scrollTop;
    behind.scrollLeft = field.scrollLeft;
  }
  function mark() {
    for (const field of fields) {
      const behind = field.previousElementSibling;
      const places = [...looked.querySelectorAll("[data-mark]")]
        .filter((one) => one.dataset.mark === field.name)
        .map((one) => ({ from: Number(one.dataset.from), to: Number(one.dataset.to), kind: one.dataset.kind }))
        .sort((a, b) => a.from - b.from);
      const pieces = [];
      let at = 0;
      for (const { from, to, kind } of places) {
        if (from < at || to > field.value.length) continue;
        const piece = document.createElement("mark");
        piece.className = kind === "spelling" ? "is-misspelt" : "is-avoided";
        piece.textContent = field.value.slice(from, to);
        pieces.push(field.value.slice(at, from), piece);
        at = to;
      }
      // A line's end at the end of the text takes room in a field and none in a paragraph.
      behind.firstElementChild.replaceChildren(...pieces, `${field.value.slice(at)}\n`);
      follow(field);
    }
  }
  /** Marks of a text that has changed since stand in the wrong place. */
  function unmark(field) {
    field.previousElementSibling?.firstElementChild.replaceChildren();
  }

  // --- keeping: one at a time; what is typed while an answer is awaited is another change ---
  let pause;
  let longest;
  let running = false;
  let again = false;
  let changed = false;
  let isShownOld = false;
  const body = () => {
    const typed = new FormData(form);
    for (const name of ["file", "earlier"]) typed.delete(name);
    return new URLSearchParams(typed);
  };
  function say(words) {
    state.textContent = words;
    state.hidden = words === "";
  }
  async function keep(keepalive = false) {
    clearTimeout(pause);
    clearTimeout(longest);
    longest = undefined;
    if (running) {
      again = true;
      return;
    }
    if (!changed && looked.querySelector("[name=kept]")?.value !== "0") return;
    running = true;
    changed = false;
    let isKept = false;
    const texts = fields.map((field) => field.value).join("\0");
    try {
      const answer = await fetch(form.dataset.compose, { method: "POST", body: body(), credentials: "same-origin", redirect: "manual", keepalive });
      if (answer.status === 401 || answer.status === 409 || answer.type === "opaqueredirect") return say(form.dataset.out);
      if (!answer.ok) throw new Error(String(answer.status));
      const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      isKept = true;
      say("");
      const focused = looked.contains(document.activeElement) ? document.activeElement : null;
      isShownOld = focused !== null;
      const number = told.querySelector("[name=kept]")?.value;
      if (focused) {
        // Nothing is taken from under somebody's fingers: only the number goes on, and the rest when they have left.
        const mine = looked.querySelector("[name=kept]");
        if (mine && number) mine.value = number;
      } else {
        looked.replaceChildren(...told.childNodes);
      }
      if (fields.map((field) => field.value).join("\0") === texts) mark();
      else again = true;
    } catch {
      say(form.dataset.away);
    } finally {
      running = false;
      changed ||= !isKept;
      if (again) {
        again = false;
        pause = setTimeout(keep, PAUSE);
      }
    }
  }
  form.addEventListener("input", (event) => {
    changed = true;
    if (fields.includes(event.target)) unmark(event.target);
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
    longest ??= setTimeout(keep, LONGEST);
  });
  // A word is mended in place, and the writer goes on where the word stands.
  looked.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-mend]") : null;
    const place = button?.closest("[data-mark]");
    const field = fields.find((one) => one.name === place?.dataset.mark);
    if (!button || !field) return;
    event.preventDefault();
    const [, , old, fresh] = button.value.split("|");
    const from = field.value.startsWith(old, Number(place.dataset.from)) ? Number(place.dataset.from) : field.value.indexOf(old);
    if (from < 0) return;
    field.focus();
    field.setRangeText(fresh, from, from + old.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    place.remove();
    keep();
  });
  looked.addEventListener("focusout", (event) => {
    if (!isShownOld || looked.contains(event.relatedTarget)) return;
    changed = true;
    keep();
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    clearTimeout(longest);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
  mark();
  if (fields.some((field) => field.name === "main" && field.value.trim() !== "")) {
    changed = true;
    keep();
  }
})();
