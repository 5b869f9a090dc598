// The panel: an overview, or the events of what is selected, with sentences and sources.

const panel = document.getElementById("panel");
const SHOWN = 100;

const nameOf = (at) =>
  element("button", { class: "link", onclick: () => selectNode(at, true) }, nodes[at].name || nodes[at].id);

function names(list, others = []) {
  const parts = [];
  [...list.map(nameOf), ...others].forEach((name, number, all) => {
    if (number) parts.push(number === all.length - 1 ? " and " : ", ");
    parts.push(name);
  });
  return parts;
}

// Only addresses of the web are links; anything else is words.
function source(report) {
  const article = articles[report.article];
  const words = [article.source, article.title || article.id, article.date].filter(Boolean).join(" · ");
  let address = null;
  try {
    address = article.url ? new URL(article.url) : null;
  } catch {
    address = null;
  }
  if (address && (address.protocol === "https:" || address.protocol === "http:")) {
    return element("a", { class: "source", href: address.href, rel: "noopener noreferrer nofollow", target: "_blank" }, words);
  }
  return element("span", { class: "source" }, words);
}

// What is to be known of a report beside its article: its source where several share one, its stage where there are more.
function standing(report, event) {
  const status = statuses[report.status];
  const several = event.reports.filter((other) => other.stage).length > 1;
  return [
    event.sources < event.reports.length ? `source ${report.origin} of ${event.sources}` : null,
    several && report.stage ? report.stage : status === "occurred" ? null : `tells it as ${status}`,
  ].filter(Boolean);
}

function quote(report, event) {
  const { sentence, evidence } = report;
  const start = evidence ? sentence.indexOf(evidence) : -1;
  const words =
    start < 0 || evidence.length === sentence.length
      ? [sentence]
      : [sentence.slice(0, start), element("mark", {}, evidence), sentence.slice(start + evidence.length)];
  const more = standing(report, event).join(" · ");
  return element("blockquote", {}, ...words, source(report), more ? element("span", { class: "source" }, more) : null);
}

function eventCard(at) {
  const event = events[at];
  const status = statuses[event.status];
  const [from, to] = [names(event.source, event.other_source), names(event.target, event.other_target)];
  const who = to.length ? [...from, " → ", ...to] : from;
  const more = [event.meeting, event.place].filter(Boolean).join(", ");
  const reports = event.reports.map((report) => quote(report, event));
  const rest = reports.slice(2);
  return element(
    "article",
    { class: `event q${event.quad}`, id: `event-${at}` },
    element(
      "div",
      { class: "head" },
      element("b", {}, types[event.type].name),
      element("time", { class: "faint" }, event.date || "undated"),
      status === "occurred" ? null : element("span", { class: "status" }, status),
    ),
    element("div", {}, ...who),
    more ? element("div", { class: "faint" }, more) : null,
    ...reports.slice(0, 2),
    rest.length
      ? element("details", {}, element("summary", { class: "faint" }, `${counted(rest.length, "more report")}`), ...rest)
      : null,
  );
}

const inTime = (list) =>
  [...list].sort((one, other) => (events[one].days?.[0] ?? Infinity) - (events[other].days?.[0] ?? Infinity) || one - other);

function eventList(list, upTo = SHOWN) {
  const shown = inTime(list);
  const box = element("div", {}, ...shown.slice(0, upTo).map(eventCard));
  if (shown.length > upTo) {
    const more = element("button", {}, `Show ${Math.min(SHOWN, shown.length - upTo)} more of ${shown.length}`);
    more.addEventListener("click", () => box.replaceWith(eventList(list, upTo + SHOWN)));
    box.append(more);
  }
  return box;
}

function partners(at) {
  const counts = new Map();
  ties.forEach((tie, number) => {
    if (tie.kind === "affiliation" || !tieLook[number] || !tie.ends.includes(at)) return;
    const other = tie.ends[0] === at ? tie.ends[1] : tie.ends[0];
    counts.set(other, { number, count: tieLook[number].seen.length });
  });
  const ranked = [...counts].sort((a, b) => b[1].count - a[1].count).slice(0, 8);
  return element(
    "ul",
    { class: "plain" },
    ...ranked.map(([other, { number, count }]) =>
      element(
        "li",
        {},
        kindOf(other),
        element("button", { class: "link", onclick: () => selectTie(number) }, nodes[other].name),
        element("span", { class: "count" }, String(count)),
      ),
    ),
  );
}

const kindOf = (at) => element("span", { class: `kind ${nodes[at].kind}` }, nodes[at].kind);

function showNode(at) {
  const node = nodes[at];
  const seen = eventsOf[at].filter((event) => visible[event]);
  const facts = [node.country, node.date, node.place].filter(Boolean).join(" · ");
  panel.replaceChildren(
    element("h2", {}, node.name),
    element("p", {}, kindOf(at), facts ? ` ${facts}` : ""),
    node.aliases?.length ? element("p", { class: "faint" }, `also ${node.aliases.join(", ")}`) : "",
    node.wikidata
      ? element("p", {}, element("a", { href: `https://www.wikidata.org/wiki/${node.wikidata}`, rel: "noopener noreferrer", target: "_blank" }, "Wikidata"))
      : "",
    element("h3", {}, "Most with"),
    partners(at),
    element("h3", {}, eventCount(seen.length, eventsOf[at].length)),
    eventList(seen),
  );
}

function eventCount(seen, all) {
  return seen === all ? counted(all, "event") : `${seen} of ${counted(all, "event")}: the filters leave out the others`;
}

function showTie(at) {
  const tie = ties[at];
  const seen = tie.events.filter((event) => visible[event]);
  panel.replaceChildren(
    element("h2", {}, ...names(tie.ends)),
    tie.kind === "affiliation" ? element("p", { class: "faint" }, "serves") : "",
    element("h3", {}, eventCount(seen.length, tie.events.length)),
    eventList(seen),
  );
}

function showOverview() {
  const seen = visible.filter(Boolean).length;
  const ranked = nodes
    .map((node, at) => [at, eventsOf[at].filter((event) => visible[event]).length])
    .filter(([at, count]) => count && nodes[at].kind !== "event")
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 15);
  const latest = inTime(events.map((_, at) => at).filter((at) => visible[at] && events[at].days))
    .reverse()
    .slice(0, 20);
  panel.replaceChildren(
    element("h2", {}, "Overview"),
    element("p", { class: "faint" }, eventCount(seen, events.length)),
    element("p", { class: "faint" }, "Click a name or a line to read its events."),
    element("h3", {}, "Most events"),
    element(
      "ul",
      { class: "plain" },
      ...ranked.map(([at, count]) => element("li", {}, kindOf(at), nameOf(at), element("span", { class: "count" }, String(count)))),
    ),
    element("h3", {}, "Latest"),
    ...latest.map(eventCard),
  );
}

function showPanel() {
  if (state.node !== null) showNode(state.node);
  else if (state.tie !== null) showTie(state.tie);
  else showOverview();
}

// What else follows a change of the filters or the selection.
const whenChanged = [];

function changed() {
  redraw();
  showPanel();
  drawBars();
  whenChanged.forEach((follow) => follow());
}

function selectNode(at, go = false) {
  Object.assign(state, { node: at, tie: null });
  panel.scrollTop = 0;
  changed();
  if (go) goTo(at);
}

function selectTie(at) {
  Object.assign(state, { node: null, tie: at });
  panel.scrollTop = 0;
  changed();
}

function selectNothing() {
  if (state.node === null && state.tie === null) return;
  Object.assign(state, { node: null, tie: null });
  panel.scrollTop = 0;
  changed();
}
