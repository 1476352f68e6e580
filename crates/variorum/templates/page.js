// What needs a script: find, the keys for next and previous, opening what a link leads into, copying a citation.
(() => {
  "use strict";
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const copybar = document.getElementById("copybar");
  const copied = document.getElementById("copied");
  const items = () =>
    [...document.querySelectorAll(".point, .track, .origin, .step, .contrast, .report, .grid tbody tr:not(.label), .timeline tr")];

  for (const hidden of document.querySelectorAll(".find, .keys")) hidden.hidden = false;

  // Without a text to find every item shows.
  const search = () => {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items()) {
      const text = words.length ? item.textContent.toLowerCase() : "";
      const match = words.every((word) => text.includes(word));
      item.classList.toggle("unfound", !match);
      if (match) shown += 1;
    }
    found.textContent = words.length ? `${shown} found` : "";
  };
  find.addEventListener("input", search);

  // A link may lead into something folded.
  const target = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    return id ? document.getElementById(id) : null;
  };
  const follow = () => {
    const element = target();
    copied.textContent = "";
    const quoted = element && element.closest(".report .text, .report h3");
    copybar.hidden = !quoted;
    if (!element) return;
    for (let outer = element.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    element.scrollIntoView({ block: quoted ? "center" : "start" });
  };
  addEventListener("hashchange", follow);
  follow();

  document.getElementById("copy").addEventListener("click", async () => {
    const element = target();
    const report = element && element.closest(".report");
    if (!report) return;
    const { outlet, title, date, url } = report.dataset;
    const parts = [outlet, `“${title}”`, date || "undated", url].filter(Boolean).join(", ");
    try {
      await navigator.clipboard.writeText(`${parts}: “${element.textContent}”`);
      copied.textContent = "Copied";
    } catch {
      copied.textContent = "The browser did not allow it";
    }
  });

  let current = -1;
  const step = (by) => {
    const visible = items().filter((item) => item.offsetParent !== null);
    if (!visible.length) return;
    const held = visible.indexOf(document.activeElement);
    current = Math.min(Math.max((held < 0 ? current : held) + by, 0), visible.length - 1);
    const item = visible[current];
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      find.focus();
    }
  });

  // Paper can't unfold.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
