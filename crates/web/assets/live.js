// Live pages: one stream says what changed, the page fetches that part again under its own rights. A lost message
// heals itself with the next one; after a break everything is fetched. What cannot be renewed says how old it is.
(() => {
  "use strict";
  const source = document.querySelector("[data-live]")?.dataset.live;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const panels = () => all("[data-src]");

  // --- replacing a part of the page ---
  const running = new WeakMap();
  const shown = new WeakMap();
  async function renew(panel) {
    // At most one fetch runs for a part; a change meanwhile asks for one more.
    if (running.has(panel)) {
      running.set(panel, "again");
      return;
    }
    running.set(panel, "once");
    try {
      const answer = await fetch(panel.dataset.src, {
        headers: { "x-refresh": "1" },
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(10000),
      });
      const hour = Date.parse(answer.headers.get("date") ?? "");
      if (hour) window.dispatchEvent(new CustomEvent("solits:time", { detail: hour }));
      // A redirect leads to the sign-in page, which is not this part.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      place(panel, await answer.text());
      panel.removeAttribute("data-failed");
      heard();
    } catch {
      panel.setAttribute("data-failed", "");
      stale();
    } finally {
      const again = running.get(panel) === "again";
      running.delete(panel);
      if (again) renew(panel);
    }
  }

  const rows = (within) => new Set(all("[data-row]", within).map((row) => row.dataset.row));
  const editing = (panel) =>
    panel.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea, select");

  function place(panel, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    if (fresh.innerHTML === shown.get(panel)) return;
    // Nothing is taken from under the hands of someone who writes.
    if (editing(panel)) {
      panel.addEventListener("focusout", () => renew(panel), { once: true });
      return;
    }
    // Nothing jumps while someone reads: new rows announce themselves.
    if (panel.dataset.announce !== undefined && !panel.dataset.accepted) {
      const known = rows(panel);
      const more = [...rows(fresh)].filter((row) => !known.has(row)).length;
      const button = document.getElementById(panel.dataset.announce);
      if (more > 0 && known.size > 0 && button) {
        button.querySelector("[data-count]")?.replaceChildren(String(more));
        button.hidden = false;
        button.onclick = () => {
          button.hidden = true;
          panel.dataset.accepted = "1";
          renew(panel);
        };
        return;
      }
    }
    delete panel.dataset.accepted;
    swap(panel, fresh);
  }

  function swap(panel, fresh) {
    const before = signs(panel);
    const active = panel.contains(document.activeElement) ? document.activeElement : null;
    const mark = active && focusMark(panel, active);
    const open = new Set(all("details[open][id]", panel).map((details) => details.id));
    const kept = written(panel);
    shown.set(panel, fresh.innerHTML);
    panel.replaceChildren(...fresh.childNodes);
    writeAgain(panel, kept);
    for (const id of open) panel.querySelector(`details[id="${CSS.escape(id)}"]`)?.setAttribute("open", "");
    if (mark) all(mark.selector, panel)[mark.nth]?.focus({ preventScroll: true });
    after(panel, before);
  }

  // --- what somebody wrote or chose and has not sent stays, as long as the form is about the same thing ---
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";
  function isWritten(field) {
    if (!field.name || ["hidden", "submit", "button"].includes(field.type)) return false;
    if (isTick(field)) return field.checked !== field.defaultChecked;
    if (field.localName === "select") return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.value !== field.defaultValue;
  }
  function about(form) {
    const hidden = all("input[type=hidden]:not([name=csrf])", form).map((field) => `${field.name}=${field.value}`);
    return [form.getAttribute("action"), ...hidden].join(" ");
  }
  function written(panel) {
    return all("form", panel).flatMap((form) =>
      [...form.elements].filter(isWritten).map((field) => ({ about: about(form), name: field.name, value: field.value, checked: field.checked })),
    );
  }
  function writeAgain(panel, kept) {
    const forms = new Map(all("form", panel).map((form) => [about(form), form]));
    for (const one of kept) {
      const fields = [...(forms.get(one.about)?.elements ?? [])].filter((field) => field.name === one.name);
      for (const field of fields) {
        if (!isTick(field)) field.value = one.value;
        else if (field.value === one.value) field.checked = one.checked;
      }
    }
  }

  /** What finds the focused element again after its part was replaced: a selector, and which of those it matches. */
  function focusMark(panel, element) {
    const tag = element.localName;
    let selector = tag;
    if (element.id) selector = `#${CSS.escape(element.id)}`;
    else if (tag === "summary" && element.parentElement.id) selector = `#${CSS.escape(element.parentElement.id)} > summary`;
    else {
      for (const name of ["data-key", "name", "value", "href"]) {
        const value = tag === "textarea" ? null : element.getAttribute(name);
        if (value) selector += `[${name}="${CSS.escape(value)}"]`;
      }
    }
    return { selector, nth: all(selector, panel).indexOf(element) };
  }

  // --- what a change means: a chime, a vibration, another title ---
  function signs(panel) {
    const value = (name) => all(`[data-${name}]`, panel).map((each) => each.getAttribute(`data-${name}`)).join("|");
    return { chime: value("chime-on"), vibrate: value("vibrate-on") };
  }
  function after(panel, before) {
    const present = signs(panel);
    if (present.chime && present.chime !== before.chime) chime();
    if (present.vibrate && present.vibrate !== before.vibrate) navigator.vibrate?.([300, 150, 300]);
    const title = panel.querySelector("[data-title]");
    if (title) document.title = title.dataset.title;
  }

  let sound;
  function chime() {
    if (!sound) return;
    // Two tones, the second lower, as in a public building.
    [[660, 0], [528, 0.35]].forEach(([pitch, delay]) => {
      const start = sound.currentTime + delay;
      const tone = sound.createOscillator();
      const loudness = sound.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, start);
      loudness.gain.exponentialRampToValueAtTime(0.5, start + 0.03);
      loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.9);
      tone.connect(loudness).connect(sound.destination);
      tone.start(start);
      tone.stop(start + 1);
    });
  }
  // Browsers allow sound only after a touch.
  const starter = document.querySelector("[data-sound-start]");
  starter?.addEventListener("click", () => {
    sound = new AudioContext();
    chime();
    starter.hidden = true;
  });

  // --- notices, one at a time, long enough to read aloud: 15 characters a second and four seconds more ---
  for (const stage of all("[data-rotate]")) {
    let turned = 0;
    const turn = () => {
      const notices = [...stage.children];
      if (notices.length === 0) return;
      turned %= notices.length;
      notices.forEach((notice, index) => (notice.hidden = index !== turned));
      const seconds = Math.max(10, 4 + notices[turned].textContent.length / 15);
      turned += 1;
      setTimeout(turn, seconds * 1000);
    };
    turn();
  }

  // --- the stream ---
  if (!source) return;
  let stream = null;
  let last = Date.now();
  let attempts = 0;
  let waiting = null;
  // A stream that is refused, because the same person has many pages open or too many follow the news, is done without:
  // the page asks for its parts every so often, and now and then for a stream again. Nothing is missed, so nothing is said.
  let asking = null;
  let looked = Date.now();

  function ask() {
    panels().forEach(renew);
    if (panels().length === 0) heard();
    asking = setTimeout(ask, 15000 + Math.random() * 5000);
  }

  function heard() {
    last = Date.now();
    if (panels().some((panel) => panel.hasAttribute("data-failed"))) return;
    all("[data-stale]").forEach((banner) => (banner.hidden = true));
  }
  function stale() {
    const riga = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Riga" });
    const [hour, minute] = riga.format(last).split(":");
    const lv = document.documentElement.lang === "lv";
    for (const banner of all("[data-stale]")) {
      banner.querySelector("[data-stale-time]")?.replaceChildren(`${Number(hour)}${lv ? "." : ":"}${minute}`);
      banner.hidden = false;
    }
  }
  function concerns(panel, topic) {
    const topics = panel.dataset.topic?.split(" ");
    return !topics || topic === "all" || topics.includes(topic);
  }
  function open() {
    waiting = null;
    stream?.close();
    stream = new EventSource(source);
    stream.addEventListener("open", () => {
      attempts = 0;
      clearTimeout(asking);
      asking = null;
      heard();
      // Something may have changed while nobody listened.
      panels().forEach(renew);
    });
    stream.addEventListener("beat", heard);
    stream.addEventListener("changed", (event) => {
      heard();
      let topic = "all";
      try {
        topic = JSON.parse(event.data).topic ?? "all";
      } catch {
        // An unreadable signal still says that something changed.
      }
      panels().filter((panel) => concerns(panel, topic)).forEach(renew);
    });
    stream.addEventListener("error", () => {
      // A refused stream is not tried again by the browser, and a broken one too soon by all screens at once.
      const refused = stream.readyState === EventSource.CLOSED;
      stream.close();
      if (refused && !asking) ask();
      again();
    });
  }
  function again() {
    if (waiting) return;
    attempts += 1;
    const most = Math.min(asking ? 60000 : 30000, 1000 * 2 ** attempts);
    waiting = setTimeout(open, most / 2 + Math.random() * (most / 2));
  }
  open();
  setInterval(() => panels().filter((panel) => panel.hasAttribute("data-failed")).forEach(renew), 5000 + Math.random() * 3000);
  setInterval(() => {
    // A page that asks by itself is heard from less often, and hardly at all while nobody looks at it.
    if (asking && (document.visibilityState !== "visible" || Date.now() - Math.max(last, looked) < 30000)) return;
    if (Date.now() - last < 10000) return;
    stale();
    // A connection that is open but silent is dead.
    if (Date.now() - last > 20000 && !waiting) {
      stream.close();
      again();
    }
  }, 1000);
  // A phone that was asleep looks again at once.
  document.addEventListener("visibilitychange", () => {
    looked = Date.now();
    if (document.visibilityState !== "visible" || Date.now() - last < 6000) return;
    clearTimeout(waiting);
    if (asking) {
      clearTimeout(asking);
      ask();
    }
    attempts = 0;
    open();
  });
})();
