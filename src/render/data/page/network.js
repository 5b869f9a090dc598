// The network: sigma draws it, the filters and the selection decide what it shows.

const state = { node: null, tie: null, hovered: null };
const graph = new graphology.MultiDirectedGraph();
const weight = eventsOf.map((of) => of.length);
const most = weight.reduce((one, other) => Math.max(one, other), 1);

nodes.forEach((node, at) => {
  graph.addNode(String(at), { x: node.x, y: node.y, kind: node.kind, size: sizeOf(at), type: "shape" });
});
ties.forEach((tie, at) => {
  graph.addDirectedEdgeWithKey(String(at), String(tie.ends[0]), String(tie.ends[1]), { size: 1, type: "line" });
});

// Smaller on small screens, and where there are many.
function sizeOf(at) {
  const room = Math.min(1, 0.45 + window.innerWidth / 2200) * Math.min(1, 0.45 + 12 / Math.sqrt(nodes.length));
  const size = nodes[at].kind === "event" ? 4 : 4 + 14 * Math.sqrt(weight[at] / most);
  return size * room;
}

// So many lines can be seen each by itself.
const ROOM = 700;

// A colour of six hexadecimal digits, with so much of it left and the rest that of the ground.
function faded(color, share) {
  const parts = [color, paint.ground].map((one) => /^#(..)(..)(..)$/.exec(one)?.slice(1).map((part) => parseInt(part, 16)));
  if (!parts[0] || !parts[1]) return color;
  const mixed = parts[0].map((part, at) => Math.round(part * share + parts[1][at] * (1 - share)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

// What of each tie and node is to be seen, found anew when a filter changes.
let tieLook = [];
let nodeSeen = [];
let near = null;
let paint = {};

function readColors() {
  paint = { rule: color("rule"), ink: color("ink"), ground: color("ground"), faint: color("faint") };
  for (const kind of Object.keys(SHAPES)) paint[kind] = [color(kind), color(`${kind}-line`)];
  paint.quads = [1, 2, 3, 4].map((quad) => color(`c${quad}`));
}

function look() {
  nodeSeen = nodes.map((_, at) => eventsOf[at].some((event) => visible[event]));
  tieLook = ties.map((tie) => {
    const seen = tie.events.filter((event) => visible[event]);
    const [one, other] = tie.ends;
    if (tie.kind === "affiliation") {
      return nodeSeen[one] && nodeSeen[other] ? { color: paint.rule, size: 0.8, type: "line", seen } : null;
    }
    if (!seen.length) return null;
    const quads = [0, 0, 0, 0];
    let status = statuses.length;
    for (const at of seen) {
      quads[events[at].quad - 1] += 1;
      status = Math.min(status, events[at].status);
    }
    let quad = 0;
    quads.forEach((count, at) => {
      if (count >= quads[quad]) quad = at;
    });
    const forth = seen.some((at) => events[at].target.length && events[at].target.includes(other));
    const back = seen.some((at) => events[at].target.length && events[at].target.includes(one));
    const line = ["line", "dashed", "dashed", "dotted"][status];
    const headed = tie.kind === "event" && forth && !back;
    const type = !headed ? line : line === "line" ? "arrow" : `${line}-arrow`;
    const look = tie.kind === "attended" ? paint.summit[1] : paint.quads[quad];
    return { color: look, size: Math.min(1.5 + 0.9 * Math.log(seen.length), 5), type, seen };
  });
  // Many lines are thin and faint, so that what lies below them is seen.
  const crowd = Math.min(1, Math.sqrt(ROOM / tieLook.filter(Boolean).length));
  for (const shown of tieLook) {
    if (!shown || crowd === 1) continue;
    shown.faint = { color: faded(shown.color, 0.35 + 0.65 * crowd), size: Math.max(shown.size * crowd, 0.4) };
  }
  near = null;
  const tied = new Set();
  if (state.node !== null) {
    tied.add(state.node);
    ties.forEach((tie, at) => {
      if (tieLook[at] && tie.kind !== "affiliation" && tie.ends.includes(state.node)) tie.ends.forEach((end) => tied.add(end));
    });
    near = tied;
  } else if (state.tie !== null) {
    near = new Set(ties[state.tie].ends);
  }
}

function nodeLook(key, attributes) {
  const at = Number(key);
  const [fill, line] = paint[attributes.kind];
  if (!nodeSeen[at]) return { ...attributes, hidden: true };
  const far = near && !near.has(at);
  return {
    ...attributes,
    color: far ? paint.ground : fill,
    border: far ? paint.rule : line,
    label: null,
    zIndex: far ? 0 : 1,
    highlighted: at === state.node,
  };
}

function edgeLook(key, attributes) {
  const at = Number(key);
  const shown = tieLook[at];
  if (!shown) return { ...attributes, hidden: true };
  const mine = state.node !== null ? ties[at].ends.includes(state.node) : at === state.tie;
  if (near && !mine) return { ...attributes, color: paint.rule, size: 0.5, type: "line", zIndex: 0 };
  const { color, size } = near ? shown : (shown.faint ?? shown);
  return { ...attributes, color, size: size * (at === state.tie ? 1.6 : 1), type: shown.type, zIndex: 1 };
}

function short(name) {
  const letters = [...name];
  return letters.length > 40 ? `${letters.slice(0, 39).join("")}…` : name;
}

const FONT = 'system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const widths = new Map();

function labelOf(at, radius) {
  const node = nodes[at];
  const size = Math.min(11.5 + radius / 5, 16);
  const weight = node.kind === "country" ? "600" : "400";
  const slant = node.kind === "summit" ? "italic " : "";
  return { words: short(node.name), size, font: `${slant}${weight} ${size.toFixed(1)}px ${FONT}` };
}

// Words with a rim in the colour of the ground, to be read where lines cross them.
function drawLabel(context, { words, size, font }, x, y) {
  context.font = font;
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = paint.ground;
  context.strokeText(words, x, y + size / 3);
  context.fillStyle = paint.ink;
  context.fillText(words, x, y + size / 3);
}

// The names that have room, those of most events first.
const byRank = nodes.map((_, at) => at).sort((a, b) => weight[b] - weight[a] || a - b);

function drawLabels() {
  const context = renderer.getCanvases().labels.getContext("2d");
  const { width, height } = renderer.getDimensions();
  context.clearRect(0, 0, width, height);
  const order = near ? [...byRank.filter((at) => near.has(at))] : byRank;
  const taken = [];
  const shown = [];
  for (const at of order) {
    if (!nodeSeen[at] || nodes[at].kind === "event") continue;
    const display = renderer.getNodeDisplayData(String(at));
    const { x, y } = renderer.framedGraphToViewport(display);
    if (x < -20 || y < -10 || x > width + 20 || y > height + 10) continue;
    const radius = renderer.scaleSize(display.size);
    shown.push({ at, x, y, radius });
    if (radius > 9) taken.push([x - radius * 0.8, y - radius * 0.8, x + radius * 0.8, y + radius * 0.8]);
  }
  for (const { at, x, y, radius } of shown) {
    if (radius < 2.2 && !near) continue;
    const label = labelOf(at, radius);
    const key = label.words + label.font;
    if (!widths.has(key)) {
      context.font = label.font;
      if (widths.size > 20000) widths.clear();
      widths.set(key, context.measureText(label.words).width);
    }
    const [wide, half] = [widths.get(key), label.size * 0.6];
    const stands = [
      [x + radius + 4, y],
      [x - radius - 4 - wide, y],
      [x - wide / 2, y + radius + half + 2],
      [x - wide / 2, y - radius - half - 2],
    ];
    const box = ([left, middle]) => [left, middle - half, left + wide, middle + half];
    const free = stands.find((stand) => {
      const [left, top, right, bottom] = box(stand);
      if (left < 0 || right > width) return false;
      return taken.every(([x0, y0, x1, y1]) => right < x0 || left > x1 || bottom < y0 || top > y1);
    });
    const stand = free ?? (at === state.node ? stands[0] : null);
    if (!stand) continue;
    taken.push(box(stand));
    drawLabel(context, label, ...stand);
  }
}

function drawHover(context, node) {
  context.beginPath();
  context.arc(node.x, node.y, node.size + 4, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = color("focus");
  context.stroke();
  const at = Number(node.key);
  if (at !== state.node) drawLabel(context, labelOf(at, node.size), node.x + node.size + 4, node.y);
}

readColors();
applyFilter();
look();
let renderer = null;
try {
  renderer = new Sigma(graph, document.getElementById("network"), {
    nodeProgramClasses: { shape: ShapeProgram },
    edgeProgramClasses: EDGE_PROGRAMS,
    nodeReducer: nodeLook,
    edgeReducer: edgeLook,
    defaultDrawNodeHover: drawHover,
    renderLabels: false,
    enableEdgeEvents: true,
    enableCameraRotation: false,
    zIndex: true,
    minCameraRatio: 0.03,
    maxCameraRatio: 3,
    stagePadding: 40,
    allowInvalidContainer: true,
  });
} catch (error) {
  document.getElementById("left-out").textContent = `The network needs WebGL, which this browser does not give: ${error.message}`;
}

renderer?.on("afterRender", drawLabels);

function redraw() {
  look();
  renderer?.refresh();
}

const tip = document.getElementById("tip");
function point(words, event) {
  tip.textContent = words;
  tip.hidden = !words;
  const stage = document.getElementById("stage");
  const left = document.getElementById("network").offsetLeft + event.x + 14;
  tip.style.left = `${Math.min(left, stage.clientWidth - tip.offsetWidth - 6)}px`;
  tip.style.top = `${Math.min(event.y + 14, stage.clientHeight - tip.offsetHeight - 6)}px`;
}

function tieWords(at) {
  const tie = ties[at];
  const [one, other] = tie.ends.map((end) => short(nodes[end].name));
  if (tie.kind === "affiliation") return `${one} serves ${other}`;
  const counts = new Map();
  for (const event of tieLook[at].seen) {
    const name = types[events[event].type].name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
  return `${one} – ${other}\n${told.join(", ")}`;
}

renderer?.on("enterNode", ({ node, event }) => {
  const at = Number(node);
  const seen = eventsOf[at].filter((one) => visible[one]).length;
  point(`${short(nodes[at].name)}\n${nodes[at].kind}, ${counted(seen, "event")}`, event);
  document.getElementById("network").style.cursor = "pointer";
});
renderer?.on("enterEdge", ({ edge, event }) => {
  point(tieWords(Number(edge)), event);
  document.getElementById("network").style.cursor = "pointer";
});
for (const leave of ["leaveNode", "leaveEdge"]) {
  renderer?.on(leave, () => {
    tip.hidden = true;
    document.getElementById("network").style.cursor = "";
  });
}
renderer?.on("clickNode", ({ node }) => selectNode(Number(node)));
renderer?.on("clickEdge", ({ edge }) => selectTie(Number(edge)));
renderer?.on("clickStage", () => selectNothing());

const camera = renderer?.getCamera();
document.getElementById("zoom-in").addEventListener("click", () => camera?.animatedZoom({ duration: 200 }));
document.getElementById("zoom-out").addEventListener("click", () => camera?.animatedUnzoom({ duration: 200 }));
document.getElementById("zoom-all").addEventListener("click", () => camera?.animatedReset({ duration: 300 }));

function goTo(at) {
  const place = renderer?.getNodeDisplayData(String(at));
  if (place) camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.6) }, { duration: 400 });
}
