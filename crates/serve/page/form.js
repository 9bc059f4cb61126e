// The forms: what a finding says instead, what stands where nothing was found, a comment.

import { ask, documentPath } from "./server.js";
import { make } from "./text.js";

const EXAMPLES = {
  date: "date 2014-05-29 · date 2014 mid · period 2013/.. · duration P30Y over · set P1Y",
  figure: "money 54700000000 USD about · percent 19.8 % up · count 3 个 · quantity 46..48 t",
  treaty: "treaty 联合国宪章 · agreement … · joint_statement … · programme …",
  number: "numeral 42 · numeral 2/5",
  time: "time T17:09",
};

/**
 * A form for what a finding says, or for a new one. `place` is where it stands, `says` what it says so far: one line,
 * or the fields of a fact. `move(place)` shows another place in the text. `done({ says, place, comment })` gets what the
 * server found right, `cancel()` is called when the form is left.
 */
export function editor({ doc, kind, title, place, says, text, fact, move, done, cancel }) {
  const here = { ...place };
  const verdict = make("p", { class: "verdict", role: "status" });
  const quote = make("output", { class: "quote", lang: "zh-Hans" });
  const fields = fact ? factFields(says) : valueField(kind, says);
  const comment = make("input", { type: "text", autocomplete: "off", maxlength: 2000 });
  const save = make("button", { type: "submit" }, "Save ", make("kbd", {}, "Enter"));
  let checking = null;
  let timer = null;
  let right = false;

  const showPlace = () => {
    quote.textContent = place ? text(here.block).slice(here.start, here.end) : "";
    if (place) move(here);
  };
  const judge = async () => {
    checking?.abort();
    checking = new AbortController();
    try {
      const answer = await ask(`${documentPath(doc)}/check`, { says: fields.value(), fact }, checking.signal);
      right = Boolean(answer.right);
      verdict.className = `verdict ${right ? "right" : "wrong"}`;
      verdict.textContent = right ? `✓ ${answer.right}` : answer.wrong;
    } catch (error) {
      if (error.name === "AbortError") return;
      right = false;
      verdict.className = "verdict wrong";
      verdict.textContent = `not checked: ${error.message}`;
    }
    save.disabled = !right;
  };
  const checkSoon = () => {
    // Not known to be wrong: whoever writes fast may press Enter, which checks.
    save.disabled = false;
    clearTimeout(timer);
    timer = setTimeout(judge, 60);
  };
  const shift = (edge, by) => {
    const length = text(here.block).length;
    const at = Math.min(Math.max(here[edge] + by, 0), length);
    if (edge === "start" ? at < here.end : at > here.start) here[edge] = at;
    showPlace();
  };

  const form = make("form", { class: "editor" },
    make("h2", {}, title),
    place && make("p", { class: "place" }, quote, ...edges(shift)),
    ...fields.elements, verdict,
    make("label", {}, "Comment ", comment),
    make("p", { class: "buttons" }, save, " ", button("Cancel ", "Esc", cancel)));
  form.addEventListener("input", (event) => { if (event.target !== comment) checkSoon(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await judge();
    if (right) done({ says: fields.value(), place: here, comment: comment.value.trim() || undefined });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); cancel(); }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && event.altKey && place) { event.preventDefault(); shift(event.shiftKey ? "start" : "end", by); }
  });
  showPlace();
  judge();
  queueMicrotask(() => {
    const first = fields.elements[0].querySelector("input");
    first.focus();
    first.setSelectionRange(first.value.length, first.value.length);
  });
  return form;
}

/** One field for the value in one line, or the fields of a fact. */
function valueField(kind, says) {
  const input = make("input", { type: "text", value: says, autocomplete: "off", spellcheck: "false", maxlength: 500 });
  const hint = make("small", {}, EXAMPLES[kind] ?? Object.values(EXAMPLES).slice(0, 3).join(" · "));
  return { elements: [make("label", {}, "Value ", input), hint], value: () => input.value };
}

/** The parts of a fact. */
export const FIELDS = {
  measure: ["entity", "indicator", "period", "number", "min", "max", "unit", "bound", "direction", "base"],
  treaty_event: ["treaty", "action", "date", "parties"],
};

const LISTS = new Set(["parties"]);
const CHOICES = {
  action: ["proposed", "negotiated", "signed", "adopted", "issued", "effective", "extended", "amended", "terminated"],
  bound: ["about", "over", "under", "at_least", "at_most"],
  direction: ["up", "down"],
};

/** What a new fact on a figure or treaty says before anybody wrote anything; `null` for other findings. */
export function factOn({ kind, value }) {
  const [, first, ...rest] = value.split(" ");
  if (kind === "treaty") return { type: "treaty_event", treaty: [first, ...rest].join(" "), action: "signed" };
  if (kind !== "figure") return null;
  const [min, max] = first.split("..");
  const one = (name) => rest.find((word) => CHOICES[name].includes(word));
  const unit = rest.filter((word) => word !== one("bound") && word !== one("direction")).join(" ");
  return { type: "measure", ...(max ? { min, max } : { number: first }), unit, bound: one("bound"), direction: one("direction") };
}

function factFields(says) {
  const inputs = FIELDS[says.type].map((name) => {
    const value = LISTS.has(name) ? (says[name] ?? []).join(" ") : says[name] ?? "";
    return [name, make("input", { type: "text", value, autocomplete: "off", maxlength: 500, list: CHOICES[name] && `choices-${name}` })];
  });
  const choices = Object.entries(CHOICES).filter(([name]) => FIELDS[says.type].includes(name)).map(([name, words]) =>
    make("datalist", { id: `choices-${name}` }, ...words.map((value) => make("option", { value }))));
  const value = () => {
    const written = inputs.map(([name, input]) => [name, input.value.trim()]).filter(([, text]) => text);
    const entry = ([name, text]) => [name, LISTS.has(name) ? text.split(/[\s,]+/) : text];
    return { type: says.type, ...Object.fromEntries(written.map(entry)) };
  };
  const labels = inputs.map(([name, input]) => make("label", { class: "field" }, `${name} `, input));
  return { elements: [...labels, ...choices], value };
}

function edges(shift) {
  return [["start", -1, "⇤", "Alt Shift ←"], ["start", 1, "⇥", "Alt Shift →"], ["end", -1, "⇠", "Alt ←"], ["end", 1, "⇢", "Alt →"]]
    .map(([edge, by, sign, keys]) => {
      const label = `${edge} one character ${by < 0 ? "to the left" : "to the right"} (${keys})`;
      const small = make("button", { type: "button", class: "small", "aria-label": label, title: label }, sign);
      small.addEventListener("click", () => shift(edge, by));
      return small;
    });
}

/** A form for a comment. */
export function commenter({ done, cancel }) {
  const input = make("textarea", { rows: 3, maxlength: 2000 });
  const form = make("form", { class: "editor" },
    make("label", {}, "Comment ", input),
    make("p", { class: "buttons" }, make("button", { type: "submit" }, "Save ", make("kbd", {}, "Enter")), " ",
      button("Cancel ", "Esc", cancel)));
  const submit = () => { if (input.value.trim()) done(input.value.trim()); };
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); cancel(); }
    if (event.key === "Enter" && !event.shiftKey && event.target === input && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  queueMicrotask(() => input.focus());
  return form;
}

/** Finds text in the document by typing it, for those who select nothing with a mouse. `done(place)` gets the place. */
export function finder({ texts, from, move, done, cancel }) {
  const input = make("input", { type: "text", lang: "zh-Hans", autocomplete: "off", maxlength: 200 });
  const said = make("p", { class: "verdict", role: "status" });
  let at = null;
  const find = (block, start) => {
    const wanted = input.value;
    at = null;
    for (let step = 0; wanted && step <= texts.length && !at; step++) {
      const index = (block + step) % texts.length;
      const found = texts[index].text.indexOf(wanted, step ? 0 : start);
      if (found >= 0) at = { block: index, start: found, end: found + wanted.length };
    }
    said.textContent = !wanted || at ? "" : "this does not stand in the text";
    move(at);
  };
  const form = make("form", { class: "editor" },
    make("h2", {}, "New finding"),
    make("label", {}, "Its text, as it stands there ", input), said,
    make("p", { class: "buttons" }, make("button", { type: "submit" }, "Take ", make("kbd", {}, "Enter")), " ",
      button("Next place ", "↓", () => at && find(at.block, at.end)), " ", button("Cancel ", "Esc", cancel)));
  input.addEventListener("input", () => find(from.block, from.start));
  form.addEventListener("submit", (event) => { event.preventDefault(); if (at) done(at); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); cancel(); }
    if (event.key === "ArrowDown" && at) { event.preventDefault(); find(at.block, at.end); }
  });
  queueMicrotask(() => input.focus());
  return form;
}

/** A button with its key written on it. */
export function button(label, key, act, attributes = {}) {
  const element = make("button", { type: "button", ...attributes }, label, key && make("kbd", {}, key));
  element.addEventListener("click", act);
  return element;
}
