// Keys: one for each thing to do, and their list for the help.

import { make } from "./text.js";

/**
 * Makes each `[key, what it does, act]` work wherever nothing is being written, and lists them in `help`. Esc leaves;
 * in the `list` the arrows go up and down.
 */
export function bind(keys, help, { list, leave }) {
  const entry = (key, what) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)];
  help.append(...keys.flatMap(([key, what]) => entry(key, what)), ...entry("Esc", "back to the list"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      leave();
      return;
    }
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const arrow = event.target === list && { ArrowDown: "j", ArrowUp: "k" }[event.key];
    const known = keys.find(([key]) => key === (arrow || event.key));
    if (!known) return;
    event.preventDefault();
    // A key that is held moves on, but decides once.
    if (event.repeat && !"jk".includes(known[0])) return;
    known[2]();
  });
}
