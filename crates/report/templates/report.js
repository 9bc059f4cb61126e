// What the report does beyond being read: a card for each mention, sorting and filtering of facts.
// Everything that comes from documents is set as text, never as markup.
"use strict";
document.documentElement.classList.add("js");
const $ = (id) => document.getElementById(id);

/* The card that tells of a mention. One for all, at the end of the page. */
const card = make("div", { id: "card", role: "dialog", hidden: "" });
card.setAttribute("aria-label", "Mention");
document.body.append(card);
let open = null; // the mention it tells of
let pinned = false; // whether it stays when the pointer leaves
let closing = false; // whether the focus goes back to it, and the card stays closed
let leaving = 0;

function make(name, attributes = {}, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function fill(mention) {
  const { t, v, r, b, s, u, x, f } = mention.dataset;
  const list = make("dl");
  const line = (name, text) => text && list.append(make("dt", {}, name), make("dd", {}, text));
  line("type", t);
  line("rule", r);
  line("source", `bytes ${b}`);
  line("received", s);
  line("or else", u);
  line("review", x);
  card.replaceChildren(make("p", { class: "value" }, v), list);
  const facts = (f || "").split(" ").filter((id) => $(`f-${id}`));
  if (facts.length) {
    const links = make("ul", { "aria-label": "Facts" });
    for (const id of facts) {
      const item = make("li");
      const cells = $(`f-${id}`).cells;
      const words = [cells[0], cells[1].firstElementChild, cells[2]].map((cell) => cell.textContent.trim());
      item.append(make("a", { href: `#f-${id}` }, words.filter(Boolean).join(", ")));
      links.append(item);
    }
    card.append(links);
  }
  const foot = make("p", { class: "foot" });
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", () => hide(true));
  foot.append(make("small", {}, "← → other mentions, Esc closes"), make("a", { href: `#${mention.id}` }, "Link"), close);
  card.append(foot);
}

function show(mention, pin = false) {
  clearTimeout(leaving);
  pinned = pin || (pinned && open === mention);
  if (open !== mention) {
    if (open) leave(open);
    open = mention;
    fill(mention);
    mention.classList.add("open");
    mention.setAttribute("aria-describedby", "card");
    card.hidden = false;
  }
  position(mention);
}

/* In the margin beside the mention's line where there is room, else below it, else above it. */
function position(mention) {
  const place = mention.getClientRects()[0] || mention.getBoundingClientRect();
  const text = mention.closest(".text").getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  card.classList.toggle("up", place.bottom > innerHeight / 2); // on a phone: away from the mention
  const room = document.documentElement.clientWidth - 8;
  let left = text.right + 24;
  let top = Math.min(place.top, innerHeight - height - 8);
  if (left + width > room) {
    left = Math.max(8, Math.min(place.left, room - width));
    top = place.bottom + 8;
    if (top + height > innerHeight && place.top > height + 8) top = place.top - height - 8;
  }
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${Math.max(top, 8) + scrollY}px`;
}

function leave(mention) {
  mention.classList.remove("open");
  mention.removeAttribute("aria-describedby");
}

function hide(back = false) {
  if (!open) return;
  const mention = open;
  const inside = card.contains(document.activeElement);
  leave(mention);
  open = null;
  pinned = false;
  card.hidden = true;
  if (back && inside) {
    closing = true;
    mention.focus({ preventScroll: true });
    closing = false;
  }
}

const mentionAt = (target) => (target instanceof Element ? target.closest(".text .m") : null);

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const mention = mentionAt(event.target);
  if (mention && !pinned) show(mention);
  else if (card.contains(event.target)) clearTimeout(leaving);
  else if (open && !pinned && document.activeElement !== open) {
    clearTimeout(leaving);
    leaving = setTimeout(() => !pinned && hide(), 250);
  }
});
document.addEventListener("focusin", (event) => {
  const mention = mentionAt(event.target);
  if (mention) {
    stop(mention);
    if (!closing) show(mention);
  } else if (!card.contains(event.target)) hide();
});
document.addEventListener("click", (event) => {
  const mention = mentionAt(event.target);
  if (mention && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(mention, true);
    // Pressed with a key: on to what the card leads to.
    if (event.detail === 0) card.querySelector("a").focus({ preventScroll: true });
  } else if (open && !card.contains(event.target)) hide();
  else if (card.contains(event.target) && event.target.closest("a")) hide();
});

/* Each text is one stop of the Tab key; the arrow keys go from mention to mention. */
const texts = [...document.querySelectorAll(".text")].map((text) => [...text.querySelectorAll(".m")]);
const stops = new Map();
for (const mentions of texts) {
  mentions.forEach((mention, at) => {
    stops.set(mention, { mentions, at });
    mention.tabIndex = at ? -1 : 0;
  });
}
function stop(mention) {
  const { mentions } = stops.get(mention);
  if (mentions.stop !== mention) (mentions.stop || mentions[0]).tabIndex = -1;
  mention.tabIndex = 0;
  mentions.stop = mention;
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return hide(true);
  const mention = mentionAt(document.activeElement);
  if (!mention || event.altKey || event.ctrlKey || event.metaKey) return;
  const { mentions, at } = stops.get(mention);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: mentions.length - 1 }[event.key];
  if (to === undefined || !mentions[to]) return;
  event.preventDefault();
  mentions[to].focus({ preventScroll: true });
  mentions[to].scrollIntoView({ block: "nearest" });
  show(mentions[to]);
});

/* The facts: filtered by what the form says, sorted by the column whose head was pressed. */
const table = $("fact-table");
if (table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const form = $("filters");
  const fields = ["kind", "zone", "doc"].map((name) => [name, $(`filter-${name}`)]);
  const filter = () => {
    const text = $("filter-text").value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, at) => {
      const wanted = fields.every(([name, field]) => !field.value || field.value === row.dataset[name]);
      row.hidden = !(wanted && words[at].includes(text));
      count += !row.hidden;
    });
    $("shown").textContent = count === rows.length ? `${count} facts` : `${count} of ${rows.length} facts`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter(); // a browser may have kept the fields

  const collator = new Intl.Collator("zh-Hans", { numeric: true });
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = make("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...sorted(column, down));
    });
  });
  const sorted = (column, down) => {
    const key = (row) => {
      const cell = row.cells[column];
      const number = Number(cell.dataset.k);
      return { row, number: Number.isFinite(number) ? number : NaN, text: cell.textContent.trim() };
    };
    const compare = (a, b) => {
      if (a.number !== a.number || b.number !== b.number) {
        // Rows without a number come last, either way.
        const last = (a.number !== a.number) - (b.number !== b.number);
        return last || (down ? -1 : 1) * collator.compare(a.text, b.text);
      }
      return (down ? -1 : 1) * (a.number - b.number || collator.compare(a.text, b.text));
    };
    return rows.map(key).sort(compare).map(({ row }) => row);
  };

  /* A link to a fact that is filtered away shows it again. */
  addEventListener("hashchange", () => {
    const row = target();
    if (row && row.hidden) {
      form.reset();
      filter();
    }
  });
}

/* Where a link leads, the keyboard goes on. */
const target = () => $(decodeURIComponent(location.hash.slice(1)));
addEventListener("hashchange", arrive);
function arrive() {
  const place = target();
  if (!place) return;
  if (!place.matches(".m, tr, h3")) return;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
  if (place.matches(".text .m")) show(place);
}
if (location.hash) arrive();
