// Search, filters, theme, and the first look.

document.getElementById("title").textContent = data.title;
document.title = data.title;
document.getElementById("left-out").textContent ||= data.left_out;

const query = document.getElementById("query");
const hits = document.getElementById("hits");
const searched = nodes.map((node) => [node.name, ...(node.aliases ?? []), node.country ?? ""].map(fold));
const searchedWords = searched.map((names) => names.flatMap(wordsOf));
// The words of all sentences, and the events in whose sentences they stand.
let told = null;
let picked = -1;

function eventsWith(words) {
  if (!told) {
    told = new Map();
    events.forEach((event, at) => {
      for (const word of new Set(event.reports.flatMap((report) => wordsOf(report.sentence)))) {
        if (!told.has(word)) told.set(word, new Set());
        told.get(word).add(at);
      }
    });
  }
  const having = (word, isIt) => {
    const found = new Set();
    for (const [other, list] of told) if (isIt(word, other)) for (const at of list) found.add(at);
    return found;
  };
  const sets = words.map((word) => {
    const begun = having(word, (one, other) => other.startsWith(one));
    return begun.size ? begun : having(word, isAlike);
  });
  return inTime([...(sets[0] ?? [])].filter((at) => visible[at] && sets.every((set) => set.has(at))));
}

// The event in the panel of the first who takes part and has a node.
function showEvent(at) {
  query.value = "";
  search();
  const node = [...events[at].source, ...events[at].target, ...events[at].more][0];
  if (node === undefined) return;
  selectNode(node, true);
  const card = document.getElementById(`event-${at}`);
  card?.classList.add("lit");
  card?.scrollIntoView({ block: "center" });
}

function search() {
  const words = fold(query.value).split(/\s+/).filter(Boolean);
  picked = -1;
  hits.replaceChildren();
  if (words.length) {
    const found = [];
    const look = (isIn) =>
      searched.forEach((names, at) => {
        if (nodes[at].kind === "event" || !words.every((word) => isIn(word, at))) return;
        const first = names[0].startsWith(words[0]) ? 2 : names[0].includes(words[0]) ? 1 : 0;
        found.push([first, weight[at], at]);
      });
    look((word, at) => searched[at].some((name) => name.includes(word)));
    if (!found.length) look((word, at) => searchedWords[at].some((other) => isAlike(word, other)));
    found.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
    for (const [, , at] of found.slice(0, 12)) {
      hits.append(element("li", { role: "option", onclick: () => pick(at) }, kindOf(at), ` ${nodes[at].name}`));
    }
    const sentences = wordsOf(query.value).join("").length < 3 ? [] : eventsWith(wordsOf(query.value));
    if (sentences.length) hits.append(element("li", { class: "faint" }, `In the sentences of ${counted(sentences.length, "event")}`));
    for (const at of sentences.slice(0, 8)) {
      const { date, type, reports } = events[at];
      const words = `${date || "undated"} ${types[type].name}: ${reports[0]?.sentence ?? ""}`;
      hits.append(element("li", { role: "option", class: "sentence", onclick: () => showEvent(at) }, words));
    }
    if (!found.length && !sentences.length) hits.append(element("li", { class: "faint" }, "No name and no sentence has these words"));
  }
  hits.hidden = !words.length;
  query.setAttribute("aria-expanded", String(!hits.hidden));
}

function pick(at) {
  query.value = "";
  search();
  selectNode(at, true);
}

query.addEventListener("input", search);
query.addEventListener("keydown", (event) => {
  const options = [...hits.querySelectorAll('[role="option"]')];
  if (event.key === "Escape") {
    query.value = "";
    search();
  } else if (event.key === "Enter") {
    options[Math.max(picked, 0)]?.click();
  } else if (options.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    picked = (picked + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === picked)));
    options[picked].scrollIntoView({ block: "nearest" });
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#search")) hits.hidden = true;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !query.value) selectNothing();
});

const filters = document.getElementById("filters");
// What is to be told anew when a filter changes.
const retold = [];
function toggles(heading, list, chosen, key, mark) {
  const used = list.map((_, at) => events.filter((event) => event[key] === at).length);
  const boxes = [];
  const all = element("button", {}, "all");
  const update = () => {
    applyFilter();
    tellRange();
    changed();
  };
  const rows = list
    .map((_, at) => at)
    .filter((at) => used[at])
    .map((at) => {
      const box = element("input", { type: "checkbox", checked: true });
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(at);
        else chosen.delete(at);
        update();
      });
      boxes.push([box, at]);
      const number = element("span", {}, String(used[at]));
      retold.push(() => {
        box.checked = chosen.has(at);
        number.textContent = String(events.filter((event) => event[key] === at && passes(event, key)).length);
      });
      return element("label", {}, box, mark(at), element("span", {}, list[at].name ?? list[at]), number);
    });
  all.addEventListener("click", () => {
    const every = boxes.every(([box]) => box.checked);
    for (const [box, at] of boxes) {
      box.checked = !every;
      if (every) chosen.delete(at);
      else chosen.add(at);
    }
    update();
  });
  filters.append(element("h2", {}, heading, all), ...rows);
}

toggles("Type", types, filter.types, "type", (at) => {
  const swatch = element("span", { class: "swatch" });
  swatch.style.background = `var(--c${types[at].quad})`;
  return swatch;
});
toggles("Status", statuses, filter.statuses, "status", (at) =>
  element("span", { class: `line ${["solid", "dashed", "dashed", "dotted"][at]}` }),
);
filters.append(
  element("h2", {}, "Kind"),
  ...["person", "country", "organization", "summit"].map((kind) => element("div", { class: "key" }, element("span", { class: `kind ${kind}` }, kind))),
);
document.getElementById("filters-toggle").addEventListener("click", (event) => {
  const open = filters.classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readColors();
  changed();
}
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
document.getElementById("theme").addEventListener("click", () => {
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
});
if (prefersDark.matches) document.documentElement.dataset.theme = "dark";
readColors();

// The address tells what is selected and filtered, so that it can be shared: "#who=Kim+Jong+Un&type=met&since=2019-04-01".
// "#Kim Jong Un" alone selects too.
function readAddress() {
  let words = "";
  try {
    words = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  const given = words.includes("=") ? new URLSearchParams(location.hash.slice(1)) : new URLSearchParams([["who", words]]);
  const chosen = (key, list) => {
    const named = given.getAll(key);
    const numbers = list.map((_, at) => at).filter((at) => named.includes(list[at].name ?? list[at]));
    return numbers.length ? new Set(numbers) : null;
  };
  for (const [set, some] of [
    [filter.types, chosen("type", types)],
    [filter.statuses, chosen("status", statuses)],
  ]) {
    if (some) for (const at of [...set]) if (!some.has(at)) set.delete(at);
  }
  const dayOf = (key) => Date.parse(given.get(key) ?? "") / DAY;
  const [since, until] = [dayOf("since"), dayOf("until")];
  if (bins.length && (since || until)) {
    if (since) from.value = String(binOf(since));
    if (until) to.value = String(binOf(until));
    rangeChanged();
  }
  applyFilter();
  tellRange();
  changed();
  const who = fold(given.get("who") ?? "");
  const start = who ? searched.findIndex((names) => names.includes(who)) : -1;
  if (start >= 0) selectNode(start);
}

function writeAddress() {
  const given = new URLSearchParams();
  if (state.node !== null && nodes[state.node].kind !== "event") given.append("who", nodes[state.node].name);
  for (const [key, set, list] of [
    ["type", filter.types, types],
    ["status", filter.statuses, statuses],
  ]) {
    if (set.size < list.length) for (const at of set) given.append(key, list[at].name ?? list[at]);
  }
  if (filter.from !== -Infinity) given.append("since", day(filter.from));
  if (filter.to !== Infinity) given.append("until", day(filter.to));
  const words = given.toString();
  try {
    history.replaceState(null, "", words ? `#${words}` : location.pathname + location.search);
  } catch {
    // Some browsers refuse to change the address of a file; the page works without.
  }
}

tellRange();
changed();
readAddress();
whenChanged.push(writeAddress, () => retold.forEach((tell) => tell()));
changed();
window.addEventListener("resize", drawBars);
document.documentElement.dataset.ready = "true";
