// What the page asks the server, and the outbox: a decision counts as saved when the server says that it is on disk.

/** The server understood and said no; sending again would not help. */
export class Refused extends Error {}

/** A JSON answer of the server. */
export async function ask(path, body, signal) {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`api/${path}`, body === undefined ? { signal } : { ...post, signal });
  if (response.ok) return response.json();
  const reason = (await response.text()).slice(0, 500) || response.statusText;
  throw [400, 404, 409, 413, 415, 422].includes(response.status) ? new Refused(reason) : new Error(reason);
}

export const documentPath = (id) => `documents/${encodeURIComponent(id)}`;

const KEPT = "kaoju-unsaved";
const LONGEST_WAIT = 5000;

/** Sends decisions one after the other, in order, and keeps what the server has not confirmed, over a reload too. */
export class Outbox {
  /**
   * `saved(entry, answer)`, `refused(entry, reason)` and `changed()` tell the page what became of the decisions;
   * `since(doc)` is the version that the page shows of a document.
   */
  constructor(project, { saved, refused, changed, since }) {
    Object.assign(this, { project, saved, refused, changed, since });
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    this.entries = kept.filter((entry) => entry.project === project);
    this.trouble = null;
    this.sending = false;
    this.wait = 250;
    addEventListener("beforeunload", (event) => { if (this.entries.length) event.preventDefault(); });
  }

  /** How many decisions are not confirmed. */
  get unsaved() {
    return this.entries.reduce((sum, entry) => sum + entry.decisions.length, 0);
  }

  /** What was decided last on a document and is not confirmed. */
  last(doc) {
    return this.entries.findLast((entry) => entry.doc === doc && !entry.undone);
  }

  /** Takes decisions on one document. The time is that of the key, however late they arrive. */
  add(doc, decisions) {
    this.entries.push({ project: this.project, doc, at: new Date().toISOString(), decisions });
    this.keep();
    this.send();
  }

  /** Sends what waits. */
  async send() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    while (this.entries.length) {
      const entry = this.entries[0];
      try {
        const { doc, at, decisions } = entry;
        const answer = await ask(`${documentPath(doc)}/decisions`, { at, decisions, since: this.since(doc) });
        this.done(() => this.saved(entry, answer));
      } catch (error) {
        if (error instanceof Refused) {
          this.done(() => this.refused(entry, error.message));
        } else {
          this.trouble = error instanceof TypeError ? "the server does not answer" : error.message;
          this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
          this.timer = setTimeout(() => this.send(), this.wait);
          break;
        }
      }
    }
    this.sending = false;
    this.changed();
  }

  done(tell) {
    this.entries.shift();
    this.trouble = null;
    this.wait = 250;
    this.keep();
    tell();
  }

  keep() {
    sessionStorage.setItem(KEPT, JSON.stringify(this.entries));
    this.changed();
  }
}

const seen = () => new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));

/** Follows the changes of a document that other windows and programs make, until it is told to stop. */
export function follow(doc, state, { changes, gone }) {
  const stop = new AbortController();
  (async () => {
    while (!stop.signal.aborted) {
      // A browser has few connections to one server; windows that nobody sees give theirs back.
      if (document.hidden) await seen();
      try {
        const since = new URLSearchParams({ epoch: state.epoch, since: state.version });
        changes(await ask(`${documentPath(doc)}/changes?${since}`, undefined, stop.signal));
      } catch (error) {
        if (stop.signal.aborted) return;
        gone(error);
        await new Promise((resolve) => setTimeout(resolve, 2000));
      }
    }
  })();
  return stop;
}
