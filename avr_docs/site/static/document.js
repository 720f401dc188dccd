// What a script adds to the page of a document. Without it every link below leads to a page or a place that says the same.

const NARROW = matchMedia("(max-width: 64rem)");
let panel = null;
let opener = null;

// A part of a long document was asked for without saying which: the place after "#" is known here alone.
function forward() {
  const parts = document.querySelector("article[data-parts]")?.dataset.parts;
  const asked = /^#(s|note-)(\d+)$/.exec(location.hash);
  if (!parts || !asked || document.getElementById(location.hash.slice(1))) return;
  const what = asked[1] === "s" ? "s" : "note";
  location.replace(`${parts}?${what}=${asked[2]}${location.hash}`);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// The panel beside the text; on a phone, over it. It is no modal dialogue, for one reads text and page together.
function open(title, content, { from, note = false }) {
  if (!panel) {
    panel = element("section", { className: "panel", tabIndex: -1, hidden: true });
    document.body.append(panel);
  }
  if (from && !panel.contains(from)) opener = from;
  const close = element("button", { className: "plain-button", type: "button", textContent: "Close" });
  close.addEventListener("click", shut);
  const heading = element("h2", { id: "panel-title", textContent: title });
  panel.replaceChildren(element("div", { className: "panel-bar" }, heading, close), content);
  panel.setAttribute("aria-labelledby", "panel-title");
  panel.classList.toggle("note-panel", note);
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
  offerCopies(panel);
  const box = panel.querySelector(".box");
  if (box) {
    const image = panel.querySelector("img");
    const show = () => box.scrollIntoView({ block: "center", behavior: "instant" });
    image.complete ? show() : image.addEventListener("load", show, { once: true });
    show();
  }
}

function shut() {
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  opener?.focus();
  opener = null;
}

// A page of the site whose main part is shown in the panel; if it cannot be had, the browser goes there.
async function openPage(link) {
  try {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = page.querySelector("[data-panel-content]");
    const title = page.querySelector("h1")?.textContent ?? "";
    content?.removeAttribute("aria-label"); // the panel has the same name
    const said = content ?? element("p", { textContent: page.querySelector("main p")?.textContent ?? title });
    open(title, document.importNode(said, true), { from: link });
  } catch {
    location.assign(link.href);
  }
}

// A note as it stands beside the text, without its ids, which must be one of a kind on the page.
function openNote(marker) {
  const note = document.getElementById(decodeURIComponent(marker.hash.slice(1)));
  if (!note) return false;
  const copy = note.cloneNode(true);
  copy.removeAttribute("id");
  copy.removeAttribute("role");
  copy.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
  copy.querySelector(".back")?.querySelectorAll("a[href^='#']").forEach((each) => each.remove());
  open(`Note ${note.querySelector(".label")?.textContent ?? ""}`, copy, { from: marker, note: true });
  return true;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function say(...content) {
  const toast = document.querySelector(".toast") ?? element("div", { className: "toast", role: "status" });
  document.body.append(toast);
  toast.replaceChildren(...content);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.contains(document.activeElement) || toast.replaceChildren(), 8000);
}

// Marks the sentence, puts its address into the address bar and the clipboard, and offers to cite it.
async function linkTo(link) {
  const address = new URL(link.getAttribute("href"), location.origin + location.pathname);
  location.hash = link.hash;
  const n = link.hash.slice(2);
  const cite = element("a", { href: `${location.pathname}/cite?s=${n}`, textContent: "Cite this sentence" });
  cite.dataset.panel = "";
  const done = await copied(address.href);
  say(element("span", { textContent: done ? "The address of the sentence is copied." : address.href }), cite);
}

function offerCopies(within) {
  for (const each of within.querySelectorAll("[data-copy]")) {
    const text = each.textContent;
    const button = element("button", { className: "plain-button", type: "button", textContent: "Copy" });
    button.setAttribute("aria-label", `Copy ${each.previousElementSibling?.textContent ?? ""}`);
    button.addEventListener("click", async () => {
      say(element("span", { textContent: (await copied(text)) ? "Copied." : "The browser does not allow copying here." }));
    });
    each.append(element("br"), button);
  }
}

function closeReasons(except) {
  let closed = null;
  for (const each of document.querySelectorAll("details.why[open]")) {
    if (each === except) continue;
    each.open = false;
    closed = each;
  }
  return closed;
}

document.addEventListener("click", (event) => {
  closeReasons(event.target.closest("details.why"));
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.matches("[data-panel]")) {
    event.preventDefault();
    openPage(link);
  } else if (link.matches(".link")) {
    event.preventDefault();
    linkTo(link);
  } else if (NARROW.matches && link.matches(".marker, .to-note") && openNote(link)) {
    event.preventDefault();
  } else if (panel?.contains(link) && link.hash && document.getElementById(link.hash.slice(1)) && NARROW.matches) {
    shut();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const reasons = closeReasons(null);
  if (reasons) reasons.querySelector("summary").focus();
  else shut();
});

addEventListener("hashchange", forward);
forward();
offerCopies(document.querySelector("main"));
