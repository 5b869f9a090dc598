// Search, filters, theme, and the first look.

document.getElementById("title").textContent = data.title;
document.title = data.title;
document.getElementById("left-out").textContent ||= data.left_out;

const query = document.getElementById("query");
const hits = document.getElementById("hits");
const searched = nodes.map((node) => [node.name, ...(node.aliases ?? []), node.country ?? ""].map(fold));
let picked = -1;

function search() {
  const words = fold(query.value).split(/\s+/).filter(Boolean);
  picked = -1;
  hits.replaceChildren();
  if (words.length) {
    const found = [];
    searched.forEach((names, at) => {
      if (nodes[at].kind === "event" || !words.every((word) => names.some((name) => name.includes(word)))) return;
      const first = names[0].startsWith(words[0]) ? 2 : names[0].includes(words[0]) ? 1 : 0;
      found.push([first, weight[at], at]);
    });
    found.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
    for (const [, , at] of found.slice(0, 12)) {
      hits.append(element("li", { role: "option", onclick: () => pick(at) }, kindOf(at), ` ${nodes[at].name}`));
    }
    if (!found.length) hits.append(element("li", { class: "faint" }, "Nobody and nothing has this name"));
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
function toggles(heading, list, chosen, used, mark) {
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
      return element("label", {}, box, mark(at), element("span", {}, list[at].name ?? list[at]), element("span", {}, String(used[at])));
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

const used = (list, key) => list.map((_, at) => events.filter((event) => event[key] === at).length);
toggles("Type", types, filter.types, used(types, "type"), (at) => {
  const swatch = element("span", { class: "swatch" });
  swatch.style.background = `var(--c${types[at].quad})`;
  return swatch;
});
toggles("Status", statuses, filter.statuses, used(statuses, "status"), (at) =>
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

tellRange();
changed();
window.addEventListener("resize", drawBars);
document.documentElement.dataset.ready = "true";

// "#Kim Jong Un" in the address opens the page there.
const asked = (() => {
  try {
    return fold(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return "";
  }
})();
const start = asked ? searched.findIndex((names) => names.includes(asked)) : -1;
if (start >= 0) selectNode(start);
