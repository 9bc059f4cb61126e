// The findings of a document, in the order of the text, and which of them wait for the server.

/** Whether a finding asks for a decision. */
export const isOpen = (item) => !item.pending && (item.status === "open" || item.status === "conflict");

export class Findings {
  constructor() {
    Object.assign(this, { items: new Map(), order: [], waiting: new Map() });
  }

  get(id) {
    return this.items.get(id);
  }

  /** Takes the findings of another document. */
  take(items) {
    this.items = new Map(items.map((item) => [item.id, this.marked(item)]));
    this.sort();
  }

  /** Takes what changed; gives back the blocks whose marks come, go or move, and the findings that stay where they are. */
  change(items, removed) {
    const [blocks, still] = [new Set(), []];
    let moved = false;
    const put = (id, item) => {
      const before = this.items.get(id);
      if (item) this.items.set(id, this.marked(item));
      else this.items.delete(id);
      if (item && before && where(before) === where(item)) return still.push(item);
      moved = true;
      for (const one of [before, item]) if (one?.place && !one.fact) blocks.add(one.place.block);
    };
    for (const item of items) put(item.id, item);
    for (const id of removed) put(id, null);
    if (moved) this.sort();
    return { blocks, still };
  }

  sort() {
    const block = ({ place }) => place?.block ?? Infinity;
    const start = ({ place }) => place?.start ?? 0;
    const end = ({ place }) => place?.end ?? 0;
    // Infinity from itself is no number, and no difference.
    this.order = [...this.items.values()].sort((a, b) =>
      (block(a) - block(b) || 0) || start(a) - start(b) || end(a) - end(b) || a.fact - b.fact || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  }

  marked(item) {
    item.pending = this.waiting.has(item.id);
    return item;
  }

  /** Counts decisions on a finding that are not confirmed, and gives it back. */
  wait(id, by) {
    const count = (this.waiting.get(id) ?? 0) + by;
    if (count > 0) this.waiting.set(id, count);
    else this.waiting.delete(id);
    const item = this.items.get(id);
    return item && this.marked(item);
  }

  /** The next finding that passes, `by` 1 down or -1 up from a place in an order that may be an old one. */
  next(from, by, passes, order = this.order) {
    for (let at = from + by; at >= 0 && at < order.length; at += by) {
      const item = this.items.get(order[at]);
      if (item && passes(item)) return item.id;
    }
    return null;
  }

  /** Those that nobody decided on and that pass. */
  undecided(passes) {
    return this.order.filter((id) => {
      const item = this.items.get(id);
      return item.status === "open" && !item.pending && passes(item);
    });
  }

  /** The facts that rest on a mention, or the mentions that a fact joins. */
  joined(item) {
    if (item.fact) return item.mentions.map((id) => this.items.get(id)).filter(Boolean);
    return this.order.map((id) => this.items.get(id)).filter((other) => other.fact && other.mentions.includes(item.id));
  }
}

const where = ({ place }) => (place ? [place.block, place.start, place.end].join() : "");
