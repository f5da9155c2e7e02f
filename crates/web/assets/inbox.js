// The list of what is owed: moving, choosing and taking rows by keys. Everything works without this file by links, boxes
// and buttons. The keys themselves are those of solits.js: each belongs to a button under the list, which acts on the row
// where the person is. A row keeps its place and its choice when the list is fetched again.
(() => {
  "use strict";
  const list = document.querySelector("[data-rows]");
  const bulk = document.querySelector("[data-bulk]");
  if (!list) return;
  const all = (selector, within = list) => [...within.querySelectorAll(selector)];
  const rows = () => all("tr[data-row]");
  const link = (row) => row?.querySelector("a[data-open]");
  const box = (row) => row?.querySelector("input[name=pick]");

  // --- where the person is ---
  let here = null;
  let place = 0;
  const row = () => rows().find((one) => one.dataset.row === here);
  function stand(on) {
    here = on.dataset.row;
    place = rows().indexOf(on);
    for (const one of rows()) one.classList.toggle("is-here", one === on);
  }
  function go(to) {
    const every = rows();
    if (every.length === 0) return;
    const next = every[Math.min(Math.max(to, 0), every.length - 1)];
    stand(next);
    link(next)?.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    const present = rows().indexOf(row());
    if (here === null) return go(by > 0 ? 0 : rows().length - 1);
    // The row has gone: its neighbour is where it was.
    go(present < 0 ? place : present + by);
  }
  list.addEventListener("focusin", (event) => {
    const on = event.target.closest("tr[data-row]");
    if (on) stand(on);
  });

  // --- choosing ---
  const picked = new Set(all("input[name=pick]:checked").map((one) => one.closest("tr").dataset.row));
  let last = null;
  function show() {
    const count = document.querySelector("[data-picked]");
    if (count) count.textContent = String(picked.size);
    bulk?.classList.toggle("has-picks", picked.size > 0);
    for (const one of rows()) {
      const its = box(one);
      if (its) its.checked = picked.has(one.dataset.row);
      one.classList.toggle("is-picked", picked.has(one.dataset.row));
    }
  }
  function pick(one, on) {
    if (!box(one)) return;
    if (on) picked.add(one.dataset.row);
    else picked.delete(one.dataset.row);
  }
  let shift = false;
  list.addEventListener("click", (event) => (shift = event.shiftKey), true);
  list.addEventListener("change", (event) => {
    if (!event.target.matches("input[name=pick]")) return;
    const on = event.target.closest("tr[data-row]");
    const every = rows();
    const from = every.findIndex((one) => one.dataset.row === last);
    const to = every.indexOf(on);
    if (shift && from >= 0) {
      for (const one of every.slice(Math.min(from, to), Math.max(from, to) + 1)) pick(one, event.target.checked);
    } else pick(on, event.target.checked);
    last = on.dataset.row;
    shift = false;
    show();
  });

  // --- what the keys do ---
  const acts = {
    next: () => step(1),
    previous: () => step(-1),
    pick: () => {
      const on = row();
      if (!on) return;
      pick(on, !picked.has(on.dataset.row));
      last = on.dataset.row;
      show();
      link(on)?.focus();
    },
    claim: () => {
      const take = row()?.querySelector("[data-claim]");
      if (take) take.click();
      else link(row())?.focus();
    },
    reply: () => {
      const reply = link(row())?.dataset.reply;
      if (reply) location.assign(reply);
    },
    delay: () => {
      const delay = link(row())?.dataset.delay;
      if (delay) location.assign(delay);
    },
  };
  for (const button of document.querySelectorAll("[data-list]")) button.addEventListener("click", () => acts[button.dataset.list]());
  document.querySelector("[data-unpick]")?.addEventListener("click", () => {
    picked.clear();
    show();
    link(row())?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const active = document.activeElement;
    // Elsewhere arrows scroll the page or move in a field.
    if (active !== document.body && !active?.closest("[data-rows]") && !active?.matches("[data-list]")) return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  });

  // --- the list was fetched again ---
  new MutationObserver(() => {
    for (const id of [...picked]) if (!rows().some((one) => one.dataset.row === id)) picked.delete(id);
    show();
    const on = row();
    if (on) on.classList.add("is-here");
    // Whoever stood on a row that has gone stands on the one in its place.
    else if (here !== null && document.activeElement === document.body && rows().length > 0) go(place);
  }).observe(list, { childList: true });
  show();
})();
