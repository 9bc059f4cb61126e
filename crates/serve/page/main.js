// The review page: what is shown, which finding is current, and what each key does.

import { Decisions } from "./decisions.js";
import { Detail } from "./detail.js";
import { Filters } from "./filters.js";
import { Findings, isOpen } from "./findings.js";
import { commenter, editor, factOn, finder } from "./form.js";
import { bind } from "./keys.js";
import { Queue } from "./queue.js";
import { ask, documentPath, follow } from "./server.js";
import { make, Text } from "./text.js";

const $ = (id) => document.getElementById(id);

const state = {
  doc: null, epoch: null, version: 0, blocks: [], rules: {},
  visible: [], current: null, form: false,
  problems: [], folderProblems: [], gone: null,
};

const findings = new Findings();
const text = new Text($("text"), (id) => select(id));
const queue = new Queue($("queue"), $("rows"), (id) => { select(id); drawer(false); });
const filters = new Filters($("filters"), () => refresh(null));
const detail = new Detail($("detail"), {
  accept: () => decide("accept"), reject: () => decide("reject"), edit: startEdit, comment: startComment, undo,
  acceptAll: () => decideAll("accept"), rejectAll: () => decideAll("reject"), acceptHere, join: startFact,
  next: () => turn(1), pick: (id) => select(id),
});
let decisions = null;
let following = null;

// ---- the document ----

async function start() {
  const folder = await ask("documents");
  state.folderProblems = folder.problems;
  document.title = `kaoju review · ${folder.reviewer}`;
  $("documents").append(...folder.documents.map(({ id, title, date }) =>
    make("option", { value: id }, [id, title, date].filter(Boolean).join(" · "))));
  decisions = new Decisions(folder.folder, findings, {
    shown: () => state, waiting: (item) => text.update(item), answered, said, saving,
  });
  const wanted = decodeURIComponent(location.hash.slice(1));
  const known = folder.documents.some(({ id }) => id === wanted) ? wanted : folder.documents[0]?.id;
  await open(known);
  decisions.outbox.send();
}

async function open(id) {
  following?.abort();
  const { epoch, version, blocks, items, rules, problems } = await ask(documentPath(id));
  Object.assign(state, { doc: id, epoch, version, blocks, rules, problems, form: false });
  $("documents").value = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  findings.take(items);
  filters.offer(items);
  text.show(id, blocks, findings.items);
  showProblems();
  refresh(findings.get(state.current) ? state.current : null);
  following = follow(id, state, { changes, gone });
}

/** Goes to another document of the folder; all that is undecided in it is shown. */
function turn(by) {
  const { options, selectedIndex } = $("documents");
  const other = options[selectedIndex + by];
  if (other) goTo(other.value);
}

function goTo(id) {
  state.current = null;
  filters.clear();
  open(id).then(() => $("queue").focus(), gone);
}

/** Takes what changed, by this window or another. `id` is to be the current finding; else the one that is, or what follows it. */
function changes(answer, id = null) {
  state.gone = null;
  if (answer.epoch !== state.epoch) {
    open(state.doc).catch(gone);
    return;
  }
  if (answer.version < state.version) return;
  const [order, at] = [findings.order, findings.order.indexOf(state.current)];
  const { blocks, still } = findings.change(answer.items, answer.removed);
  for (const item of still) text.update(item);
  text.redraw(blocks, findings.items);
  if (blocks.size) text.point(findings.get(state.current), true);
  Object.assign(state, { version: answer.version, problems: answer.problems });
  showProblems();
  if (!answer.items.length && !answer.removed.length) return;
  if (at >= 0 && !findings.get(state.current)) {
    const test = filters.test();
    id ??= findings.next(at, 1, test, order) ?? findings.next(at, -1, test, order);
  }
  refresh(id ?? state.current);
}

function gone(error) {
  state.gone = error.message;
  showProblems();
}

// ---- the list ----

/** Draws the list anew and goes to a finding, or to the first of the list. */
function refresh(id) {
  const test = filters.test();
  state.visible = findings.order.filter((known) => test(findings.get(known)));
  queue.show(state.visible, findings.items);
  $("count").textContent = `${state.visible.length} of ${findings.order.length} findings`;
  showProgress();
  select(id ?? state.visible[0] ?? null, state.current === id);
}

function showProgress() {
  let open = 0;
  for (const item of findings.items.values()) if (isOpen(item) || item.pending) open += 1;
  const all = findings.items.size;
  const [bar, label] = $("progress").children;
  bar.max = Math.max(all, 1);
  bar.value = all - open;
  label.textContent = `${all - open} of ${all} decided`;
}

/** Makes a finding the current one. `still` leaves the text where it is. */
function select(id, still = false) {
  if (state.form && id !== state.current) leaveForm();
  state.current = id;
  const item = findings.get(id);
  queue.point(id);
  text.point(item, still);
  if (!state.form) showDetail(item);
}

function showDetail(item) {
  detail.show(state.doc, item, state.rules, item ? findings.joined(item) : []);
}

/** The finding next to the current one in the list, which it need not be in any more. */
function beside(by) {
  const at = state.visible.indexOf(state.current);
  if (at >= 0) return state.visible[at + by] ?? null;
  return findings.next(findings.order.indexOf(state.current), by, filters.test());
}

function move(by) {
  const id = beside(by);
  if (id) select(id);
}

// ---- deciding ----

function decide(decision, more = {}) {
  const item = findings.get(state.current);
  if (!item || (item.status === "orphan" && decision !== "comment")) return;
  const next = beside(1) ?? beside(-1);
  decisions.send([{ decision, item: item.id, ...more }]);
  refresh(decision === "comment" ? item.id : next);
}

/** Decides on all that is undecided of the rule of the current finding, after asking. */
async function decideAll(decision) {
  const item = findings.get(state.current);
  if (!item?.rule) return;
  await decideOn(decision, (other) => other.rule === item.rule, `of ${item.rule} in this document`);
}

/** Accepts all that is undecided in the paragraph or table of the current finding, after asking. */
async function acceptHere() {
  const place = findings.get(state.current)?.place;
  if (!place) return;
  const [first, last] = text.stretch(place.block);
  const here = (other) => other.place?.block >= first && other.place.block <= last;
  await decideOn("accept", here, state.blocks[place.block].role === "table_row" ? "of this table" : "of this paragraph");
}

async function decideOn(decision, passes, what) {
  const chosen = findings.undecided(passes);
  if (!chosen.length) return;
  const verb = decision === "accept" ? "Accept" : "Reject";
  if (!await confirmed(`${verb} all ${chosen.length} undecided findings ${what}?`)) return;
  const at = findings.order.indexOf(state.current);
  decisions.send(chosen.map((id) => ({ decision, item: id })));
  const test = filters.test();
  refresh(findings.next(at, 1, test) ?? findings.next(at, -1, test) ?? state.current);
}

/** Takes what the server says to decisions of this window; `id` was added. */
function answered(answer, id) {
  if (answer) changes(answer, id);
  else refresh(state.current);
  showProblems();
}

function undo() {
  const id = decisions.undo(state.current);
  if (id) refresh(id);
}

function said(what) {
  $("saved").textContent = what;
}

function saving(unsaved) {
  $("saved").classList.toggle("waiting", unsaved > 0);
  if (unsaved) said(`saving ${unsaved}…`);
  showProblems();
}

function showProblems() {
  const own = decisions?.problems ?? [];
  const silent = state.gone && !own.length && `No word from the server: ${state.gone}`;
  const lines = [...own, silent, ...state.problems, ...state.folderProblems].filter(Boolean);
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
  showDetail(findings.get(state.current));
  $("queue").focus({ preventScroll: true });
}

/** Shows a form for what a finding says; `done` gets what was written when the form is left. */
function showEditor(fields, done) {
  showForm(editor({
    doc: state.doc, text: (block) => state.blocks[block].text, move: (place) => text.propose(place), cancel: leaveForm,
    done: (written) => { leaveForm(); done(written); },
    ...fields,
  }));
}

function startEdit() {
  const item = findings.get(state.current);
  if (!item?.place) return;
  const { kind, fact, says } = item;
  const place = fact ? null : text.selection() ?? item.place;
  showEditor({ title: "Edit", kind, fact, says, place }, (written) =>
    decide("correct", { ...written, place: fact ? undefined : written.place }));
}

function startNew() {
  const selected = text.selection();
  if (selected) return addAt(selected);
  const from = findings.get(state.current)?.place ?? { block: 0, start: 0 };
  showForm(finder({ texts: state.blocks, from, move: (place) => text.propose(place), cancel: leaveForm, done: addAt }));
}

function addAt(place) {
  showEditor({ title: "New finding", kind: "", fact: false, says: "", place }, (written) => {
    getSelection().removeAllRanges();
    decisions.send([{ decision: "add", ...written }]);
  });
}

/** A new fact on the current figure or treaty. */
function startFact() {
  const item = findings.get(state.current);
  const says = item && !item.fact && factOn(item);
  if (!says) return;
  showEditor({ title: `New fact on ${item.quote}`, kind: item.kind, fact: true, says, place: null }, ({ says: fact, comment }) =>
    decisions.send([{ decision: "add", item: item.id, says: fact, comment }]));
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
  text.point(findings.get(state.current));
}

let asked = 0;

/** Asks a question, and gives back whether the answer is yes. */
function confirmed(question) {
  const dialog = $("confirm");
  const mine = asked += 1;
  $("confirm-text").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const closed = () => {
      // A dialog says late that it was closed: it may stand open again, with the next question.
      if (mine === asked && dialog.open) return;
      dialog.removeEventListener("close", closed);
      resolve(mine === asked && dialog.returnValue === "yes");
    };
    dialog.addEventListener("close", closed);
  });
}

const KEYS = [
  ["j", "next finding", () => move(1)],
  ["k", "previous finding", () => move(-1)],
  ["a", "accept", () => decide("accept")],
  ["r", "reject", () => decide("reject")],
  ["e", "edit value or place (selected text becomes the place)", startEdit],
  ["n", "new finding from the selected text, or from text to be found", startNew],
  ["m", "new fact on this figure (measure) or treaty (event)", startFact],
  ["c", "comment", startComment],
  ["u", "undo: take back what was decided last", undo],
  ["P", "accept all undecided findings of this paragraph or table", acceptHere],
  ["A", "accept all undecided findings of the same rule", () => decideAll("accept")],
  ["R", "reject all undecided findings of the same rule", () => decideAll("reject")],
  ["s", "show the source as received beside the text", toggleSource],
  ["f", "list and filters", () => { drawer(true); $("show").focus(); }],
  ["]", "next document", () => turn(1)],
  ["[", "previous document", () => turn(-1)],
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
$("documents").addEventListener("change", (event) => goTo(event.target.value));

start().then(() => $("queue").focus(), gone);
