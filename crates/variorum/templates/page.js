// What needs a script: find, order and filter, the keys, choosing what to compare, opening what a link leads into,
// copying a citation. All else reads without one.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  for (const hidden of all(".find, .keys, .scripted, #pick")) hidden.hidden = false;

  // The grid: which points, and in what order.
  const what = byId("grid-what");
  const order = byId("grid-order");
  const weight = new Map();
  const name = (row) => row.firstElementChild.textContent;
  const orders = {
    told: (one, other) => other.dataset.told - one.dataset.told,
    first: (one, other) => (one.dataset.first || "~").localeCompare(other.dataset.first || "~"),
    name: (one, other) => name(one).localeCompare(name(other)),
  };
  const arrange = (grid) => {
    for (const group of all("tbody", grid)) {
      const rows = all("tr[data-what]", group);
      rows.forEach((row, place) => {
        if (!weight.has(row)) weight.set(row, place);
        row.classList.toggle("filtered", Boolean(what.value) && row.dataset.what !== what.value);
      });
      rows.sort((one, other) => orders[order.value]?.(one, other) || weight.get(one) - weight.get(other));
      group.append(...rows);
    }
  };
  if (what) {
    all(".grid").forEach(arrange);
    for (const choice of [what, order]) choice.addEventListener("change", () => all(".grid").forEach(arrange));
  }

  let texts = null;
  // In a large story what is folded or far down waits as text in `noscript`, and is read when somebody comes near it.
  const waiting = (root = document) => all("noscript", root);
  const show = (later) => {
    const read = document.createElement("template");
    read.innerHTML = later.textContent;
    const grids = all(".grid", read.content);
    later.replaceWith(read.content);
    for (const grid of grids) arrange(grid);
    texts = null;
  };
  // The words of what waits: marks within a word leave it whole, and signs stand as they are written in HTML.
  const SIGNS = { quot: '"', amp: "&", lt: "<", gt: ">" };
  const words = (later) =>
    later.textContent
      .replace(/<\/?(?:a|b|bdi|i|mark|span)\b[^>]*>/g, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&(?:#(\d+)|(\w+));/g, (sign, number, name) => (number ? String.fromCodePoint(number) : (SIGNS[name] ?? sign)));
  const plain = (element) => waiting(element).reduce((text, later) => text.replace(later.textContent, () => words(later)), element.textContent);
  const held = (id) => {
    const place = ` id="${id}"`;
    for (let later; !byId(id) && (later = waiting().find((one) => one.textContent.includes(place))); ) show(later);
    return byId(id);
  };
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) waiting(target).forEach(show);
  }, { rootMargin: "100%" });
  for (const report of all(".report")) if (waiting(report).length) near.observe(report);
  for (const fold of all("details[open]")) waiting(fold).forEach(show);
  addEventListener("toggle", ({ target }) => {
    if (target.open) waiting(target).forEach(show);
  }, true);

  // Find: without words every item shows. What stands in a fold is unfolded while it is found.
  const ITEMS = ".point, .track, .origin, .step, .contrast, .report, .grid tbody tr:not(.label), .timeline tbody tr, .comparison tbody tr";
  const find = byId("find");
  const found = byId("found");
  const unfolded = new Set();
  const search = () => {
    const sought = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (sought.length) {
      for (const later of waiting().filter((one) => !one.closest(".report"))) {
        const text = words(later).toLowerCase();
        if (sought.every((word) => text.includes(word))) show(later);
      }
    }
    texts ??= all(ITEMS).map((item) => [item, plain(item).toLowerCase()]);
    let shown = 0;
    for (const fold of unfolded) fold.open = false;
    unfolded.clear();
    for (const [item, text] of texts) {
      const match = sought.every((word) => text.includes(word));
      item.classList.toggle("unfound", !match);
      if (!match) continue;
      shown += 1;
      const fold = sought.length ? item.parentElement.closest("details:not([open])") : null;
      if (fold) {
        fold.open = true;
        unfolded.add(fold);
      }
    }
    // A heading with nothing left beneath it goes too.
    for (const part of all("#silences, .group, .view")) {
      const left = ITEMS.split(", ").some((item) => part.querySelector(`${item}:not(.unfound)`));
      part.classList.toggle("unsought", sought.length > 0 && !left);
    }
    found.textContent = sought.length ? `${shown} found` : "";
  };
  let pause = 0;
  find.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(pause);
    search();
    current = null;
    step(1);
  });

  // A link may lead into something folded.
  const copybar = byId("copybar");
  const copied = byId("copied");
  const about = byId("about");
  const target = () => {
    try {
      const id = decodeURIComponent(location.hash.slice(1));
      return id ? held(id) : null;
    } catch {
      return null;
    }
  };
  const parts = (element) => [element, ...all(`[data-of="${CSS.escape(element.id)}"]`)];
  const follow = () => {
    const element = target();
    copied.textContent = "";
    for (const part of all(".targeted")) part.classList.remove("targeted");
    const quoted = element && element.closest(".report .text, .report h3");
    copybar.hidden = !quoted;
    if (!element) return;
    if (element.matches("details")) element.open = true;
    for (let outer = element.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    if (quoted) {
      about.textContent = element.title;
      for (const part of parts(element)) part.classList.add("targeted");
    }
    element.scrollIntoView({ block: quoted ? "center" : "start", behavior: "instant" });
  };
  addEventListener("hashchange", follow);
  follow();

  byId("copy").addEventListener("click", async () => {
    const element = target();
    const report = element && element.closest(".report");
    if (!report) return;
    const { outlet, title, date, url } = report.dataset;
    const source = [outlet, `“${title}”`, date || "undated", url].filter(Boolean).join(", ");
    const quote = parts(element).map((part) => part.textContent).join("");
    try {
      await navigator.clipboard.writeText(`${source}: “${quote}”`);
      copied.textContent = "Copied";
    } catch {
      copied.textContent = "The browser did not allow it";
    }
  });

  // The keys for next and previous, and to open.
  let current = null;
  const step = (by) => {
    const visible = all(ITEMS).filter((item) => item.offsetParent !== null);
    if (!visible.length) return;
    const place = visible.findIndex((item) => item.contains(document.activeElement) || item === current);
    const item = visible[Math.min(Math.max(place + by, 0), visible.length - 1)];
    const focus = item.matches("details") ? item.firstElementChild : item;
    current = item;
    if (focus.tabIndex < 0) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start", behavior: "instant" });
  };
  const open = () => {
    if (!current) return;
    const fold = current.matches("details") ? current : current.querySelector("details");
    if (fold) fold.open = !fold.open;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "j" || event.key === "n") step(1);
    else if (event.key === "k" || event.key === "p") step(-1);
    else if (event.key === "o") open();
    else if (event.key === "/") {
      event.preventDefault();
      find.focus();
    }
  });

  // Compare what the reader chooses: like sentences opposite each other, as the comparisons below are made.
  const ALIKE = 0.4;
  const picks = all("#pick select");
  const key = (word) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const sentences = (report) => {
    const cut = "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "sentence" }) : null;
    const lines = [report.querySelector("h3"), ...all(".text > p:not(.boilerplate, .byline)", report)].map((line) => line.textContent);
    const texts = lines.flatMap((line) => (cut ? [...cut.segment(line)].map((part) => part.segment) : [line]));
    return texts.map((text) => text.trim()).filter(Boolean).slice(0, 300).map((text) => ({ text, words: new Set(text.split(/\s+/).map(key).filter(Boolean)) }));
  };
  const likeness = (one, other) => {
    let shared = 0;
    for (const word of one.words) if (other.words.has(word)) shared += 1;
    return (2 * shared) / (one.words.size + other.words.size || 1);
  };
  const align = (columns) => {
    let rows = [];
    columns.forEach((column, at) => {
      const pairs = rows.flatMap((row) => column.map((sentence) => [Math.max(...row.map((held) => (held ? likeness(held, sentence) : 0))), row, sentence]));
      const matched = new Map();
      const taken = new Set();
      for (const [score, row, sentence] of pairs.filter(([score]) => score >= ALIKE).sort((one, other) => other[0] - one[0])) {
        if (taken.has(row) || matched.has(sentence)) continue;
        taken.add(row);
        matched.set(sentence, row);
      }
      rows = [...rows];
      // Headlines stand opposite each other, whatever they say.
      if (rows[0] && !taken.has(rows[0]) && !matched.has(column[0])) {
        taken.add(rows[0]);
        matched.set(column[0], rows[0]);
      }
      let behind = 0;
      for (const sentence of column) {
        const row = matched.get(sentence) ?? columns.map(() => null);
        if (!matched.has(sentence)) {
          // Behind what the columns before have alone at this place.
          while (behind < rows.length && !taken.has(rows[behind])) behind += 1;
          rows.splice(behind, 0, row);
          taken.add(row);
        }
        row[at] = sentence;
        behind = rows.indexOf(row) + 1;
      }
    });
    return rows;
  };
  const marked = (sentence, other) => {
    const cell = document.createElement("bdi");
    for (const word of sentence.text.split(/\s+/)) {
      const differs = other && key(word) && !other.words.has(key(word));
      const shown = differs ? document.createElement("mark") : document.createTextNode(word);
      if (differs) {
        shown.className = "differs";
        shown.textContent = word;
      }
      cell.append(shown, " ");
    }
    return cell;
  };
  const add = (parent, tag, text = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const compare = () => {
    const chosen = [...new Set(picks.map((pick) => pick.value).filter(Boolean))].map(byId);
    for (const report of chosen) waiting(report).forEach(show);
    const place = byId("picked");
    place.replaceChildren();
    if (chosen.length < 2) return;
    const table = add(place, "table");
    table.className = `columns-${chosen.length}`;
    const heads = add(add(table, "thead"), "tr");
    for (const report of chosen) {
      const head = add(heads, "th");
      head.scope = "col";
      add(head, "a", report.dataset.outlet).href = `#${report.id}`;
    }
    const body = add(table, "tbody");
    for (const row of align(chosen.map(sentences))) {
      const line = add(body, "tr");
      const held = row.filter(Boolean);
      line.className = held.length === 1 ? "alone" : "";
      row.forEach((sentence, at) => {
        const cell = add(line, "td");
        if (!sentence) cell.className = "none";
        else {
          add(cell, "span", chosen[at].dataset.outlet).className = "by";
          cell.append(marked(sentence, held.find((other) => other !== sentence)));
        }
      });
    }
  };
  const fill = () => {
    for (const pick of picks) {
      if (pick.options.length) continue;
      pick.add(new Option("no report", ""));
      for (const report of all(".report")) pick.add(new Option(report.dataset.outlet, report.id));
    }
  };
  for (const pick of picks) {
    pick.addEventListener("change", compare);
    if (all(".report").length <= 60) fill();
    else pick.addEventListener("focus", fill, { once: true });
  }

  // Paper can't unfold: the story and its reasons are printed in full, long lists as they are shown.
  let printed = [];
  addEventListener("beforeprint", () => {
    for (const part of all(".report, #story details.once")) waiting(part).forEach(show);
    printed = all("details.point:not([open]), details.why:not([open]), #story details.once:not([open])");
    for (const fold of printed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of printed) fold.open = false;
  });
})();
