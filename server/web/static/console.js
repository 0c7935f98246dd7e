// Small comforts only: every page works without this file.
"use strict";

// Numbers the lines of the policy editor and keeps them beside the text while it scrolls.
function numberLines(area, gutter) {
  const count = area.value.split("\n").length;
  if (gutter.dataset.count !== String(count)) {
    gutter.dataset.count = String(count);
    gutter.textContent = Array.from({ length: count }, (_, index) => index + 1).join("\n");
  }
  gutter.scrollTop = area.scrollTop;
}

function startEditor(area) {
  const gutter = area.parentElement.querySelector(".lines");
  const refresh = () => numberLines(area, gutter);
  for (const name of ["input", "scroll"]) area.addEventListener(name, refresh);
  new ResizeObserver(() => { gutter.style.height = area.offsetHeight + "px"; }).observe(area);
  refresh();
}

// A problem of the lint result names its line: put the cursor there.
function goToLine(number) {
  const area = document.querySelector(".editor textarea");
  if (!area) return;
  const before = area.value.split("\n").slice(0, number - 1).join("\n").length;
  const start = number > 1 ? before + 1 : 0;
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max(0, (number - 6) * 20);
}

// The page that asked the person to copy clears what it showed when they leave it.
async function copyText(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.dataset.value || source.textContent.trim());
  button.querySelector("[data-label]").textContent = button.dataset.done;
}

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) goToLine(Number(line.dataset.line));
  const copy = event.target.closest("[data-copy]");
  if (copy) copyText(copy);
});
document.querySelectorAll(".editor textarea").forEach(startEditor);
document.querySelectorAll("[data-hide-with-script]").forEach((node) => { node.hidden = true; });
document.querySelectorAll("[data-show-with-script]").forEach((node) => { node.hidden = false; });
// A page that was held in the browser's back cache may still show a secret: load it anew.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
