// What follows from the seed: which variant of a question is asked, and the order of its choices.

/** FNV-1a, stirred at its end as MurmurHash3 is. */
function hashed(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The next seed takes the next variant of each question: all have been asked before one comes again. */
const drawn = (id, variants) => variants[(hashed(id) + seed) % variants.length];

/** Put the choices in the order of the seed, with letters before them. */
function letter({ id, article }) {
  const choices = [...article.querySelectorAll(".choice")];
  const order = new Map(choices.map((choice, place) => [choice, hashed(`${seed} ${id} ${place}`)]));
  choices.sort((one, other) => order.get(one) - order.get(other));
  choices.forEach((choice, place) => {
    for (const same of article.querySelectorAll(`[data-choice="${choice.dataset.choice}"] .letter`)) {
      same.textContent = String.fromCharCode(65 + place);
    }
    choice.parentElement.append(choice);
  });
  for (const choice of choices) {
    for (const why of article.querySelectorAll(`.of[data-choice="${choice.dataset.choice}"]`)) why.parentElement.append(why);
  }
  const keys = article.querySelector(".keys");
  const sorted = [...keys.children].sort((one, other) => (one.textContent < other.textContent ? -1 : 1));
  keys.replaceChildren(...sorted.flatMap((key, number) => (number ? [" and ", key] : [key])));
}
