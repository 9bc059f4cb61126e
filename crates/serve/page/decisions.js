// Deciding: what is sent to the server, what it answers, and how it is taken back.

import { Outbox } from "./server.js";

const DONE = { accept: "accepted", reject: "rejected", correct: "corrected", add: "added", comment: "commented", withdraw: "took back" };

export class Decisions {
  /**
   * `findings` are the findings shown, `shown()` the document and the version that the page has of it. The page is told by
   * `waiting(item)` that a finding waits or does no more, by `answered(answer, id)` what changed and what was added,
   * by `said(text)` what to say, by `saving(unsaved)` how many decisions wait; `problems` may be others then.
   */
  constructor(folder, findings, page) {
    Object.assign(this, { findings, page, done: [], refusal: null });
    this.outbox = new Outbox(folder, {
      saved: (entry, answer) => this.saved(entry, answer),
      refused: (entry, reason) => this.refused(entry, reason),
      changed: () => this.tell(),
      since: (doc) => (doc === page.shown().doc ? page.shown().version : Number.MAX_SAFE_INTEGER),
    });
    for (const { decisions } of this.outbox.entries) this.wait(decisions, 1);
  }

  /** Sends decisions; they are shown as such when the server has confirmed them. */
  send(decisions) {
    this.refusal = null;
    this.wait(decisions, 1);
    this.outbox.add(this.page.shown().doc, decisions);
  }

  /** What is not as it should be, in lines. */
  get problems() {
    const { unsaved, trouble } = this.outbox;
    const are = unsaved === 1 ? "decision is" : "decisions are";
    const waiting = unsaved && trouble
      ? `${unsaved} ${are} not saved: ${trouble}. Sent again every few seconds; leave this window open.` : null;
    return [waiting, this.refusal].filter(Boolean);
  }

  /** Takes back what this window decided last, or else one's own last decision on a finding; gives back the finding. */
  undo(current) {
    const { doc } = this.page.shown();
    const waiting = this.outbox.last(doc);
    if (waiting && !["withdraw", "add"].includes(waiting.decisions[0].decision)) {
      waiting.undone = true;
      this.send(waiting.decisions.map(({ item }) => ({ decision: "withdraw", item })));
      return waiting.decisions[0].item;
    }
    while (this.done.length && this.done.at(-1).doc !== doc) this.done.pop();
    const last = this.done.pop();
    if (last) {
      this.send(last.made.map(({ id, item }) => ({ decision: "withdraw", item, ends: [id] })));
      return last.made[0].item;
    }
    if (current) this.send([{ decision: "withdraw", item: current }]);
    return current;
  }

  wait(decisions, by) {
    for (const { item, decision } of decisions) {
      // A fact that is added to a mention decides nothing about the mention.
      const found = item && decision !== "add" && this.findings.wait(item, by);
      if (found) this.page.waiting(found);
    }
  }

  saved({ doc, decisions, undone }, answer) {
    this.wait(decisions, -1);
    const adds = decisions[0].decision === "add";
    const item = (id, at) => (adds ? added(answer, id) : decisions[at].item);
    const made = answer.saved.map((id, at) => ({ id, item: item(id, at) }));
    if (decisions[0].decision !== "withdraw" && !undone) this.done.push({ doc, made });
    if (doc === this.page.shown().doc) this.page.answered(answer, adds ? made[0].item : null);
    const quote = this.findings.get(made[0].item)?.quote ?? "";
    const what = decisions.length > 1 ? `${decisions.length} findings` : quote;
    this.page.said(`saved: ${DONE[decisions[0].decision]} ${what}`);
  }

  refused({ decisions }, reason) {
    this.wait(decisions, -1);
    const quote = this.findings.get(decisions[0].item)?.quote ?? "";
    this.refusal = `Not saved: ${DONE[decisions[0].decision]} ${quote}: ${reason}`;
    this.page.answered(null);
  }

  tell() {
    // Not yet while the outbox is being made.
    if (this.outbox) this.page.saving(this.outbox.unsaved);
  }
}

const added = (answer, id) => answer.items.find((item) => item.decisions.some((decision) => decision.id === id))?.id;
