// Comfort for the desk: keys in the box, drag on the timeline, copying. Every
// page works without.
"use strict";
document.documentElement.classList.add("script");

const box = document.getElementById("q");
const list = document.getElementById("suggestions");

function options() { return [...list.querySelectorAll("[role=option]")]; }

// What is chosen stays chosen when the list is brought up to date.
let chosen = "";
let leaving = false; // for what was chosen: the form must not be sent as well

function linkOf(option) { return option.querySelector("a").href; }

function choose(option) {
  chosen = option ? linkOf(option) : "";
  for (const o of options()) o.setAttribute("aria-selected", String(o === option));
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
}

function close() {
  list.replaceChildren();
  choose(null);
  box.setAttribute("aria-expanded", "false");
}

function step(by) {
  const all = options();
  if (!all.length) return;
  const at = all.findIndex((o) => o.getAttribute("aria-selected") === "true");
  choose(all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length]);
}

function keyInBox(event) {
  if (event.key === "ArrowDown") { step(1); event.preventDefault(); }
  else if (event.key === "ArrowUp") { step(-1); event.preventDefault(); }
  else if (event.key === "Escape") { close(); }
  else if (event.key === "Enter" && chosen) { event.preventDefault(); leaving = true; location.assign(chosen); }
}

if (box && list) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "suggestions");
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("keydown", keyInBox);
  box.form.addEventListener("submit", (event) => { if (leaving) event.preventDefault(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  list.addEventListener("htmx:afterSwap", () => {
    box.setAttribute("aria-expanded", String(options().length > 0));
    choose(options().find((o) => linkOf(o) === chosen));
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".box")) close(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

// A drag over the timeline marks the bars between its ends, and searches there.
let drag = null;

function bars(figure) { return [...figure.querySelectorAll("svg a")]; }

function barAt(figure, x) {
  const all = bars(figure);
  const frame = figure.querySelector("svg:not(.axis)").getBoundingClientRect();
  const at = Math.floor(((x - frame.left) / frame.width) * all.length);
  return Math.max(0, Math.min(all.length - 1, at));
}

function paint() {
  const [low, high] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
  bars(drag.figure).forEach((bar, i) => bar.classList.toggle("in", i >= low && i <= high));
  return [low, high];
}

document.addEventListener("pointerdown", (event) => {
  const figure = event.target.closest && event.target.closest(".timeline");
  if (!figure || event.button !== 0 || !event.target.closest("svg")) return;
  const at = barAt(figure, event.clientX);
  drag = { figure, from: at, to: at, moved: false };
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.to = barAt(drag.figure, event.clientX);
  drag.moved = drag.moved || drag.to !== drag.from;
  if (drag.moved) paint();
});
document.addEventListener("pointerup", () => {
  if (!drag) return;
  const [low, high] = paint();
  const all = bars(drag.figure);
  const url = drag.figure.dataset.range.replace("FROM", all[low].dataset.from).replace("TO", all[high].dataset.to);
  const moved = drag.moved;
  drag = null;
  if (moved) location.assign(url);
});
document.addEventListener("dragstart", (event) => { if (event.target.closest && event.target.closest(".timeline")) event.preventDefault(); });

document.addEventListener("click", async (event) => {
  const button = event.target.closest && event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = "Copied";
});
