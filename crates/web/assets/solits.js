// Keys, timers, dialogs, messages and forms. Everything works without this file; it only makes it quicker.
// Pages say what they want in data attributes, listed in docs/design.md. No text is made here: words come from the page.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("has-script");

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const writes = (element) =>
    element instanceof HTMLElement &&
    (element.isContentEditable ||
      element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=submit])"));
  const visible = (element) => element.getClientRects().length > 0 && !element.disabled;

  // --- keys ---
  const keysOff = () => localStorage.getItem("single-keys") === "off";
  const keyed = () => {
    const dialog = document.querySelector("dialog[open]");
    return all("[data-key]", dialog ?? document).filter(visible);
  };
  const keyName = (key) => (key === "Escape" ? "Esc" : key.toUpperCase());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (writes(document.activeElement)) {
      if (event.key === "Escape") document.activeElement.blur();
      return;
    }
    // A choice lists its own keys; Escape closes an open dialog by itself.
    if (event.key === "Escape" && document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      openKeys();
      return;
    }
    if (event.key.length === 1 && keysOff()) return;
    const wanted = event.key.toLowerCase();
    const element = keyed().find((each) => each.dataset.key.toLowerCase() === wanted);
    if (!element) return;
    event.preventDefault();
    if (writes(element)) {
      element.focus();
      element.select?.();
    } else {
      element.focus();
      element.click();
      if (element.matches("details > summary")) enter(element.parentElement);
    }
  });
  /** A drawer opened by its key: the first of its fields is at hand. */
  function enter(details) {
    if (!details.open) return;
    const first = all("input:not([type=hidden]), select, textarea", details).filter(visible);
    (first.find((field) => field.checked) ?? first[0])?.focus();
  }

  function openKeys() {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) return;
    const list = dialog.querySelector("[data-keys-list]");
    const seen = new Map();
    for (const element of keyed()) {
      const words = element.dataset.keyLabel ?? labelOf(element);
      if (words && !seen.has(element.dataset.key)) seen.set(element.dataset.key, words);
    }
    list.replaceChildren();
    for (const [key, words] of seen) {
      const term = document.createElement("dt");
      const mark = document.createElement("kbd");
      mark.textContent = keyName(key);
      term.append(mark);
      const meaning = document.createElement("dd");
      meaning.textContent = words;
      list.append(term, meaning);
    }
    dialog.querySelector("[data-keys-none]").hidden = seen.size > 0;
    const choice = dialog.querySelector("[data-keys-use]");
    choice.checked = !keysOff();
    choice.onchange = () =>
      choice.checked ? localStorage.removeItem("single-keys") : localStorage.setItem("single-keys", "off");
    dialog.showModal();
  }

  /** What an element is called, without the key shown in it. */
  function labelOf(element) {
    if (element.getAttribute("aria-label")) return element.getAttribute("aria-label");
    if (element.labels?.length) return element.labels[0].textContent.trim();
    const copy = element.cloneNode(true);
    all("kbd", copy).forEach((mark) => mark.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // --- clicks ---
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = (selector) => target?.closest(selector);
    if (button("[data-keys-open]")) openKeys();
    if (button("[data-print]")) window.print();
    if (button("[data-copy]")) copy(button("[data-copy]"));
    if (button("[data-close]")) button("[data-close]").closest("dialog")?.close();
    if (button("[data-dialog]")) {
      const dialog = document.getElementById(button("[data-dialog]").dataset.dialog);
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    if (button("[data-theme-toggle]")) {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
    }
    // A menu closes when something else is pressed.
    for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
  });
  /** Takes the text of a field along; where the browser does not let us, the text stands chosen. */
  async function copy(pressed) {
    const field = document.getElementById(pressed.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      const said = pressed.parentElement.querySelector("[data-copy-said]");
      if (said) said.textContent = pressed.dataset.copied;
    } catch {
      field.focus();
    }
  }
  // What is typed into one field stands in another until somebody types there.
  for (const part of all("[data-prefill]")) {
    const [from, to] = part.dataset.prefill.split(" ").map((id) => document.getElementById(id));
    if (!from || !to) continue;
    let own = to.value !== "" && to.value !== from.value;
    to.addEventListener("input", () => (own = to.value !== ""));
    from.addEventListener("input", () => {
      if (!own) to.value = from.value;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // --- forms: pressed twice is sent once ---
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.repeat !== undefined) return;
    if (form.classList.contains("is-busy")) {
      event.preventDefault();
      return;
    }
    form.classList.add("is-busy");
    // When no answer comes, the person may try again; the server knows a repeated sending by its key.
    setTimeout(() => form.classList.remove("is-busy"), 8000);
  });
  window.addEventListener("pageshow", () => all("form.is-busy").forEach((form) => form.classList.remove("is-busy")));
  document.addEventListener("change", (event) => {
    if (event.target.dataset?.submit !== undefined) event.target.form.requestSubmit();
  });
  // A refused form begins at its list of mistakes.
  document.querySelector("[data-wrongs]")?.focus();

  // --- time ---
  // The server's clock counts: a page says how much had passed when it was made, and answers carry the hour.
  const madeAt = Number(document.querySelector("[data-made-at]")?.dataset.madeAt);
  let ahead = madeAt ? madeAt - Date.now() : 0;
  const now = () => Date.now() + ahead;
  window.addEventListener("solits:time", (event) => {
    ahead = event.detail - Date.now();
  });

  const two = (number) => String(number).padStart(2, "0");
  function stopwatch(seconds) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const rest = `${hours ? two(minutes) : minutes}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }
  const starts = new WeakMap();
  function startOf(element, name, given) {
    const key = `${element.dataset[name]}|${element.dataset[given] ?? ""}`;
    const known = starts.get(element);
    if (known?.key === key) return known.at;
    const passed = element.dataset[given];
    const sign = name === "since" ? -1 : 1;
    const at = passed === undefined ? Date.parse(element.dataset[name]) : now() + sign * Number(passed) * 1000;
    starts.set(element, { key, at });
    return at;
  }
  function tick() {
    for (const element of all("[data-since]")) {
      const seconds = Math.max(0, Math.floor((now() - startOf(element, "since", "elapsed")) / 1000));
      if (Number.isFinite(seconds)) element.textContent = stopwatch(seconds);
      const limit = Number(element.dataset.limit);
      if (limit) element.classList.toggle("is-over", seconds >= limit);
    }
    for (const element of all("[data-until]")) {
      const seconds = Math.max(0, Math.ceil((startOf(element, "until", "left") - now()) / 1000));
      if (Number.isFinite(seconds)) element.textContent = stopwatch(seconds);
      if (seconds === 0 && !element.classList.contains("is-over")) {
        element.classList.add("is-over");
        element.dispatchEvent(new CustomEvent("solits:over", { bubbles: true }));
      }
    }
    for (const element of all("[data-clock]")) {
      const riga = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Riga" });
      const [hour, minute] = riga.format(now()).split(":");
      const text = `${Number(hour)}${root.lang === "lv" ? "." : ":"}${minute}`;
      if (element.textContent !== text) element.textContent = text;
    }
  }
  tick();
  setInterval(tick, 1000);

  // --- a form that is kept while it is written: each change is sent on its own, and the page stays ---
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element && event.target.closest("form[data-keep]");
    if (!form) return;
    const body = new URLSearchParams(new FormData(form));
    // What cannot be sent now still stands on the page, with a button to save it.
    fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: true }).catch(() => {});
  });

  // --- tabs that do not fit: the present one is seen without scrolling ---
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const tabs = tab.closest(".tabs");
    tabs.scrollLeft = tab.offsetLeft + tab.offsetWidth - tabs.offsetLeft - tabs.clientWidth;
  }

  // --- a day played: the slider moves, and the parts that show a moment are fetched again ---
  const player = document.querySelector("[data-play]");
  if (player) {
    const range = player.querySelector("input[type=range]");
    const toggle = player.querySelector("[data-play-toggle]");
    const address = () => `${new URL(player.action).pathname}?${new URLSearchParams(new FormData(player))}`;
    const plays = () => toggle.getAttribute("aria-pressed") === "true";
    let pace;
    let fetching = false;
    let moved = false;

    async function show() {
      // At most one fetch runs; a slider moved meanwhile asks for one more.
      moved = fetching;
      if (fetching) return;
      fetching = true;
      try {
        const answer = await fetch(address(), { headers: { "x-refresh": "1" }, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        place(new DOMParser().parseFromString(await answer.text(), "text/html"));
        history.replaceState(null, "", address());
      } catch {
        play(false);
        player.submit();
      } finally {
        fetching = false;
        if (moved) show();
      }
    }
    function place(fresh) {
      const active = document.activeElement?.id;
      for (const part of all("[data-played]")) {
        const other = fresh.getElementById(part.id);
        if (other) part.replaceChildren(...other.childNodes);
      }
      range.setAttribute("aria-valuetext", fresh.querySelector("[data-play] input[type=range]")?.getAttribute("aria-valuetext") ?? "");
      if (!active || document.activeElement?.id === active) return;
      // At the ends of the day a link is none any more.
      const again = document.getElementById(active);
      (again?.matches("a, button, input") ? again : range).focus({ preventScroll: true });
    }
    function play(on) {
      clearInterval(pace);
      toggle.setAttribute("aria-pressed", String(on));
      toggle.querySelector("[data-play-start]").hidden = on;
      toggle.querySelector("[data-play-stop]").hidden = !on;
      if (on) pace = setInterval(() => (range.value === range.max ? play(false) : go("forward")), 600);
    }
    function go(step) {
      const by = { first: -Infinity, back: -Number(range.step), forward: Number(range.step), last: Infinity }[step];
      range.value = Math.min(Number(range.max), Math.max(Number(range.min), Number(range.value) + by));
      show();
    }
    range.addEventListener("input", show);
    toggle.addEventListener("click", () => {
      // At its end the day begins again.
      if (!plays() && range.value === range.max) go("first");
      play(!plays());
    });
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("[data-step]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(link.dataset.step);
    });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && play(false));
  }

  // --- messages that go by themselves; nothing that can be undone goes while a person is at it ---
  for (const toast of all("[data-undo]")) {
    let left = Number(toast.dataset.undo) || 8;
    const step = setInterval(() => {
      if (toast.matches(":hover, :focus-within")) return;
      left -= 1;
      if (left <= 0) {
        clearInterval(step);
        toast.remove();
      }
    }, 1000);
  }

  // --- kiosk: back to the start when nobody touches it ---
  // A kiosk with a printer prints the ticket by itself, once: a page read again is the same ticket.
  const printed = document.querySelector("[data-print-now]");
  if (printed && sessionStorage.getItem("printed") !== printed.dataset.printNow) {
    sessionStorage.setItem("printed", printed.dataset.printNow);
    window.print();
  }

  const returning = document.querySelector("[data-return-after]");
  if (returning) {
    let timer;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => location.assign(returning.dataset.returnTo), Number(returning.dataset.returnAfter) * 1000);
    };
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, again);
    again();
  }

  // --- a reply that has left: what composer.js held of it in this tab is let go ---
  const left = /^(\/cases\/[^/]+)\/letters(\/[^/]+\/print)?$/.exec(location.pathname);
  if (left && (left[2] || ["sent", "scheduled"].includes(new URLSearchParams(location.search).get("notice")))) {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("typed:") && key.endsWith(`:${left[1]}/reply/keep`)) sessionStorage.removeItem(key);
    }
  }

  // --- who else is at a case: the page says that it is open, and shows whom it hears of ---
  for (const here of all("[data-presence]")) {
    const say = (doing) => {
      const body = new URLSearchParams({ csrf: here.dataset.csrf, doing });
      // Being on the page is no activity: a session nobody uses ends.
      return fetch(here.dataset.presence, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: doing === "left", headers: { "x-refresh": "1" } });
    };
    const tell = async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const answer = await say(here.dataset.doing);
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        if (fresh.textContent.trim() !== here.textContent.trim()) here.replaceChildren(...fresh.childNodes);
      } catch {
        // Who else is here is said again in half a minute.
      }
    };
    tell();
    setInterval(tell, 25_000);
    window.addEventListener("pagehide", () => say("left").catch(() => {}));
  }
})();
