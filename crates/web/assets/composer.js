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
  const back = form.querySelector("[data-compose-back]");
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
  let isSent = false;
  const body = () => {
    const typed = new FormData(form);
    for (const name of ["file", "earlier"]) typed.delete(name);
    return new URLSearchParams(typed);
  };
  let said = "";
  function say(words, way = "", href = "") {
    // What is said already stays as it is, with whoever stands on its link.
    if (words === said) return;
    said = words;
    const link = document.createElement("a");
    link.textContent = way;
    link.href = href;
    state.replaceChildren(words, ...(way === "" ? [] : [" ", link]));
    state.hidden = words === "";
  }

  // --- what the program did not take: this tab keeps it, for its author alone and until the program has it ---
  /** What belongs to the page as it was made, and what confirms a text as it stood. */
  const PASSING = ["csrf", "version", "kept", "looked", "confirm", "seen_displaced", "reread", "file", "earlier"];
  const mine = `typed:${form.dataset.who}:`;
  const here = `${mine}${form.dataset.compose}`;
  const number = () => looked.querySelector("[name=kept]")?.value ?? "0";
  const typed = () => [...new FormData(form)].filter(([name]) => !PASSING.includes(name));
  function hold(isPressed = false) {
    const held = { kept: number(), version: form.elements.version.value, isPressed, fields: typed() };
    try {
      sessionStorage.setItem(here, JSON.stringify(held));
    } catch {
      // A tab that may keep nothing still shows the text, and says that it could not be kept.
    }
  }
  function letGo() {
    sessionStorage.removeItem(here);
  }
  function held() {
    for (const key of Object.keys(sessionStorage)) {
      // Somebody else has signed in here: what another typed is none of their business.
      if (key.startsWith("typed:") && !key.startsWith(mine)) sessionStorage.removeItem(key);
    }
    try {
      return JSON.parse(sessionStorage.getItem(here));
    } catch {
      return null;
    }
  }
  /** Whether the program has not seen it: neither as it is now, nor sent since. */
  function isUnseen(old) {
    const plain = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value.trim()]));
    if (plain(old.fields) === plain(typed())) return false;
    // What was sent off with a press was seen, unless everything still is as it was before.
    if (old.isPressed) return old.kept === number() && old.version === form.elements.version.value;
    return Number(number()) >= Number(old.kept);
  }
  function putBack(old) {
    for (const control of form.elements) {
      if (!control.name || PASSING.includes(control.name) || ["hidden", "submit"].includes(control.type)) continue;
      const values = old.fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox") {
        control.checked = values.includes(control.value);
      } else if (values.length > 0 && control.value !== values[0]) {
        control.value = values[0];
        control.closest("details")?.setAttribute("open", "");
      }
    }
    // What another window has kept meanwhile is shown beside it.
    const shown = looked.querySelector("[name=kept]");
    if (shown) shown.value = old.kept;
    back.textContent = form.dataset.back;
    back.hidden = false;
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
      if (answer.status === 409) {
        hold();
        return say(form.dataset.stale, form.dataset.staleWay, location.pathname);
      }
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        hold();
        return say(form.dataset.out, form.dataset.outWay, `/sign-in?to=${encodeURIComponent(location.pathname)}`);
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      isKept = true;
      letGo();
      say("");
      const focused = looked.contains(document.activeElement) ? document.activeElement : null;
      isShownOld = focused !== null;
      const fresh = told.querySelector("[name=kept]")?.value;
      if (focused) {
        // Nothing is taken from under somebody's fingers: only the number goes on, and the rest when they have left.
        const shown = looked.querySelector("[name=kept]");
        if (shown && fresh) shown.value = fresh;
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
  // A press sends what was typed last; where the session has ended meanwhile, its answer is a page without it.
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    clearTimeout(longest);
    if (changed || running) hold(true);
    isSent = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) isSent = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isSent) keep(true);
  });
  const old = held();
  const isBack = old !== null && isUnseen(old);
  if (isBack) putBack(old);
  else letGo();
  mark();
  if (isBack || fields.some((field) => field.name === "main" && field.value.trim() !== "")) {
    changed = true;
    keep();
  }
})();
