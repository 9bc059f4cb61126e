// The list of findings. Only the rows that are seen exist, so that ten thousand cost as much as ten.

import { make } from "./text.js";

const ROW = 52; // pixels, as in review.css
const SPARE = 8; // rows above and below the view

const SIGNS = { open: "", accepted: "✓", rejected: "✗", corrected: "✎", added: "+", conflict: "≠", orphan: "?" };

export class Queue {
  /** `box` scrolls, `rows` holds the rows; `pick(id)` is called when a row is clicked. */
  constructor(box, rows, pick) {
    Object.assign(this, { box, rows, ids: [], items: new Map(), current: null, top: 0, height: 600 });
    box.addEventListener("scroll", () => {
      this.top = box.scrollTop;
      this.draw();
    }, { passive: true });
    new ResizeObserver(([entry]) => {
      // A list that was hidden has forgotten where it was scrolled to.
      this.height = entry.contentRect.height;
      this.top = box.scrollTop;
      this.point(this.current);
    }).observe(box);
    rows.addEventListener("click", (event) => {
      const row = event.target.closest("[data-id]");
      if (row) pick(row.dataset.id);
    });
  }

  /** Shows these findings, in this order. */
  show(ids, items) {
    Object.assign(this, { ids, items });
    this.rows.style.height = `${ids.length * ROW}px`;
    this.draw();
  }

  /** Points at a finding and brings it into view. */
  point(id) {
    this.current = id;
    const at = this.ids.indexOf(id);
    if (at >= 0) {
      const above = at * ROW - this.top;
      if (above < ROW || above > this.height - 2 * ROW) {
        this.top = Math.max(0, Math.round(at * ROW - this.height / 2));
        this.box.scrollTop = this.top;
      }
    }
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.top / ROW) - SPARE);
    const last = Math.min(this.ids.length, Math.ceil((this.top + this.height) / ROW) + SPARE);
    const rows = [];
    for (let at = first; at < last; at++) rows.push(this.row(at));
    this.rows.replaceChildren(...rows);
    const shown = this.ids.indexOf(this.current);
    if (shown >= first && shown < last) this.box.setAttribute("aria-activedescendant", `row-${shown}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  row(at) {
    const item = this.items.get(this.ids[at]);
    const current = item.id === this.current;
    const sign = item.pending ? "…" : SIGNS[item.status];
    const row = make("div", {
      id: `row-${at}`, role: "option", class: `row ${item.kind} ${item.status}`, "data-id": item.id,
      "aria-selected": String(current), "aria-setsize": this.ids.length, "aria-posinset": at + 1,
    },
    make("span", { class: "quote", lang: "zh-Hans" }, item.quote),
    make("span", { class: "sign", title: item.status }, sign),
    make("span", { class: "value" }, item.value));
    row.style.top = `${at * ROW}px`;
    return row;
  }
}
