// The timeline below: bars of all events, marks of those selected, and a slider with two ends.

const canvas = document.getElementById("bars");
const from = document.getElementById("from");
const to = document.getElementById("to");

// Bins of days, months or years; long stretches without events are one bin.
const bins = (() => {
  const dated = events.filter((event) => event.days);
  if (!dated.length) return [];
  const months = binned(dated, "month");
  if (months.length <= 3) return binned(dated, "day");
  return months.length <= 180 ? months : binned(dated, "year");
})();

function binned(dated, unit) {
  const starts = dated.map((event) => event.days[0]);
  const first = starts.reduce((one, other) => Math.min(one, other));
  const last = dated.reduce((latest, event) => Math.max(latest, event.days[1]), first);
  const begin = (number) => {
    const date = new Date(number * DAY);
    if (unit === "day") return number;
    return Date.UTC(date.getUTCFullYear(), unit === "year" ? 0 : date.getUTCMonth(), 1) / DAY;
  };
  const next = (number) => {
    const date = new Date(number * DAY);
    if (unit === "day") return number + 1;
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return (unit === "year" ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month + 1, 1)) / DAY;
  };
  const used = new Set(starts.map(begin));
  const all = [];
  for (let at = begin(first); at <= last; at = next(at)) all.push({ start: at, end: next(at) - 1, used: used.has(at) });
  const kept = [];
  for (let at = 0; at < all.length; at += 1) {
    let empty = at;
    while (empty < all.length && !all[empty].used) empty += 1;
    if (empty - at > 5 && empty < all.length) {
      kept.push({ start: all[at].start, end: all[empty - 1].end, gap: true });
      at = empty - 1;
    } else {
      kept.push(all[at]);
    }
  }
  return kept;
}

const binOf = (number) => {
  let [low, high] = [0, bins.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle].end < number) low = middle + 1;
    else high = middle;
  }
  return low;
};

function selected() {
  if (state.node !== null) return eventsOf[state.node];
  if (state.tie !== null) return ties[state.tie].events;
  return null;
}

function drawBars() {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  if (!bins.length) return;
  const wide = width / bins.length;
  const mine = selected();
  const chosen = mine && new Set(mine);
  const stacks = bins.map(() => [0, 0, 0, 0]);
  const lit = bins.map(() => [0, 0, 0, 0]);
  events.forEach((event, at) => {
    if (!event.days || !filter.types.has(event.type) || !filter.statuses.has(event.status)) return;
    const bin = binOf(event.days[0]);
    stacks[bin][event.quad - 1] += 1;
    if (!chosen || chosen.has(at)) lit[bin][event.quad - 1] += 1;
  });
  const sum = (stack) => stack.reduce((one, other) => one + other, 0);
  const top = Math.max(1, ...stacks.map(sum));
  const floor = height - 14;
  const scale = (count) => (count ? Math.max(2, Math.sqrt(count / top) * (floor - 4)) : 0);
  bins.forEach((bin, at) => {
    const x = at * wide;
    const inside = bin.end >= filter.from && bin.start <= filter.to;
    if (bin.gap) {
      context.fillStyle = color("rule");
      for (let y = 4; y < floor; y += 6) context.fillRect(x + wide / 2, y, 1, 3);
      return;
    }
    const paintStack = (stack, alpha, full) => {
      const count = sum(stack);
      let y = floor;
      context.globalAlpha = inside ? alpha : 0.15;
      stack.forEach((part, quad) => {
        if (!part) return;
        const high = (scale(full) * part) / full;
        y -= high;
        context.fillStyle = paint.quads[quad];
        context.fillRect(x + 0.5, y, Math.max(1, wide - 1), high);
      });
      context.globalAlpha = 1;
      return count;
    };
    if (chosen) paintStack(stacks[at], 0.22, sum(stacks[at]));
    paintStack(lit[at], 1, sum(chosen ? lit[at] : stacks[at]) || 1);
  });
  context.fillStyle = color("faint");
  context.font = "11px system-ui, Helvetica, Arial, sans-serif";
  let [free, last] = [-Infinity, ""];
  bins.forEach((bin, at) => {
    if (bin.gap) return;
    const date = day(bin.start);
    const words = bins.length > 14 || date.endsWith("-01-01") ? date.slice(0, 4) : date.slice(0, 7);
    const turns = words !== last && (at === 0 || bins[at - 1].gap || day(bins[at - 1].start).slice(0, 4) !== date.slice(0, 4) || bins.length <= 14);
    const x = at * wide;
    if (turns && x >= free && x + 30 < width) {
      context.fillText(words, x, height - 2);
      free = x + context.measureText(words).width + 14;
      last = words;
    }
  });
}

function rangeChanged() {
  let [start, end] = [Number(from.value), Number(to.value)];
  if (start > end) [start, end] = [end, start];
  const whole = start === 0 && end === bins.length - 1;
  filter.from = whole ? -Infinity : bins[start].start;
  filter.to = whole ? Infinity : bins[end].end;
  tellRange();
  applyFilter();
  changed();
}

function tellRange() {
  const seen = visible.filter(Boolean).length;
  const words = document.getElementById("range-words");
  const whole = filter.from === -Infinity;
  if (!bins.length) words.textContent = "no event has a date";
  else words.textContent = whole ? `${day(bins[0].start)} to ${day(bins.at(-1).end)}, and undated ones: ${counted(seen, "event")}` : `${day(filter.from)} to ${day(filter.to)}: ${counted(seen, "event")}`;
  document.getElementById("all-time").hidden = whole;
}

for (const slider of [from, to]) {
  slider.min = 0;
  slider.max = Math.max(0, bins.length - 1);
  slider.disabled = bins.length < 2;
}
from.value = 0;
to.value = Math.max(0, bins.length - 1);
let waiting = 0;
for (const slider of [from, to]) {
  slider.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      rangeChanged();
      tellRange();
    });
  });
}
document.getElementById("all-time").addEventListener("click", () => {
  from.value = 0;
  to.value = bins.length - 1;
  rangeChanged();
  tellRange();
});
canvas.addEventListener("click", (event) => {
  if (bins.length < 2) return;
  const at = Math.floor((event.offsetX / canvas.clientWidth) * bins.length);
  from.value = to.value = Math.min(Math.max(at, 0), bins.length - 1);
  rangeChanged();
  tellRange();
});
