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
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    document.querySelectorAll(".panel.open").forEach((panel) => toggle(document.querySelector(`[data-open="${panel.id}"]`)));
    document.activeElement?.blur();
    return;
  }
  if (typing(document.activeElement)) return;
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

// A form that was sent once is not sent twice.
document.querySelectorAll("form[method=post]").forEach((form) => form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
}));
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll("form:not([method]) :disabled").forEach((field) => { field.disabled = false; });
});
