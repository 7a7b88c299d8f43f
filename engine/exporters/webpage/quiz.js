// A quiz that is taken in the page. `held.questions` are all variants of each question; the seed in the address says
// which are asked, and in which order their choices stand: the same in every browser.

const FRESH = { chosen: [], typed: "", tries: [], hints: 0, ending: "", score: 0 };
const WORDS = { right: "Correct", wrong: "Not correct", shown: "Shown" };

let seed = 0;
let asked = []; // the questions of this seed: {id, points, variant, article, state}
let sitting = { spent: 0, questions: {} }; // what is remembered of them
let since = null; // when the clock was last looked at; it stands while nobody looks at the page

function begin() {
  seed = Number(inAddress("seed") ?? held.seed);
  const stored = remembered(storedAs());
  sitting = { spent: Number(stored.spent) || 0, questions: stored.questions ?? {} };
  since = null;
  asked = held.questions.map(pose);
  byId("questions").replaceChildren(...asked.map(one => one.article));
  byId("answers").replaceChildren(...asked.map(answerOnPaper));
  for (const place of document.querySelectorAll(".seed")) {
    place.textContent = `#seed=${seed}`;
    place.href = `#seed=${seed}`;
  }
  asked.forEach(show);
  tell();
}

const storedAs = () => `quizproof ${held.version} ${seed}`;

const keep = () => remember(storedAs(), sitting);

function pose(question, place) {
  const variant = drawn(question.id, question.variants);
  const article = byId(variant.template).content.firstElementChild.cloneNode(true);
  const state = Object.assign(structuredClone(FRESH), sitting.questions[question.id]);
  const one = { ...question, variant, article, state };
  sitting.questions[question.id] = state;
  article.querySelector(".number").textContent = `Question ${place + 1} of ${held.questions.length}`;
  letter(one);
  for (const box of article.querySelectorAll("fieldset input")) box.checked = state.chosen.includes(Number(box.value));
  for (const field of article.querySelectorAll(".typed input")) field.value = state.typed;
  article.addEventListener("input", () => {
    Object.assign(state, { chosen: chosenIn(article), typed: typedIn(article) });
    keep();
  });
  article.addEventListener("focusin", () => { since ??= Date.now(); });
  article.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    if (state.ending) goOn(one);
    else check(one);
  });
  article.querySelector(".hint").addEventListener("click", () => hint(one));
  article.querySelector(".show").addEventListener("click", () => end(one, "shown", 0));
  return one;
}

/** What an answer is: right or not, its part of the points, and a sentence. Throws NotRead. */
function judged({ variant }, given) {
  if (variant.typed) {
    const { right, said } = judgedTyped(variant.typed, given);
    return { right, score: Number(right), said };
  }
  if (!variant.several) {
    const right = variant.right.includes(given[0]);
    return { right, score: Number(right), said: variant.said[given[0]] };
  }
  const found = given.filter(choice => variant.right.includes(choice)).length;
  const wrong = given.length - found;
  const score = Math.max(0, found - wrong) / variant.right.length;
  const said = `${found} of ${variant.right.length} right ones chosen${wrong ? `, and ${wrong} wrong` : ""}.`;
  const part = score && score < 1 ? ` That is ${Math.round(100 * score)}% of the points.` : "";
  return { right: score === 1, score, said: said + part };
}

function check(one) {
  const { article, variant, state } = one;
  Object.assign(state, { chosen: chosenIn(article), typed: typedIn(article) });
  if (!variant.typed && !state.chosen.length) return say(one, "", "Not read.", "Nothing was chosen.");
  const given = variant.typed ? state.typed : state.chosen;
  let verdict;
  try {
    verdict = judged(one, given);
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return say(one, "", "Not read.", error.message);
  }
  state.tries.push(given);
  if (verdict.right || !variant.typed || state.tries.length > 1) return end(one, verdict.right ? "right" : "wrong", verdict.score);
  keep();
  show(one);
  article.querySelector(".typed input").select();
}

function end(one, ending, score) {
  Object.assign(one.state, { ending, score });
  look();
  show(one);
  one.article.querySelector("[type=submit]").focus();
  tell();
}

function hint(one) {
  one.state.hints += 1;
  keep();
  show(one);
}

/** Show a question as its state has it. */
function show(one) {
  const { article, variant, state } = one;
  const over = Boolean(state.ending);
  for (const input of article.querySelectorAll("fieldset input")) {
    const [own, right] = [state.tries.length && input.checked, variant.right.includes(Number(input.value))];
    input.disabled = over;
    const words = [own && "your answer", right && "right"].filter(Boolean).join(", ");
    input.parentElement.querySelector(".mark").textContent = over ? words : "";
    input.parentElement.classList.toggle("right", over && right);
  }
  for (const field of article.querySelectorAll(".typed input")) field.readOnly = over;
  const hints = [...article.querySelectorAll(".hints > li")];
  hints.forEach((line, place) => { line.hidden = place >= state.hints; });
  const [check, hint, shown] = article.querySelectorAll(".actions button");
  check.textContent = over ? (nextAfter(one) ? "Next question" : "See the result") : "Check";
  hint.hidden = over || state.hints >= hints.length;
  hint.textContent = hints.length > 1 ? `Hint ${state.hints + 1} of ${hints.length}` : "Hint";
  shown.hidden = over;
  article.querySelector(".told").hidden = !over;
  for (const part of article.querySelectorAll(".of")) {
    const chosen = state.tries.length > 0 && state.chosen.includes(Number(part.dataset.choice));
    article.querySelector(chosen ? ".chosen" : ".others").append(part);
    part.querySelector(".said").hidden = chosen && !variant.several; // the verdict says it
  }
  for (const part of article.querySelectorAll(".others")) part.hidden = !part.querySelector(".of");
  for (const part of article.querySelectorAll(".missed")) part.hidden = state.ending === "right";
  for (const part of article.querySelectorAll(".worked")) part.open = state.ending !== "right";
  speak(one);
}

/** Say the verdict on the last answer, a word first. */
function speak(one) {
  const { state } = one;
  if (state.ending === "shown") return say(one, "shown", `${WORDS.shown}.`, "");
  if (!state.tries.length) return say(one, "", "", "");
  const { right, said } = judged(one, state.tries.at(-1));
  const more = state.ending ? "" : " One more try.";
  return say(one, right ? "right" : "wrong", `${right ? WORDS.right : WORDS.wrong}.`, said + more);
}

function say({ article }, ending, word, sentence) {
  article.dataset.ending = ending;
  const first = document.createElement("strong");
  first.textContent = word;
  article.querySelector(".verdict").replaceChildren(...(word ? [first, ` ${sentence}`] : []));
}

/** The first question that is open after one, else the first of all; none where all are over. */
function nextAfter(one) {
  const place = asked.indexOf(one);
  const open = asked.filter(other => !other.state.ending && other !== one);
  return open.find(other => asked.indexOf(other) > place) ?? open[0];
}

function goOn(one) {
  const next = nextAfter(one);
  if (next) next.article.focus();
  else seeResult();
}

function seeResult() {
  tell(true);
  byId("result").focus();
}

function toQuestion() {
  const place = inAddress("question");
  if (place) asked[place - 1]?.article.focus();
}

byId("start").addEventListener("click", () => (asked.find(one => !one.state.ending) ?? asked[0])?.article.focus());
byId("finish").addEventListener("click", seeResult);
byId("again").addEventListener("click", () => { location.hash = `seed=${(seed + 1) % 1e9}`; });
window.addEventListener("hashchange", () => {
  if (Number(inAddress("seed") ?? held.seed) !== seed) {
    look();
    begin();
    if (!inAddress("question")) asked[0]?.article.focus();
  }
  toQuestion();
});
document.addEventListener("visibilitychange", look);
window.addEventListener("pagehide", look);
begin();
toQuestion();
