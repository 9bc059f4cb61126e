// The review page: what is shown, which finding is current, and what each key does.

import { Detail } from "./detail.js";
import { commenter, editor, finder } from "./form.js";
import { bind } from "./keys.js";
import { Queue } from "./queue.js";
import { ask, documentPath, follow, Outbox } from "./server.js";
import { make, Text } from "./text.js";

const $ = (id) => document.getElementById(id);

const state = {
  doc: null, epoch: null, version: 0,
  items: new Map(), order: [], visible: [], current: null,
  blocks: [], rules: {}, problems: [], folderProblems: [],
  pending: new Map(), // id of a finding → how many decisions on it are not confirmed
  done: [], // what this window saved, for undo: { doc, ids of decisions with their findings }
  refused: null, gone: null, form: false,
};

let outbox = null;
let following = null;

const text = new Text($("text"), (id) => select(id));
const queue = new Queue($("queue"), $("rows"), (id) => { select(id); drawer(false); });
const detail = new Detail($("detail"), {
  accept: () => decide("accept"), reject: () => decide("reject"), edit: startEdit, comment: startComment, undo,
  acceptAll: () => decideAll("accept"), rejectAll: () => decideAll("reject"),
});

// ---- the document ----

async function start() {
  const folder = await ask("documents");
  state.folderProblems = folder.problems;
  document.title = `kaoju review · ${folder.reviewer}`;
  $("documents").append(...folder.documents.map(({ id, title, date }) =>
    make("option", { value: id }, [id, title, date].filter(Boolean).join(" · "))));
  outbox = new Outbox(folder.folder, {
    saved, refused, changed: showSaving,
    since: (doc) => (doc === state.doc ? state.version : Number.MAX_SAFE_INTEGER),
  });
  for (const { doc, decisions } of outbox.entries) if (doc) decisions.forEach(({ item }) => item && pend(item, 1));
  const wanted = decodeURIComponent(location.hash.slice(1));
  const known = folder.documents.some(({ id }) => id === wanted) ? wanted : folder.documents[0]?.id;
  await open(known);
  outbox.send();
}

async function open(id) {
  following?.abort();
  const shown = await ask(documentPath(id));
  state.doc = id;
  $("documents").value = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  take(shown);
}

/** Takes a document as the server gives it, whole. */
function take({ epoch, version, blocks, items, rules, problems }) {
  Object.assign(state, { epoch, version, blocks, rules, problems, form: false });
  state.items = new Map(items.map((item) => [item.id, withPending(item)]));
  order();
  options("kind", items.map(({ kind }) => kind), "every kind");
  options("zone", items.map(({ zone }) => zone), "every zone");
  options("rule", items.map(({ rule }) => rule), "every rule");
  text.show(state.doc, blocks, state.items);
  showProblems();
  refresh(state.items.has(state.current) ? state.current : null);
  following?.abort();
  following = follow(state.doc, state, { changes, gone });
}

function options(id, names, all) {
  const kept = $(id).value;
  const sorted = [...new Set(names.filter(Boolean))].sort();
  $(id).replaceChildren(make("option", { value: "" }, all), ...sorted.map((name) => make("option", { value: name }, name)));
  $(id).value = sorted.includes(kept) ? kept : "";
}

/** Takes what changed, by this window or another. */
function changes(answer) {
  state.gone = null;
  if (answer.epoch !== state.epoch) {
    open(state.doc).catch(gone);
    return;
  }
  if (answer.version < state.version) return;
  const redrawn = new Set();
  for (const item of answer.items) redrawn.add(replace(item.id, item));
  for (const id of answer.removed) redrawn.add(replace(id, null));
  redrawn.delete(undefined);
  for (const index of redrawn) text.redraw(index, state.items);
  if (redrawn.size) text.point(state.items.get(state.current), true);
  state.version = answer.version;
  state.problems = answer.problems;
  showProblems();
  if (answer.items.length || answer.removed.length) refresh(state.current);
}

/** Puts a finding in the place of what it was; gives back the block to redraw, where marks come, go or move. */
function replace(id, item) {
  const before = state.items.get(id);
  if (item) state.items.set(id, withPending(item));
  else state.items.delete(id);
  const where = (one) => (one?.place ? [one.place.block, one.place.start, one.place.end].join() : "");
  if (where(before) !== where(item)) {
    order();
    return (item?.place ?? before?.place)?.block;
  }
  if (item) text.update(state.items.get(id));
  return undefined;
}

function order() {
  const rank = ({ place }) => (place ? place.block : Infinity);
  state.order = [...state.items.values()].sort((a, b) =>
    rank(a) - rank(b) || (a.place?.start ?? 0) - (b.place?.start ?? 0) || (a.place?.end ?? 0) - (b.place?.end ?? 0)
    || a.fact - b.fact || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

const withPending = (item) => Object.assign(item, { pending: state.pending.has(item.id) });

function pend(id, by) {
  const count = (state.pending.get(id) ?? 0) + by;
  if (count > 0) state.pending.set(id, count);
  else state.pending.delete(id);
  const item = state.items.get(id);
  if (item) text.update(withPending(item));
}

function gone(error) {
  state.gone = error.message;
  showProblems();
}

// ---- the queue ----

const isOpen = (item) => !item.pending && (item.status === "open" || item.status === "conflict");

const SHOWN = {
  open: isOpen,
  all: () => true,
  decided: (item) => !isOpen(item),
  conflict: (item) => item.status === "conflict",
  orphan: (item) => item.status === "orphan",
  comment: (item) => item.decisions.some(({ comment }) => comment),
};

function passes(item) {
  const is = (id) => !$(id).value || item[id] === $(id).value;
  return SHOWN[$("show").value](item) && is("kind") && is("zone") && is("rule")
    && (!$("uncertain").checked || item.uncertain.length > 0) && (!$("changed").checked || item.changed);
}

/** Draws the list anew and goes to a finding, or to the first of the list. */
function refresh(id) {
  state.visible = state.order.filter((known) => passes(state.items.get(known)));
  queue.show(state.visible, state.items);
  $("count").textContent = `${state.visible.length} of ${state.order.length} findings`;
  showProgress();
  select(id ?? state.visible[0] ?? null, state.current === id);
}

function showProgress() {
  let open = 0;
  for (const item of state.items.values()) if (isOpen(item) || item.pending) open += 1;
  const [all, decided] = [state.items.size, state.items.size - open];
  const [bar, label] = $("progress").children;
  bar.max = Math.max(all, 1);
  bar.value = decided;
  label.textContent = `${decided} of ${all} decided`;
}

/** Makes a finding the current one. `still` leaves the text where it is. */
function select(id, still = false) {
  if (state.form && id !== state.current) leaveForm();
  state.current = id;
  const item = state.items.get(id);
  queue.point(id);
  text.point(item, still);
  if (!state.form) detail.show(state.doc, item, state.rules);
}

/** The finding `by` places further down the list, also from one that is not in the list any more. */
function beside(by) {
  const at = state.visible.indexOf(state.current);
  if (at >= 0) return state.visible[at + by] ?? null;
  const from = state.order.indexOf(state.current);
  const shown = new Set(state.visible);
  for (let i = from + by; i >= 0 && i < state.order.length; i += by) if (shown.has(state.order[i])) return state.order[i];
  return null;
}

function move(by) {
  const id = beside(by);
  if (id) select(id);
}

// ---- deciding ----

/** Sends decisions; they are shown as such when the server has confirmed them. */
function send(decisions) {
  state.refused = null;
  for (const { item } of decisions) if (item) pend(item, 1);
  outbox.add(state.doc, decisions);
}

function decide(decision, more = {}) {
  const item = state.items.get(state.current);
  if (!item || (item.status === "orphan" && decision !== "comment")) return;
  const next = beside(1) ?? beside(-1);
  send([{ decision, item: item.id, ...more }]);
  refresh(decision === "comment" ? item.id : next ?? item.id);
}

/** Decides on all that is undecided of the rule of the current finding, after asking. */
async function decideAll(decision) {
  const item = state.items.get(state.current);
  if (!item?.rule) return;
  const same = state.order.filter((id) => state.items.get(id).rule === item.rule && state.items.get(id).status === "open" && !state.pending.has(id));
  if (!same.length) return;
  if (!await confirmed(`${decision === "accept" ? "Accept" : "Reject"} all ${same.length} undecided findings of ${item.rule} in this document?`)) return;
  send(same.map((id) => ({ decision, item: id })));
  refresh(beside(1) ?? item.id);
}

/** Takes back what this window decided last, or else one's own last decision on the current finding. */
function undo() {
  const waiting = outbox.last(state.doc);
  if (waiting && !["withdraw", "add"].includes(waiting.decisions[0].decision)) {
    waiting.undone = true;
    send(waiting.decisions.map(({ item }) => ({ decision: "withdraw", item })));
    refresh(waiting.decisions[0].item);
    return;
  }
  while (state.done.length && state.done.at(-1).doc !== state.doc) state.done.pop();
  const last = state.done.pop();
  if (last) {
    send(last.made.map(({ id, item }) => ({ decision: "withdraw", item, ends: [id] })));
    refresh(last.made[0].item);
  } else if (state.current) {
    send([{ decision: "withdraw", item: state.current }]);
    refresh(state.current);
  }
}

const DONE = { accept: "accepted", reject: "rejected", correct: "corrected", add: "added", comment: "commented", withdraw: "took back" };

function saved({ doc, decisions, undone }, answer) {
  for (const { item } of decisions) if (item) pend(item, -1);
  const made = answer.saved.map((id, at) => ({ id, item: decisions[at].item ?? added(answer, id) }));
  if (decisions[0].decision !== "withdraw" && !undone) state.done.push({ doc, made });
  if (doc !== state.doc) return;
  changes(answer);
  const quote = state.items.get(made[0].item)?.quote ?? "";
  const what = decisions.length > 1 ? `${decisions.length} findings` : quote;
  $("saved").textContent = `saved: ${DONE[decisions[0].decision]} ${what}`;
  if (decisions[0].decision === "add" && made[0].item) select(made[0].item);
}

const added = (answer, id) => answer.items.find((item) => item.decisions.some((decision) => decision.id === id))?.id;

function refused({ doc, decisions }, reason) {
  for (const { item } of decisions) if (item) pend(item, -1);
  const quote = state.items.get(decisions[0].item)?.quote ?? "";
  state.refused = `Not saved: ${DONE[decisions[0].decision]} ${quote}: ${reason}`;
  if (doc === state.doc) refresh(state.current);
  showProblems();
}

function showSaving() {
  const { unsaved, trouble } = outbox ?? { unsaved: 0 };
  $("saved").classList.toggle("waiting", unsaved > 0);
  if (unsaved) $("saved").textContent = `saving ${unsaved}…`;
  state.trouble = unsaved && trouble ? `${unsaved} ${unsaved === 1 ? "decision is" : "decisions are"} not saved: ${trouble}. Sent again every few seconds; leave this window open.` : null;
  showProblems();
}

function showProblems() {
  const lines = [state.trouble, state.refused, state.gone && !state.trouble && `No word from the server: ${state.gone}`, ...state.problems, ...state.folderProblems].filter(Boolean);
  const told = lines.join("\n");
  if ($("trouble").dataset.told === told) return;
  $("trouble").dataset.told = told;
  $("trouble").hidden = !lines.length;
  $("trouble").replaceChildren(...lines.map((line) => make("p", {}, line)));
}

// ---- forms ----

function showForm(element) {
  state.form = true;
  detail.form(element);
}

function leaveForm() {
  state.form = false;
  text.propose(null);
  detail.show(state.doc, state.items.get(state.current), state.rules);
  $("queue").focus({ preventScroll: true });
}

function startEdit() {
  const item = state.items.get(state.current);
  if (!item?.place) return;
  showForm(editor({
    doc: state.doc, kind: item.kind, title: "Edit", fact: item.fact, says: item.says,
    place: item.fact ? null : text.selection() ?? item.place,
    text: (block) => state.blocks[block].text,
    move: (place) => text.propose(place),
    cancel: leaveForm,
    done: ({ says, place, comment }) => {
      leaveForm();
      decide("correct", { says, place: item.fact ? undefined : place, comment });
    },
  }));
}

function startNew() {
  const selected = text.selection();
  if (selected) return addAt(selected);
  const from = state.items.get(state.current)?.place ?? { block: 0, start: 0 };
  showForm(finder({ texts: state.blocks, from, move: (place) => text.propose(place), cancel: leaveForm, done: addAt }));
}

function addAt(place) {
  showForm(editor({
    doc: state.doc, kind: "", title: "New finding", fact: false, says: "", place,
    text: (block) => state.blocks[block].text,
    move: (moved) => text.propose(moved),
    cancel: leaveForm,
    done: ({ says, place: at, comment }) => {
      getSelection().removeAllRanges();
      leaveForm();
      send([{ decision: "add", says, place: at, comment }]);
    },
  }));
}

function startComment() {
  if (!state.current) return;
  showForm(commenter({ cancel: leaveForm, done: (comment) => { leaveForm(); decide("comment", { comment }); } }));
}

// ---- keys and buttons ----

function drawer(shown = !$("queue-pane").classList.contains("shown")) {
  $("queue-pane").classList.toggle("shown", shown);
  $("queue-button").setAttribute("aria-expanded", String(shown));
}

function toggleSource() {
  const shown = !$("text").classList.contains("with-source");
  $("source-button").setAttribute("aria-pressed", String(shown));
  text.beside(shown);
  text.point(state.items.get(state.current));
}

function confirmed(question) {
  const dialog = $("confirm");
  $("confirm-text").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

const KEYS = [
  ["j", "next finding", () => move(1)],
  ["k", "previous finding", () => move(-1)],
  ["a", "accept", () => decide("accept")],
  ["r", "reject", () => decide("reject")],
  ["e", "edit value or place (selected text becomes the place)", startEdit],
  ["n", "new finding from the selected text, or from text to be found", startNew],
  ["c", "comment", startComment],
  ["u", "undo: take back what was decided last", undo],
  ["A", "accept all undecided findings of the same rule", () => decideAll("accept")],
  ["R", "reject all undecided findings of the same rule", () => decideAll("reject")],
  ["s", "show the source as received beside the text", toggleSource],
  ["f", "list and filters", () => { drawer(true); $("show").focus(); }],
  ["?", "this help", () => $("help").showModal()],
];

bind(KEYS, $("keys"), {
  list: $("queue"),
  leave: () => {
    if (state.form) leaveForm();
    drawer(false);
    $("queue").focus({ preventScroll: true });
  },
});
$("help-button").addEventListener("click", () => $("help").showModal());
$("new-button").addEventListener("click", startNew);
$("source-button").addEventListener("click", toggleSource);
$("queue-button").addEventListener("click", () => drawer());
$("filters").addEventListener("change", () => refresh(null));
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("documents").addEventListener("change", (event) => {
  state.current = null;
  open(event.target.value).then(() => $("queue").focus(), gone);
});

start().then(() => $("queue").focus(), gone);
