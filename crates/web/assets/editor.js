// The editor of a standard: a field that is left, or written in for a while, is saved by itself; what others change comes
// into the form without taking anything from under the hands of who writes. Everything works without this file by the
// button. No text is made here: words come from the page and from the server's answers.
(() => {
  "use strict";
  const PAUSE = 2500;
  // A browser sends at most 64 KB for a page that is being left.
  const MOST_WHEN_LEAVING = 60_000;
  const isHidden = () => document.visibilityState === "hidden";
  const all = (selector, within) => [...within.querySelectorAll(selector)];
  const say = (words, kind = "") => {
    const status = document.querySelector("[data-said]");
    if (!status) return;
    status.textContent = words;
    status.className = kind || "muted";
  };

  // --- the whole text: what is being written is kept for its author and checked, while the draft stays as it is ---
  const whole = document.querySelector("form[data-check]");
  if (whole) {
    const area = whole.querySelector("textarea[name=source]");
    let sent = area.value;
    let pause;
    const check = async () => {
      clearTimeout(pause);
      if (area.value === sent) return;
      const text = area.value;
      try {
        const keepalive = isHidden() && new Blob([text.replaceAll("\n", "\r\n")]).size < MOST_WHEN_LEAVING;
        const answer = await fetch(whole.dataset.check, { method: "POST", body: new FormData(whole), credentials: "same-origin", redirect: "manual", keepalive });
        if (answer.status === 401 || answer.status === 409) return say(whole.dataset.out, "late");
        if (!answer.ok) throw new Error(String(answer.status));
        sent = text;
        const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        document.getElementById("found").replaceChildren(...told.childNodes);
        say(whole.dataset.kept);
      } catch {
        say(whole.dataset.away, "late");
      }
    };
    area.addEventListener("change", check);
    area.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(check, PAUSE);
    });
    document.addEventListener("visibilitychange", () => isHidden() && check());
    // A text too long to be sent on leaving is asked about.
    addEventListener("beforeunload", (event) => {
      if (area.value !== sent) event.preventDefault();
    });
    // What is saved by the button needs no keeping.
    whole.addEventListener("submit", () => {
      clearTimeout(pause);
      sent = area.value;
    });
  }

  const form = () => document.getElementById("entry");
  if (!form()?.dataset.entry) return;

  // --- what a form holds: one value for each name; ticked boxes stand one on a line, as the server reads them ---
  const control = (name) => form().elements.namedItem(name);
  const isField = (field) => field.name && !field.name.startsWith("_") && field.name !== "csrf" && field.localName !== "button";
  function values(of = form()) {
    const found = new Map();
    for (const field of [...of.elements].filter(isField)) {
      const known = found.get(field.name);
      if (field.type === "checkbox") {
        if (field.checked) found.set(field.name, known ? `${known}\n${field.value}` : field.value);
      } else if (field.type !== "hidden" || known === undefined) {
        found.set(field.name, field.value);
      }
    }
    return found;
  }
  let saved = values();
  const dirty = () => [...values()].filter(([name, value]) => saved.get(name) !== value);

  // --- saving: one at a time, in the order of writing ---
  let running = false;
  let saves = 0;
  let again = false;
  let timer;
  async function save() {
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    const changed = dirty();
    if (changed.length === 0) return;
    running = true;
    try {
      let answer = await send(changed);
      // The session was renewed meanwhile, in another tab: its forms carry another token.
      if (answer.status === 409 && (await newToken())) answer = await send(changed);
      if (answer.status === 401 || answer.status === 409) say(form().dataset.out, "late");
      else if (answer.ok) await taken(await answer.json(), changed);
      else throw new Error(String(answer.status));
    } catch {
      say(form().dataset.away, "late");
    } finally {
      running = false;
      if (again) {
        again = false;
        save();
      }
    }
  }

  function send(changed) {
    const body = new URLSearchParams({ csrf: control("csrf").value, _at: control("_at").value, _seen: control("_seen").value, _script: "1" });
    // What a field held when it was last saved goes with it: who writes over their own words means the words before.
    for (const [name, value] of changed) {
      body.append(name, value);
      body.append(`_was:${name}`, saved.get(name) ?? "");
    }
    return fetch(form().action, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: isHidden() && String(body).length < MOST_WHEN_LEAVING, headers: { accept: "application/json" } });
  }
  async function newToken() {
    const fresh = (await fetched())?.elements.namedItem("csrf").value;
    if (!fresh || fresh === control("csrf").value) return false;
    control("csrf").value = fresh;
    return true;
  }

  async function taken(told, changed) {
    if (told.clash) return location.assign(told.clash);
    // What was refused is kept by the server for its author: it need not be sent again until it is written anew.
    for (const [name, value] of changed) {
      mark(name, told.errors[name]);
      saved.set(name, value);
      if (!told.errors[name] && told.taken) beside(name, told.said);
    }
    saves += 1;
    say(told.said, told.good ? "good" : "late");
    if (!told.taken) return;
    // A state that is mine alone follows the one I saw; one that holds others' changes is seen once they are in the form.
    if (!told.joined) control("_seen").value = told.state;
    if (told.at !== control("_at").value) {
      control("_at").value = told.at;
      history.replaceState(null, "", form().dataset.entry + encodeURIComponent(told.at));
    }
    await renew("saving");
  }

  /** Says beside the label of a field that it is saved; those who listen hear it from the status of the form. */
  function beside(name, words) {
    for (const old of all("[data-done]", document)) old.remove();
    const label = boxOf(name)?.querySelector(".field-label");
    if (!label) return;
    const done = document.createElement("span");
    done.className = "field-note good";
    done.dataset.done = "";
    done.setAttribute("aria-hidden", "true");
    done.textContent = words;
    label.append(" ", done);
  }
  const firstOf = (name) => (control(name) instanceof RadioNodeList ? control(name)[0] : control(name));
  const boxOf = (name) => firstOf(name)?.closest(".field");

  /** Says beside a field what is wrong with it, as the server would draw it. */
  function mark(name, words) {
    const field = firstOf(name);
    const box = boxOf(name);
    if (!box) return;
    const id = `f-${name}-error`;
    let error = document.getElementById(id);
    if (!words) {
      error?.remove();
      box.classList.remove("is-wrong");
      field.removeAttribute("aria-invalid");
      return;
    }
    if (!error) {
      error = document.createElement("span");
      error.className = "field-error";
      error.id = id;
      field.before(error);
    }
    error.textContent = words;
    box.classList.add("is-wrong");
    field.setAttribute("aria-invalid", "true");
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
    field.setAttribute("aria-describedby", [id, ...described].join(" "));
  }

  // --- the form again, with what others changed; what is being written here stays ---
  async function fetched() {
    try {
      const answer = await fetch(form().dataset.entry + encodeURIComponent(control("_at").value), { credentials: "same-origin", headers: { "x-refresh": "1" }, cache: "no-store" });
      if (!answer.ok || answer.redirected) return undefined;
      return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("entry");
    } catch {
      return undefined;
    }
  }
  async function renew(after = "others") {
    const before = saves;
    const fresh = await fetched();
    if (!fresh) return;
    // What was saved while this came is not in it: it would take back what was just written.
    if (saves !== before) return renew(after);
    if (running && after === "others") return;
    const now = values(fresh);
    const mine = dirty();
    // Somebody changed the very field that is being written: saving will ask which of both stays.
    const touched = mine.filter(([name]) => now.get(name) !== saved.get(name));
    if (touched.length > 0) return say(form().dataset.touched, "soon");
    const sameShape = fresh.dataset.outline === form().dataset.outline;
    const same = sameShape && [...now].every(([name, value]) => saved.get(name) === value) && fresh.querySelectorAll("[aria-invalid]").length === form().querySelectorAll("[aria-invalid]").length;
    if (same) {
      control("_seen").value = fresh.elements.namedItem("_seen").value;
      return;
    }
    replace(fresh, now, mine);
  }

  function replace(fresh, now, mine) {
    const active = form().contains(document.activeElement) ? document.activeElement : null;
    const place = active && { id: active.id, name: active.name, start: active.selectionStart, end: active.selectionEnd, nth: sameName(form(), active).indexOf(active) };
    const words = document.querySelector("[data-said]");
    const told = words && [words.textContent, words.className];
    const note = document.querySelector("[data-done]");
    const about = note?.closest(".field").querySelector("[name]")?.name;
    const done = about && [about, note.textContent];
    const open = new Set(all("details[open]", form()).map((details) => details.id));
    form().replaceWith(fresh);
    listen();
    saved = now;
    for (const [name, value] of mine) put(name, value);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (told) say(...told);
    if (done) beside(...done);
    if (!place) return;
    const field = (place.id && document.getElementById(place.id)) || sameName(fresh, { name: place.name })[place.nth];
    field?.focus({ preventScroll: true });
    if (place.start !== null && place.start !== undefined && field?.setSelectionRange) {
      try {
        field.setSelectionRange(place.start, place.end);
      } catch {
        // Not every kind of field has a place for the cursor.
      }
    }
  }
  const sameName = (of, element) => [...of.elements].filter((field) => field.name === element.name);
  function put(name, value) {
    for (const field of [...form().elements].filter((one) => one.name === name)) {
      if (field.type === "checkbox") field.checked = value.split("\n").includes(field.value);
      else if (field.type !== "hidden") field.value = value;
    }
  }

  // --- when ---
  function listen() {
    form().addEventListener("change", save);
    form().addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    });
  }
  listen();
  // Whoever closes the page or goes on has left the field too.
  document.addEventListener("visibilitychange", () => isHidden() && save());

  // --- others: the part that tells of them says which state the draft has come to ---
  const aside = document.querySelector("[data-src][data-topic^='draft:']");
  if (aside) {
    const state = () => Number(aside.querySelector("[data-draft-state]")?.dataset.draftState ?? 0);
    new MutationObserver(() => {
      if (!running && state() > Number(control("_seen").value)) renew();
    }).observe(aside, { childList: true, subtree: true });
  }

  // --- where I am, for those who would write the same ---
  function here() {
    if (document.visibilityState !== "visible") return;
    const body = new URLSearchParams({ csrf: control("csrf").value, _at: control("_at").value });
    // Being on the page is no activity: a session nobody uses ends.
    fetch(form().dataset.here, { method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { "x-refresh": "1" } }).catch(() => {});
  }
  here();
  setInterval(here, 60_000);
})();
