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

function applyFilter() {
  const always = filter.from === -Infinity && filter.to === Infinity;
  visible = events.map(
    (event) =>
      filter.types.has(event.type) &&
      filter.statuses.has(event.status) &&
      (event.days ? event.days[1] >= filter.from && event.days[0] <= filter.to : always),
  );
}

const day = (number) => new Date(number * DAY).toISOString().slice(0, 10);

// Letters without accents and case, to be found by any spelling.
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

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
