// Keys of the pages: a letter presses the button that shows it, / goes to the search. Everything works without this file.
"use strict";

const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

function toggle(button) {
  const panel = document.getElementById(button.dataset.open);
  const isOpen = panel.classList.toggle("open");
  button.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) panel.querySelector("select, input:not([type=hidden])")?.focus();
}

document.querySelectorAll(".panel").forEach((panel) => panel.classList.add("closed"));
document.querySelectorAll("[data-open]").forEach((button) => button.addEventListener("click", () => toggle(button)));

const slot = document.getElementById("slot");
const value = document.getElementById("value");
if (slot && value) {
  const fill = () => {
    value.value = slot.selectedOptions[0].dataset.now;
    value.setAttribute("list", `${slot.value}-values`);
  };
  slot.addEventListener("change", () => { fill(); value.focus(); value.select(); });
  fill();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    document.querySelectorAll(".panel.open").forEach((panel) => toggle(document.querySelector(`[data-open="${panel.id}"]`)));
    document.activeElement?.blur();
    return;
  }
  if (typing(document.activeElement) || event.repeat) return; // a key held down judges one row, not the next ones too
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
    return;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// Addresses hold only what was asked for.
document.querySelectorAll("form:not([method])").forEach((form) => form.addEventListener("submit", () => {
  form.querySelectorAll("input, select").forEach((field) => { if (!field.value) field.disabled = true; });
}));

// Of the forms of a page one is sent, once: a second key before the next page comes does nothing.
let isSent = false;
document.querySelectorAll("form[method=post]").forEach((form) => form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = true;
}));
window.addEventListener("pageshow", () => {
  isSent = false;
  document.querySelectorAll("form:not([method]) :disabled").forEach((field) => { field.disabled = false; });
});
