"use strict";
// What a quiz and an exam have in common: what the page holds, what is remembered, and keys.

const held = JSON.parse(document.getElementById("held").textContent);
const byId = id => document.getElementById(id);

// A browser may refuse to remember anything of a file: then a reload begins anew.
function remembered(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function remember(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch { /* as above */ }
}

/** What was chosen in a question: the values of its boxes, as numbers. */
const chosenIn = question => [...question.querySelectorAll("fieldset input:checked")].map(input => Number(input.value));

const typedIn = question => question.querySelector(".typed input")?.value ?? "";

/** What stands behind a name in the address, as in #seed=7&question=3. */
const inAddress = name => new RegExp(`[#&]${name}=([0-9]{1,9})(?![0-9])`).exec(location.hash)?.[1];

// Keys work in the question that has the focus, nowhere else: a letter chooses, Enter goes on, and arrows go from box
// to box, as they do from one radio button to the next by themselves.
document.addEventListener("keydown", event => {
  const at = event.target;
  const question = at instanceof Element ? at.closest(".question") : null;
  if (!question || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || at.matches("input[type=text]")) {
    return;
  }
  const boxes = [...question.querySelectorAll("fieldset input:enabled")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const letter = /^[a-z]$/i.test(event.key) ? boxes[event.key.toUpperCase().charCodeAt(0) - 65] : null;
  if (letter) {
    letter.focus();
    letter.click();
  } else if (step && at.type === "checkbox") {
    boxes[(boxes.indexOf(at) + step + boxes.length) % boxes.length].focus();
  } else if (event.key === "Enter" && at.matches(".question, fieldset input")) {
    question.querySelector("form").requestSubmit();
  } else {
    return;
  }
  event.preventDefault();
});

for (const button of document.querySelectorAll(".print")) button.addEventListener("click", () => window.print());
