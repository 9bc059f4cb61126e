// The filters above the list: which findings are in it.

import { isOpen } from "./findings.js";
import { make } from "./text.js";

const SHOWN = {
  open: isOpen,
  all: () => true,
  decided: (item) => !isOpen(item),
  conflict: (item) => item.status === "conflict",
  orphan: (item) => item.status === "orphan",
  comment: (item) => item.decisions.some(({ comment }) => comment),
};

const NAMED = ["kind", "zone", "rule"];

export class Filters {
  /** `changed()` is called when another filter is chosen. */
  constructor(form, changed) {
    this.form = form;
    form.addEventListener("change", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Offers what occurs; what was chosen and occurs stays so. */
  offer(items) {
    for (const name of NAMED) {
      const select = this.form.elements[name];
      const kept = select.value;
      const sorted = [...new Set(items.map((item) => item[name]).filter(Boolean))].sort();
      const option = (value) => make("option", { value }, value.replace("_", " "));
      select.replaceChildren(make("option", { value: "" }, `every ${name}`), ...sorted.map(option));
      select.value = sorted.includes(kept) ? kept : "";
    }
  }

  /** The test that the filters make now. */
  test() {
    const { elements } = this.form;
    const shown = SHOWN[elements.show.value];
    const wanted = NAMED.map((name) => [name, elements[name].value]).filter(([, value]) => value);
    const [uncertain, changed] = [elements.uncertain.checked, elements.changed.checked];
    return (item) => shown(item) && wanted.every(([name, value]) => item[name] === value)
      && (!uncertain || item.uncertain.length > 0) && (!changed || item.changed);
  }

  /** Shows all that is undecided again. */
  clear() {
    this.form.reset();
  }
}
