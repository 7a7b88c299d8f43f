// An exam: answers are collected, and judged elsewhere. `held.papers` says which question stands where.

const storedAs = `quizproof exam ${held.version}`;
const papers = [...document.querySelectorAll(".paper")];
const answers = Object.assign({ name: "" }, remembered(storedAs));

const keyOf = article => article.id;

function restore() {
  byId("name").value = answers.name;
  for (const article of document.querySelectorAll(".question")) {
    const { chosen = [], typed = "" } = answers[keyOf(article)] ?? {};
    for (const box of article.querySelectorAll("fieldset input")) box.checked = chosen.includes(Number(box.value));
    for (const field of article.querySelectorAll(".typed input")) field.value = typed;
  }
}

function keep(article) {
  answers[keyOf(article)] = { chosen: chosenIn(article), typed: typedIn(article) };
  remember(storedAs, answers);
  tell();
}

const shownPaper = () => papers.find(paper => !paper.hidden);

const answered = article => chosenIn(article).length > 0 || typedIn(article).trim() !== "";

function tell() {
  const questions = [...shownPaper().querySelectorAll(".question")];
  byId("progress").textContent = `${questions.filter(answered).length} of ${questions.length} answered`;
}

/** Show one paper: the first, or that of the address, as in #paper=2. */
function turnTo() {
  const wanted = Number(inAddress("paper") ?? 1) - 1;
  papers.forEach((paper, place) => { paper.hidden = place !== (wanted in papers ? wanted : 0); });
  const choice = byId("paper");
  if (choice) choice.value = String(papers.indexOf(shownPaper()) + 1);
  tell();
}

/** One line of JSON for each answer, as `quizproof grade` reads them. */
function answerLines() {
  const place = papers.indexOf(shownPaper());
  const { paper, questions } = held.papers[place];
  const articles = [...shownPaper().querySelectorAll(".question")];
  const name = answers.name.trim() ? { name: answers.name.trim() } : {};
  return articles.flatMap((article, number) => {
    if (!answered(article)) return [];
    const letters = chosenIn(article).map(choice => String.fromCharCode(65 + choice));
    const answer = letters.length ? (questions[number].several ? letters : letters[0]) : typedIn(article).trim();
    const { topic, question } = questions[number];
    return [`${JSON.stringify({ ...name, paper, number: number + 1, topic, question, answer })}\n`];
  }).join("");
}

function download() {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([answerLines()], { type: "application/jsonl" }));
  link.href = address;
  link.download = "answers.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

for (const article of document.querySelectorAll(".question")) {
  article.addEventListener("input", () => keep(article));
  article.addEventListener("reset", () => setTimeout(() => keep(article)));
  article.addEventListener("submit", event => {
    event.preventDefault();
    (article.nextElementSibling ?? byId("end")).focus();
  });
}
byId("name").addEventListener("input", event => {
  answers.name = event.target.value;
  remember(storedAs, answers);
});
byId("paper")?.addEventListener("change", event => { location.hash = `paper=${event.target.value}`; });
byId("download").addEventListener("click", download);
byId("start").addEventListener("click", () => shownPaper().querySelector(".question").focus());
window.addEventListener("hashchange", turnTo);
restore();
turnTo();
