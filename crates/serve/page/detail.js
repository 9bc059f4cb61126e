// One finding: what it says, why, what was decided on it, and the source that it was read from.

import { button, FIELDS } from "./form.js";
import { ask, documentPath } from "./server.js";
import { make, showSource } from "./text.js";

const STATUS = {
  open: "undecided", accepted: "accepted", rejected: "rejected", corrected: "corrected", added: "added by hand",
  conflict: "in conflict: two reviewers contradict each other", orphan: "its place is not found in the text any more",
};

export class Detail {
  /**
   * `acts` are what its buttons do: `accept`, `reject`, `edit`, `comment`, `undo`, `acceptAll`, `rejectAll`, `acceptHere`,
   * `join`, `next`, and `pick(id)` for a finding that is joined with the one shown.
   */
  constructor(root, acts) {
    Object.assign(this, { root, acts, source: null, shown: null });
  }

  /** Shows a form in place of the finding. */
  form(element) {
    this.shown = null;
    this.root.replaceChildren(element);
  }

  /** Shows a finding and those that it is joined with; the source follows when the keys rest. */
  show(doc, item, rules, joined) {
    if (!item) {
      clearTimeout(this.timer);
      this.shown = null;
      this.root.replaceChildren(make("p", { class: "nothing" }, "Nothing to decide here."),
        make("p", { class: "buttons" }, button("Next document ", "]", this.acts.next)));
      return;
    }
    if (this.shown !== item.id) this.source = make("div", { class: "source", lang: "zh" });
    this.root.replaceChildren(
      make("p", { class: "status" }, `${item.kind.replace("_", " ")} · ${item.zone} · ${STATUS[item.status]}`, item.changed ? " · changed" : ""),
      make("p", { class: "quote", lang: "zh-Hans" }, item.quote),
      item.fact && item.says ? fields(item.says) : make("p", { class: "value" }, item.value),
      ...remarks(item),
      this.buttons(item),
      ...this.rule(item, rules[item.rule] ?? ""),
      ...this.joined(item, joined),
      ...history(item),
      make("h3", {}, "As received"), this.source);
    if (this.shown === item.id || !item.place) return;
    this.shown = item.id;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.received(doc, item), 80);
  }

  buttons(item) {
    const { accept, reject, edit, comment, undo } = this.acts;
    const orphan = item.status === "orphan";
    const decide = orphan ? [] : [button("Accept ", "a", accept), button("Reject ", "r", reject), button("Edit ", "e", edit)];
    return make("p", { class: "buttons" }, ...decide, button("Comment ", "c", comment), button("Undo ", "u", undo));
  }

  rule(item, about) {
    if (!item.rule) return [];
    const { acceptAll, rejectAll, acceptHere } = this.acts;
    return [make("p", { class: "rule" }, make("code", {}, item.rule), " ", about, " ",
      button("accept all ", "A", acceptAll, { class: "small" }), " ", button("reject all ", "R", rejectAll, { class: "small" }), " ", button("accept paragraph ", "P", acceptHere, { class: "small" }))];
  }

  /** The facts on a mention, or the mentions of a fact, to go to. */
  joined(item, others) {
    const { pick, join } = this.acts;
    const line = (other) => make("li", {}, button(`${other.fact ? "" : `${other.quote}: `}${other.value}`, "", () => pick(other.id), { class: "link" }));
    const add = !item.fact && ["figure", "treaty"].includes(item.kind) && button("new fact ", "m", join, { class: "small" });
    if (!others.length && !add) return [];
    return [make("h3", {}, item.fact ? "Rests on " : "Facts ", add || null),
      ...(others.length ? [make("ul", { class: "ties", lang: "zh-Hans" }, ...others.slice(0, 12).map(line))] : [])];
  }

  async received(doc, item) {
    const { source } = this;
    try {
      const query = new URLSearchParams({ item: item.id });
      const answer = await ask(`${documentPath(doc)}/source?${query}`);
      if (this.shown !== item.id) return;
      const stretch = make("p", { class: "stretch" });
      showSource(stretch, answer);
      const repairs = grouped(answer.repairs).slice(0, 20).map(([what, pass, times]) =>
        make("li", {}, make("code", {}, pass), ` ${what}`, times > 1 ? `, ${times} times` : ""));
      source.replaceChildren(
        make("p", { class: "bytes" }, `bytes ${item.span.start}–${item.span.end}`), stretch,
        make("ul", { class: "repairs" }, ...repairs));
    } catch (error) {
      source.replaceChildren(`not loaded: ${error.message}`);
    }
  }
}

/** The parts of a fact, those that count most also where they are open. */
function fields(says) {
  const main = new Set(["entity", "indicator", "period", "treaty", "action", "date", "parties"]);
  const text = (name) => [says[name] ?? []].flat().join(" ");
  const shown = FIELDS[says.type].filter((name) => main.has(name) || text(name));
  return make("dl", { class: "fields", lang: "zh-Hans" }, ...shown.flatMap((name) => [
    make("dt", {}, name), make("dd", { class: text(name) ? null : "open" }, text(name) || "not stated")]));
}

/** Repairs that are alike told once: what was done, by which pass, how often. */
function grouped(repairs) {
  const alike = new Map();
  for (const { pass, before, after, other } of repairs) {
    const what = `“${before}” → “${after}”${other.length ? `, or ${other.join(", ")}` : ""}`;
    const known = alike.get(pass + what) ?? [what, pass, 0];
    known[2] += 1;
    alike.set(pass + what, known);
  }
  return [...alike.values()];
}

function remarks(item) {
  const lines = [];
  if (item.uncertain.length) lines.push(`The damaged source allows other readings: ${item.uncertain.join(", ")}`);
  if (item.machine) lines.push(`The program found: ${item.machine}`);
  lines.push(...item.notes);
  return lines.map((line) => make("p", { class: "remark" }, line));
}

function history(item) {
  if (!item.decisions.length) return [];
  const line = ({ decision, by, at, says, comment, ended }) => make("li", { class: ended ? "ended" : null },
    make("strong", {}, decision), says ? ` ${says}` : "", ` by ${by}, `,
    make("time", { datetime: at }, new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })),
    comment ? make("q", {}, comment) : "", ended ? " (taken back or settled)" : "");
  return [make("h3", {}, "Decisions"), make("ul", { class: "history" }, ...item.decisions.map(line))];
}
