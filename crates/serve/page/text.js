// The document as text: its blocks, the findings marked in them, and beside them the source as received.

import { ask, documentPath } from "./server.js";

/** Makes an element: `make("p", { class: "note" }, "text", child)`. Text is only ever text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export class Text {
  /** `pick(id)` is called when a mark is clicked. */
  constructor(root, pick) {
    this.root = root;
    this.marks = new Map();
    this.blocks = [];
    this.current = [];
    root.addEventListener("click", (event) => {
      const mark = event.target.closest("mark");
      if (mark && getSelection().isCollapsed) pick(mark.dataset.id);
    });
    this.watcher = new IntersectionObserver((seen) => this.seen(seen), { root, rootMargin: "50%" });
  }

  /** Shows a document: `blocks` as the server gives them, `items` by id. */
  show(doc, blocks, items) {
    Object.assign(this, { doc, texts: blocks });
    this.marks.clear();
    this.watcher.disconnect();
    const byBlock = blocks.map(() => []);
    for (const item of items.values()) if (item.place && !item.fact) byBlock[item.place.block].push(item);
    this.blocks = blocks.map((block, index) => {
      const text = make(block.role === "heading" ? "h2" : "p", { class: "clean" });
      const element = make("div", { class: `block ${block.role}`, "data-block": index }, text);
      this.fill(text, block, byBlock[index]);
      return element;
    });
    this.root.replaceChildren(...tables(this.blocks, blocks));
    this.beside(this.root.classList.contains("with-source"));
  }

  /** Draws blocks anew, when findings were added, moved or taken away. */
  redraw(indices, items) {
    const here = new Map([...indices].map((index) => [index, []]));
    for (const item of items.values()) if (!item.fact) here.get(item.place?.block)?.push(item);
    for (const [index, found] of here) {
      const text = this.blocks[index].querySelector(".clean");
      for (const mark of text.querySelectorAll("mark")) this.marks.delete(mark.dataset.id);
      text.replaceChildren();
      this.fill(text, this.texts[index], found);
    }
  }

  /** The first and last block of the table that a block belongs to; a block that is no row stands alone. */
  stretch(block) {
    const row = (index) => this.texts[index]?.role === "table_row";
    let [first, last] = [block, block];
    if (row(block)) {
      while (row(first - 1)) first -= 1;
      while (row(last + 1)) last += 1;
    }
    return [first, last];
  }

  /** Puts the text of a block into an element, cells in elements of their own. */
  fill(element, block, items) {
    if (block.role !== "table_row") return this.pieces(element, block.text, 0, block.text.length, items);
    let start = 0;
    for (const cell of block.text.split(/(?<=\t)/)) {
      const end = start + cell.length;
      const child = make("span", { class: "cell" });
      this.pieces(child, block.text, start, end, items.filter(({ place }) => place.start < end && place.end > start));
      element.append(child);
      start = end;
    }
  }

  /** Cuts a stretch of text where findings begin and end; where they overlap, the shortest has the piece. */
  pieces(element, text, start, end, items) {
    const inside = (at) => Math.min(Math.max(at, start), end);
    const cuts = new Set([start, end]);
    for (const { place } of items) cuts.add(inside(place.start)).add(inside(place.end));
    const ordered = [...cuts].sort((a, b) => a - b);
    const open = [...items].sort((a, b) => a.place.start - b.place.start);
    let active = [];
    for (let i = 0, next = 0; i + 1 < ordered.length; i++) {
      const [from, to] = [ordered[i], ordered[i + 1]];
      while (next < open.length && open[next].place.start <= from) active.push(open[next++]);
      active = active.filter(({ place }) => place.end > from);
      const piece = text.slice(from, to);
      if (!active.length) { element.append(piece); continue; }
      const length = ({ place }) => place.end - place.start;
      element.append(this.mark(active.reduce((a, b) => (length(b) < length(a) ? b : a)), piece));
    }
  }

  mark(item, text) {
    const mark = make("mark", { class: markClass(item), "data-id": item.id, title: item.value }, text);
    const known = this.marks.get(item.id);
    if (known) known.push(mark);
    else this.marks.set(item.id, [mark]);
    return mark;
  }

  /** Shows the state of a finding in its marks. */
  update(item) {
    for (const mark of this.marks.get(item.id) ?? []) {
      const pointed = ["current", "joined"].filter((name) => mark.classList.contains(name));
      mark.className = [markClass(item), ...pointed].join(" ");
      mark.title = item.value;
    }
  }

  /** Points at a finding, and for a fact at the mentions it joins; `still` leaves the text where it is. */
  point(item, still = false) {
    for (const mark of this.current) mark.classList.remove("current", "joined");
    this.current = [];
    if (!item) return;
    const add = (id, name) => {
      for (const mark of this.marks.get(id) ?? []) {
        mark.classList.add(name);
        this.current.push(mark);
      }
    };
    const about = item.fact ? item.mentions : [item.id];
    for (const id of about) add(id, item.fact ? "joined" : "current");
    if (item.fact && item.about) add(item.about, "current");
    const first = (this.marks.get(item.fact ? item.about : item.id) ?? this.current)[0];
    const target = first ?? (item.place && this.blocks[item.place.block]);
    if (!still) target?.scrollIntoView({ block: "center" });
  }

  /** Marks a place that is no finding yet; `null` takes the mark away. */
  propose(place) {
    CSS.highlights?.delete("proposed");
    if (!place) return;
    const range = this.range(place);
    CSS.highlights?.set("proposed", new Highlight(range));
    this.blocks[place.block].scrollIntoView({ block: "nearest" });
  }

  range({ block, start, end }) {
    const walker = document.createTreeWalker(this.blocks[block].querySelector(".clean"), NodeFilter.SHOW_TEXT);
    const range = new Range();
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const next = passed + node.length;
      if (passed <= start && start <= next) range.setStart(node, start - passed);
      if (end <= next) {
        range.setEnd(node, end - passed);
        break;
      }
      passed = next;
    }
    return range;
  }

  /** The place of the selected text; `null` where nothing is selected, or not within one block. */
  selection() {
    const selected = getSelection();
    if (!selected.rangeCount || selected.isCollapsed) return null;
    const range = selected.getRangeAt(0);
    const clean = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".clean");
    const element = clean(range.startContainer);
    if (!element || element !== clean(range.endContainer)) return null;
    const before = new Range();
    before.selectNodeContents(element);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return { block: Number(element.parentElement.dataset.block), start, end: start + range.toString().length };
  }

  /** Shows the source beside the text, or hides it. It is fetched for the blocks that are seen. */
  beside(shown) {
    this.root.classList.toggle("with-source", shown);
    this.watcher.disconnect();
    if (shown) for (const block of this.blocks) this.watcher.observe(block);
  }

  async seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || target.querySelector(".source")) continue;
      const received = make("div", { class: "source" }, "…");
      target.append(received);
      try {
        const query = new URLSearchParams({ block: target.dataset.block });
        showSource(received, await ask(`${documentPath(this.doc)}/source?${query}`));
      } catch {
        received.remove();
      }
    }
  }
}

/** The blocks, rows that follow each other put into one table. */
function tables(elements, blocks) {
  const out = [];
  elements.forEach((element, index) => {
    if (blocks[index].role !== "table_row") return out.push(element);
    if (blocks[index - 1]?.role !== "table_row") out.push(make("div", { class: "table" }, make("div", { class: "rows" })));
    return out.at(-1).firstChild.append(element);
  });
  return out;
}

function markClass(item) {
  return ["m", item.kind, item.status, item.pending && "pending", item.uncertain.length && "uncertain"]
    .filter(Boolean).join(" ");
}

const named = (sign) => `⟨${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`;

/** What cannot be seen of a damaged source is shown by a sign, or by its code where fonts have none. */
const visible = (text) => text
  .replaceAll("\r\n", "⇠↵\n").replaceAll("\r", "⇠").replace(/(?<!↵)\n/g, "↵\n")
  .replaceAll("\t", "→\t").replaceAll("\u3000", "□").replaceAll("\u00a0", "·").replaceAll("\ufeff", "⟨BOM⟩")
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, named)
  .replace(/[\ua000-\ua4cf\ue000-\uf8ff]/g, named);

/** Puts a stretch of the source into an element, with what was repaired in it. */
export function showSource(element, { pieces, repairs, cut }) {
  const shown = pieces.map(({ text, found, repair }) => {
    const sign = visible(text);
    if (repair === null && !found) return sign;
    const title = repair === null ? null : `${repairs[repair].pass}: ${repairs[repair].after || "deleted"}`;
    return make("span", { class: [found && "found", repair !== null && "repaired"].filter(Boolean).join(" "), title }, sign);
  });
  element.replaceChildren(...shown, ...(cut ? ["…"] : []));
}
