// Draws the chart of the comparison and the time line from the site's JSON, with Observable Plot.
const { Plot } = window;
const SVG = "http://www.w3.org/2000/svg";
const HATCH = "url(#avr-hatch)";
const FAMILIES = {
  contradicted: "bad", inconsistent: "bad", disputed: "bad", acknowledged: "lack", unaddressed: "lack",
  corroborated: "good", reported: "good", unverified: "stated", open: "open", silent: "silent", unknown: "unknown",
};
const SYMBOLS = {
  bad: { symbol: "times", stroke: "var(--bad)", strokeWidth: 3, r: 6 },
  lack: { symbol: "triangle", fill: "var(--observed-ink)", r: 6 },
  good: { symbol: "circle", fill: "var(--good)", r: 6 },
  stated: { symbol: "square", stroke: "var(--stated-ink)", strokeWidth: 2, r: 5 },
  open: { symbol: "circle", stroke: "var(--soft)", strokeWidth: 2, r: 5 },
};
const FILLS = {
  in_place: { fill: "var(--good)" },
  absent: { fill: "var(--bad)" },
  unclear: { fill: "var(--paper)", stroke: "var(--soft)", strokeWidth: 1.5, insetTop: 1, insetBottom: 1 },
};

/** The segments of a bar from the axis outwards; stated ones go one way, observed ones the other. */
function segments(counts, side, order) {
  let at = 0;
  return order.map((position) => {
    const from = at;
    at += counts[position];
    const sign = side === "stated" ? -1 : 1;
    return { position, from: sign * from, to: sign * at };
  });
}

const total = (counts) => counts.in_place + counts.absent + counts.unclear;
const ORDER = { stated: ["in_place", "unclear", "absent"], observed: ["absent", "unclear", "in_place"] };

function filled(bars, mark) {
  const drawn = Object.entries(FILLS).map(([position, look]) => mark(bars.filter((bar) => bar.position === position), look));
  return [...drawn, mark(bars.filter((bar) => bar.position === "absent"), { fill: HATCH })];
}

function shared(data, width, narrow) {
  return { width, height: data.height, className: "picture", style: "background: none; font-size: 12px", marginLeft: left(narrow) };
}

const left = (narrow) => (narrow ? 116 : 220);

/** The names of the rows, from the left edge on, so that none is cut. */
function names(data, narrow) {
  return Plot.text(data.rows, { y: "safeguard", text: "safeguard", frameAnchor: "left", textAnchor: "start", dx: -left(narrow),
    lineWidth: narrow ? 9 : 17, fontSize: narrow ? 11 : 13, fill: "var(--ink)" });
}

/** One programme: claims stated to the left of the axis, observed to the right. */
function bars(data, width) {
  const narrow = width < 560;
  const rows = data.rows.flatMap(({ safeguard, cells: [cell] }) =>
    ["stated", "observed"].flatMap((side) => segments(cell[side], side, ORDER[side]).map((each) => ({ ...each, safeguard }))));
  const ends = data.rows.flatMap(({ safeguard, cells: [cell] }) => [
    { safeguard, n: total(cell.stated), at: -total(cell.stated) },
    { safeguard, n: total(cell.observed), at: total(cell.observed) },
  ]);
  const most = Math.max(3, ...ends.map(({ n }) => n)) * (narrow ? 1.3 : 1.12);
  return Plot.plot({
    ...shared(data, width, narrow),
    marginTop: 40,
    x: { domain: [-most, most], axis: null },
    y: { domain: data.rows.map(({ safeguard }) => safeguard), axis: null, padding: 0.3 },
    marks: [
      names(data, narrow),
      ...filled(rows, (part, look) => Plot.barX(part, { x1: "from", x2: "to", y: "safeguard", ...look })),
      Plot.text(ends.filter(({ at }) => at < 0), { x: "at", y: "safeguard", text: "n", dx: -5, textAnchor: "end", fill: "var(--ink)" }),
      Plot.text(ends.filter(({ at }) => at > 0), { x: "at", y: "safeguard", text: "n", dx: 5, textAnchor: "start", fill: "var(--ink)" }),
      Plot.text(data.rows.filter(({ cells: [cell] }) => !total(cell.stated) && !total(cell.observed)),
        { x: 0, y: "safeguard", text: ({ cells: [cell] }) => cell.word.toLowerCase(), dx: 8, textAnchor: "start", fill: "var(--soft)" }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
      Plot.text([["← Stated", -most / 2], ["Observed →", most / 2]],
        { x: "1", text: "0", frameAnchor: "top", dy: -24, fontWeight: 600, fontSize: 13, fill: "var(--ink)" }),
    ],
  });
}

/** Several columns: a mark for each verdict. */
function marks(data, width) {
  const narrow = width < 560;
  const cells = data.rows.flatMap(({ safeguard, cells }) =>
    cells.map((cell, i) => ({ safeguard, column: i, word: cell.word, family: FAMILIES[cell.verdict] ?? "open" })));
  const band = (width - left(narrow) - 10) / (data.columns.length + 0.06);
  const worded = band > 110;
  const place = { x: "column", y: "safeguard" };
  const off = worded ? -0.47 * band + 16 : 0;
  return Plot.plot({
    ...shared(data, width, narrow),
    marginTop: 72,
    marginRight: 10,
    x: { domain: data.columns.map((_, i) => i), label: null, padding: 0.06 },
    y: { domain: data.rows.map(({ safeguard }) => safeguard), axis: null, padding: 0.08 },
    marks: [
      names(data, narrow),
      Plot.axisX({ anchor: "top", tickSize: 0, tickFormat: (i) => data.columns[i], lineWidth: Math.max(3, band / 14),
        fontSize: narrow ? 10 : 12, fontWeight: 600, fill: "var(--ink)" }),
      Plot.cell(cells.filter(({ family }) => family !== "unknown" && family !== "silent"), { ...place, fill: ({ family }) => family === "bad" ? "var(--bad-tint)" : "var(--tint)" }),
      Plot.cell(cells.filter(({ family }) => family === "unknown"), { ...place, fill: "none", stroke: "var(--soft)", strokeDasharray: "3 3", inset: 1 }),
      ...Object.entries(SYMBOLS).map(([family, look]) => Plot.dot(cells.filter((cell) => cell.family === family), { ...place, dx: off, ...look })),
      Plot.text(cells.filter(({ family }) => family === "silent"), { ...place, dx: off, text: () => "–", fontSize: 15, fill: "var(--soft)" }),
      worded ? Plot.text(cells, { ...place, dx: off + 14, text: "word", textAnchor: "start",
        fill: ({ family }) => family === "silent" || family === "unknown" ? "var(--soft)" : "var(--ink)",
        fontWeight: ({ family }) => family === "bad" ? 650 : 400 }) : null,
    ],
  });
}

/** Years or months: stated above the line, observed below; every bar leads to its sentences. */
function time(data, width) {
  const narrow = width < 560;
  const columns = data.periods.map(({ name }) => name);
  const thin = Math.max(0, ((width - 90) / columns.length - 90) / 2); // a bar is no wider than some 70 pixels
  const rows = data.periods.flatMap((period) => ["stated", "observed"].flatMap((side) =>
    segments(period[side], side, ORDER[side]).map((each) => ({ position: each.position, from: -each.from, to: -each.to, name: period.name }))));
  const up = Math.max(1, ...data.periods.map(({ stated }) => total(stated))) * 1.15;
  const down = Math.max(1, ...data.periods.map(({ observed }) => total(observed))) * 1.15;
  const links = data.periods.flatMap((period) => [["stated", 0, up], ["observed", 0, -down]]
    .filter(([side]) => total(period[side])).map(([side, from, to]) =>
      ({ name: period.name, from, to, path: `${period.path}#side-${side}`, told: period.told[side], n: total(period[side]), side })));
  const every = Math.ceil((columns.length * 36) / (width - 60));
  return Plot.plot({
    ...shared(data, width, narrow),
    marginLeft: 72,
    marginTop: 10,
    x: { domain: columns, label: null, padding: 0.2 },
    y: { domain: [-down, up], axis: null },
    marks: [
      ...filled(rows, (part, look) => Plot.barY(part, { x: "name", y1: "from", y2: "to", insetLeft: thin, insetRight: thin, ...look })),
      Plot.text(links.filter(({ side }) => side === "stated"), { x: "name", y: "n", dy: -8, text: "n", fill: "var(--ink)" }),
      Plot.text(links.filter(({ side }) => side === "observed"), { x: "name", y: ({ n }) => -n, dy: 9, text: "n", fill: "var(--ink)" }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.axisX({ tickSize: 0, ticks: columns.filter((_, i) => i % every === 0), fontSize: 12, fill: "var(--ink)" }),
      Plot.text([["Stated", up / 2], ["Observed", -down / 2]],
        { y: "1", text: "0", frameAnchor: "left", textAnchor: "start", dx: -72, fontSize: 13, fontWeight: 600, fill: "var(--ink)" }),
      Plot.barY(links, { x: "name", y1: "from", y2: "to", fill: "var(--hit)", fillOpacity: 0, href: "path", ariaLabel: "told", insetLeft: thin - 2, insetRight: thin - 2 }),
    ],
  });
}

const FORMS = { bars, marks, time };

/** Plot's own style element would be stopped by the policy of the site, which has those rules in its own sheet. */
function drawn(data, width) {
  const picture = FORMS[data.form](data, width);
  for (const style of picture.querySelectorAll("style")) style.remove();
  picture.setAttribute("role", data.form === "time" ? "group" : "img");
  picture.setAttribute("aria-label", data.alt);
  for (const link of picture.querySelectorAll("a")) {
    const bar = link.querySelector("rect");
    link.setAttribute("aria-label", bar.getAttribute("aria-label"));
    bar.removeAttribute("aria-label");
    link.append(Object.assign(document.createElementNS(SVG, "title"), { textContent: link.getAttribute("aria-label") }));
  }
  // Plot names its groups, which have no role that takes a name; the picture is named as a whole.
  for (const group of picture.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  for (const axis of picture.querySelectorAll("g[aria-description]")) axis.removeAttribute("aria-description");
  picture.prepend(hatch());
  return picture;
}

/** Stripes over what is said to be missing, so that it is told apart without colours. */
function hatch() {
  const defs = document.createElementNS(SVG, "defs");
  const pattern = element("pattern", { id: "avr-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(element("rect", { width: 2, height: 6, fill: "var(--paper)", "fill-opacity": 0.75 }));
  defs.append(pattern);
  return defs;
}

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** The picture as a file: with title and source in it, and colours as they stand instead of the names of this site. */
function asFile(figure, data) {
  const width = 960;
  const sheet = getComputedStyle(document.documentElement);
  const whole = element("svg", { xmlns: SVG, width, height: data.height + 90, viewBox: `0 0 ${width} ${data.height + 90}`, "font-family": "system-ui, sans-serif" });
  whole.append(element("rect", { width, height: data.height + 90, fill: "var(--paper)" }));
  whole.append(element("text", { x: 12, y: 32, "font-size": 22, "font-weight": 650, fill: "var(--ink)" }, data.title));
  const picture = drawn(data, width);
  picture.setAttribute("y", 48);
  picture.setAttribute("color", "var(--ink)");
  whole.append(picture);
  const source = figure.querySelector(".from")?.textContent ?? location.host;
  whole.append(element("text", { x: 12, y: data.height + 76, "font-size": 12, fill: "var(--soft)" }, source.replace(/\s+/g, " ").trim()));
  const text = new XMLSerializer().serializeToString(whole);
  return text.replace(/var\((--[\w-]+)\)/g, (_, name) => sheet.getPropertyValue(name).trim());
}

function offer(figure, data) {
  const button = document.getElementById("take-picture");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([asFile(figure, data)], { type: "image/svg+xml" }));
    const name = `${data.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}.svg`;
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
}

function offerCode() {
  const button = document.getElementById("copy-embed");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById("embed-text").value);
    document.getElementById("copied").textContent = "Copied.";
  });
}

async function show(figure) {
  const room = figure.querySelector(".room");
  try {
    const answer = await fetch(figure.dataset.source);
    if (!answer.ok) throw new Error(`${figure.dataset.source}: ${answer.status}`);
    const data = await answer.json();
    let width = 0;
    const draw = () => {
      if (room.clientWidth === width || room.clientWidth === 0) return;
      width = room.clientWidth;
      room.replaceChildren(drawn(data, width));
    };
    draw();
    new ResizeObserver(draw).observe(room);
    offer(figure, data);
  } catch (error) {
    console.error(error);
    figure.querySelector(".failed").hidden = false;
  }
}

document.querySelectorAll("figure[data-source]").forEach(show);
offerCode();
