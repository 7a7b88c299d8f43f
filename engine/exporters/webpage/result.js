// How far a quiz has come, what it comes to, and the right answers on paper.

/** Add the time since the clock was last looked at. */
function look() {
  if (since === null) return;
  const now = Date.now();
  sitting.spent += now - since;
  since = document.hidden ? null : now;
  keep();
}

/** Say how far the quiz has come; at its end, or where that is asked for, what it comes to. */
function tell(wanted = false) {
  const over = asked.filter(one => one.state.ending);
  const right = asked.filter(one => one.state.ending === "right");
  const done = over.length === asked.length;
  byId("progress").textContent = `${over.length} of ${asked.length} done, ${right.length} right`;
  if (done) for (const one of asked) one.article.querySelector("[type=submit]").textContent = "See the result";
  byId("finish").hidden = done;
  byId("score").hidden = !done && !wanted;
  byId("score").replaceChildren(...(done || wanted ? lines(done, over, right) : []));
}

function lines(done, over, right) {
  const earned = asked.reduce((sum, one) => sum + one.state.score * one.points, 0);
  const of = asked.reduce((sum, one) => sum + one.points, 0);
  const hints = asked.reduce((sum, one) => sum + one.state.hints, 0);
  const first = right.filter(one => one.state.tries.length === 1).length;
  const seconds = Math.round(sitting.spent / 1000);
  const time = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const tries = first < right.length ? `, ${first} of them at the first try` : "";
  const score = done ? `Done. ${right.length} of ${asked.length} right` : `So far ${right.length} of ${over.length} right`;
  const said = [`${score}${tries}. ${time}.`];
  if (earned !== right.length || of !== asked.length) said.push(`Points: ${plain(earned)} of ${plain(of)}.`);
  if (hints) said.push(`Hints used: ${hints}.`);
  if (!done) said.push(`Not answered: ${asked.length - over.length}.`);
  const paragraphs = said.map(words => made("p", words));
  const again = asked.filter(one => one.state.ending && one.state.ending !== "right");
  if (!again.length) return paragraphs;
  const list = made("ul");
  list.append(...again.map(one => {
    const line = made("li");
    const link = made("a", `Question ${asked.indexOf(one) + 1}: ${one.article.querySelector(".name").textContent}`);
    link.href = `#seed=${seed}&question=${asked.indexOf(one) + 1}`;
    line.append(link);
    return line;
  }));
  return [...paragraphs, made("h3", "To look at again"), list];
}

const plain = number => String(Math.round(100 * number) / 100);

function made(name, words = "") {
  const element = document.createElement(name);
  element.textContent = words;
  return element;
}

/** The right answer on the last sheet of paper. */
function answerOnPaper({ article }) {
  const line = made("li");
  line.append(made("span", `${article.querySelector(".name").textContent}: `));
  line.append(article.querySelector(".keys").cloneNode(true));
  return line;
}
