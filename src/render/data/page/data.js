// What the page knows: nodes, ties and events, and which of them the filters let through.

const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, ties, events, articles, types, statuses } = data;
const DAY = 86400000;

for (const event of events) {
  event.quad = types[event.type].quad;
}

// The events of each node: those it takes part in, or that are part of it.
const eventsOf = nodes.map(() => []);
events.forEach((event, at) => {
  for (const node of new Set([...event.source, ...event.target, ...event.more])) {
    eventsOf[node].push(at);
  }
});

const filter = {
  types: new Set(types.map((_, at) => at)),
  statuses: new Set(statuses.map((_, at) => at)),
  from: -Infinity,
  to: Infinity,
};

let visible = events.map(() => true);

// Whether the filters let an event through, save the one that is left out.
function passes(event, leftOut = "") {
  const always = filter.from === -Infinity && filter.to === Infinity;
  return (
    (leftOut === "type" || filter.types.has(event.type)) &&
    (leftOut === "status" || filter.statuses.has(event.status)) &&
    (event.days ? event.days[1] >= filter.from && event.days[0] <= filter.to : always)
  );
}

function applyFilter() {
  visible = events.map((event) => passes(event));
}

const day = (number) => new Date(number * DAY).toISOString().slice(0, 10);

// Letters without accents and case, to be found by any spelling.
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Whether one word is the other but for a letter more, less, other or in its neighbour's place; short words must be equal.
function isAlike(one, other) {
  if (one === other) return true;
  if (one.length < 4 || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [rest, otherRest] = [one.slice(start), other.slice(start)];
  return (
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    rest.slice(1) === otherRest.slice(1) ||
    (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
  );
}

const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// An element with words; words are never read as HTML.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
