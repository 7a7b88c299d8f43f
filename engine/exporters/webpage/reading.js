// Typed answers: read and compared as Quizproof does it. What is not read here is asked again, never counted.
// An author's key is read the same way as a learner's answer.

class NotRead extends Error {}

const NUMBER = "[-+]?(?:[iI][nN][fF]|[nN][aA][nN]|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)";
const LONGEST = { match: 300, shape: 300, count: 300, values: 8000 };
const DEEPEST = 8;
const LARGEST = 2n ** 63n - 1n;
const FENCED = /^\s*(`{1,3})(?:[A-Za-z]*\n)?([^`]*)\1\s*$/;
const COMMENT = /#[^\n]*/g;
const GROUPED = /^[-+]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:_[0-9]{3})+)$/;
const SPACED = "\\s*-?[0-9]+(?:\\s+-?[0-9]+)+\\s*";
const PLAIN = new RegExp(
  `^(?:\\s*[0-9]+(?:\\s*[xX]\\s*[0-9]+)+\\s*|${SPACED}|\\s*\\(${SPACED}\\)\\s*|\\s*\\[${SPACED}\\]\\s*)$`);
// What web pages and word processors write in place of what a keyboard has.
const LIKE = [[/[\u2010\u2011\u2013\u2014\u2212]/g, "-"], [/\u00d7/g, "x"], [/[\u201c-\u201e]/g, '"'], [/[\u2018-\u201a]/g, "'"]];
const UNSEEN = /[\s`\u00ad\u034f\u200c\u200d\ufe00-\ufe0f\u{e0000}-\u{e0fff}]+/gu;
// Characters that cannot be seen, and some that only look like others.
const STRANGE = /[^\n\t -\[\]-~]/u;
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]|\r(?!\n)/u;

/** Whether a typed answer is right, and a sentence on what it does. Throws NotRead. */
function judgedTyped(wanted, given) {
  const text = FENCED.exec(given)?.[2] ?? given;
  if (!text.trim()) throw new NotRead("Nothing was typed.");
  if (text.length > LONGEST[wanted.kind]) throw new NotRead(`At most ${LONGEST[wanted.kind]} characters are read.`);
  const judge = { match: judgedMatch, shape: judgedShape, count: judgedCount, values: judgedValues }[wanted.kind];
  const verdict = judge(wanted, text.trim());
  const slip = verdict.right ? undefined : wanted.slips.find(([answer]) => sameAs(judge, wanted, answer, text.trim()));
  return slip ? { right: false, said: slip[1] } : verdict;
}

/** Whether a typed answer is one to which a known slip leads. */
function sameAs(judge, wanted, answer, text) {
  try {
    return judge({ ...wanted, is: answer }, text).right;
  } catch (error) {
    if (error instanceof NotRead) return false;
    throw error;
  }
}

function judgedShape(wanted, text) {
  const own = readShape(text);
  const right = readShape(wanted.is);
  if (own.join() === right.join()) return { right: true, said: `${text} is the shape that torch gives.` };
  if (own.length === right.length) return { right: false, said: `${text} is not the shape that torch gives.` };
  const asked = wanted.axes ? `${right.length} ${right.length === 1 ? "is" : "are"} asked` : `torch's has ${right.length}`;
  return { right: false, said: `${text} has ${own.length} ${own.length === 1 ? "size" : "sizes"}, and ${asked}.` };
}

function judgedCount(wanted, text) {
  const right = readNumber(text) === readNumber(wanted.is);
  return { right, said: `${text} is ${right ? "" : "not "}what torch counts.` };
}

function judgedValues(wanted, text) {
  const own = withoutLeadingOnes(readTensor(text));
  const right = withoutLeadingOnes(readTensor(wanted.is));
  const [sizes, wantedSizes] = [sizesOf(own), sizesOf(right)];
  if (sizes.join() !== wantedSizes.join()) return { right: false, said: otherSizes(sizes, wantedSizes) };
  const [numbers, wantedNumbers] = [[own].flat(Infinity), [right].flat(Infinity)];
  const wrong = numbers.filter((one, place) => !near(one, wantedNumbers[place], 1e-6, wanted.tolerance, true)).length;
  if (!wrong) return { right: true, said: "It is what torch gives." };
  const counted = `: ${wrong} of ${numbers.length} numbers ${wrong === 1 ? "differs" : "differ"}`;
  return { right: false, said: `It is not what torch gives${numbers.length > 1 ? counted : ""}.` };
}

function judgedMatch(wanted, text) {
  const own = readText(text);
  if (wanted.numbers && typeof own === "string") throw new NotRead("A number is asked: write digits such as 64 or 0.5.");
  const right = wanted.is.map(readText).some(one =>
    typeof one === "number" && typeof own === "number" ? near(own, one, 1e-9, wanted.tolerance, false) : own === one);
  return { right, said: "" };
}

function otherSizes(own, right) {
  const counted = sizes => {
    const count = sizes.reduce((product, size) => product * size, 1);
    return sizes.length ? `${count} ${count === 1 ? "number" : "numbers"}` : "one";
  };
  if (own.length && right.length) return `It has the shape ${written(own)}, and torch's has ${written(right)}.`;
  return `It ${own.length ? `has ${counted(own)}` : "is one number"}, and torch gives ${counted(right)}.`;
}

const written = sizes => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;

// A tolerance of 0.0005 takes 0.3335 for 0.333 although their binary difference is a hair more.
function near(one, other, relative, tolerance, alike) {
  if (one === other) return true;
  if (Number.isNaN(one) || Number.isNaN(other)) return alike && Number.isNaN(one) && Number.isNaN(other);
  if (!Number.isFinite(one) || !Number.isFinite(other)) return false;
  const most = relative * Math.max(Math.abs(one), Math.abs(other));
  return Math.abs(one - other) <= Math.max(most, tolerance * (1 + 1e-9));
}

/** The sizes of a shape as text, so that none is rounded: (1, 3, 8, 8), 1x3x8x8, 1 3 8 8, [1,3,8,8], torch.Size(…). */
function readShape(given) {
  const strange = `${given} is not a shape: write whole numbers such as (1, 64, 28, 28).`;
  const text = typed(given);
  let sizes;
  if (PLAIN.test(text)) {
    sizes = text.match(/-?[0-9]+/g);
  } else {
    const plain = text.replace(COMMENT, "");
    const wrapped = /^\s*(?:torch\s*\.\s*)?[Ss]ize\s*\((.*?),?\s*\)\s*$/s.exec(plain)?.[1];
    let inner = wrapped === undefined ? plain.trim() : wrapped.trim() || "()";
    if (!inner) throw new NotRead("Nothing was typed.");
    let bare = inner;
    while (/^\(.*\)$/s.test(bare)) [inner, bare] = [bare, bare.slice(1, -1).trim()];
    if (/^\[.*\]$/s.test(bare)) bare = bare.slice(1, -1).trim();
    if (bare && !/^-?\s*[0-9]+(?:\s*,\s*-?\s*[0-9]+)*\s*,?$/.test(bare)) throw new NotRead(strange);
    sizes = bare.match(/-?\s*[0-9]+/g) ?? [];
  }
  return sizes.map(size => {
    const plain = size.replace(/\s/g, "");
    if (/^-?0[0-9]/.test(plain)) throw new NotRead(`${plain} has a leading zero.`);
    if (BigInt(plain) > LARGEST || BigInt(plain) < -LARGEST) throw new NotRead("A size is too large for any tensor.");
    return String(BigInt(plain));
  });
}

/** A number, with commas between thousands or without. */
function readNumber(text) {
  const number = numberIn(typed(text).replace(COMMENT, "").trim());
  if (number === null) throw new NotRead(`${text} is not a number: write digits such as 64 or 0.5.`);
  return number;
}

function numberIn(text) {
  const plain = GROUPED.test(text) ? text.replace(/[,_]/g, "") : text;
  return new RegExp(`^${NUMBER}$`).test(plain) ? valueOf(plain) : null;
}

const valueOf = number => /nan$/i.test(number) ? NaN : Number(number.replace(/inf/i, "Infinity"));

// What torch and numpy print behind the numbers.
const PRINTED = /(?:,\s*(?:dtype|device|grad_fn|requires_grad)=[\w.:'"<>]+)*,?$/;

/** Nested arrays of numbers: [[6, 8], [3, 4]], or 6 8; 3 4. */
function readTensor(text) {
  const plain = typed(text).replace(COMMENT, "").replace(/[ \t]{2,}/g, " ").trim();
  const wrapped = /^(?:(?:torch|np|numpy) ?\. ?)?(?:[tT]ensor|array) ?\((.*)\)$/s.exec(plain)?.[1];
  const body = wrapped?.trimEnd().replace(PRINTED, "") ?? plain;
  const rows = body.split(/[;\n]/).filter(row => row.trim());
  if (!rows.length) throw new NotRead("No number was typed.");
  const numbers = (rows.length > 1 || body.includes(";")) && !/[[\](]/.test(body) ? rows.map(row => [nested(row)].flat()) : nested(body);
  sizesOf(numbers);
  return numbers;
}

function nested(text) {
  const outer = [];
  let items = [], bracket = "", closed = false;
  for (const [, number, mark, strange] of text.matchAll(
    new RegExp(`\\s*(?:(${NUMBER})(?![\\w.])|([\\[\\](),;]))|\\s*(\\S)`, "g"))) {
    if (number !== undefined) {
      items.push(valueOf(number));
    } else if (mark === "(" || mark === "[") {
      if (outer.length >= DEEPEST) throw new NotRead(`At most ${DEEPEST} levels are read.`);
      outer.push([bracket, items]);
      [bracket, items] = [mark, []];
    } else if (mark === ")" || mark === "]") {
      if (bracket !== { ")": "(", "]": "[" }[mark]) throw new NotRead(`A bracket ${mark} closes nothing.`);
      const inner = items;
      [bracket, items] = outer.pop();
      items.push(inner);
      closed = true;
    } else if (mark === ";") {
      throw new NotRead("Write rows either in brackets or with semicolons, not both.");
    } else if (strange !== undefined) {
      throw new NotRead("These are no numbers: write them as [[6, 8], [3, 4]] or 6 8; 3 4.");
    }
  }
  if (outer.length) throw new NotRead(`A bracket ${bracket} is not closed.`);
  if (!items.length) throw new NotRead("No number was typed.");
  return items.length === 1 && (closed || !Array.isArray(items[0])) ? items[0] : items;
}

function sizesOf(numbers) {
  if (!Array.isArray(numbers)) return [];
  const inner = numbers.map(sizesOf);
  if (new Set(inner.map(String)).size > 1 || (numbers.some(Array.isArray) && !numbers.every(Array.isArray))) {
    throw new NotRead("The rows are of different lengths.");
  }
  return [numbers.length, ...(inner[0] ?? [])];
}

function withoutLeadingOnes(numbers) {
  while (Array.isArray(numbers) && numbers.length === 1) numbers = numbers[0];
  return numbers;
}

/** A number, or a text without regard to case, spacing and backticks. */
function readText(text) {
  if (HIDDEN.test(text)) throw new NotRead("There is a character in it that cannot be seen.");
  const plain = asOnKeyboard(text.replaceAll("`", "")).replace(COMMENT, "");
  const number = STRANGE.test(plain) ? null : numberIn(plain.trim());
  const cased = text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
  const folded = asOnKeyboard(cased).normalize("NFC").replace(UNSEEN, "");
  if (!folded) throw new NotRead("Nothing was typed.");
  return number ?? folded;
}

const asOnKeyboard = text => LIKE.reduce((so, [other, character]) => so.replace(other, character), text);

/** The text with the characters of a keyboard. */
function typed(text) {
  const plain = asOnKeyboard(text);
  const strange = STRANGE.exec(plain);
  if (strange) throw new NotRead(`The character ${strange[0]} has no place here.`);
  return plain;
}
