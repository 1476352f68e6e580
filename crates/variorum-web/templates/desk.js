// What needs a script at the desk: telling of new reports, choosing a claim by a click, remembering one's name.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];

  // A claim that is clicked is chosen in the forms.
  const choose = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const element = /^c\d+$/.test(id) ? document.getElementById(id) : null;
    if (!element) return;
    const parts = [element, ...all(`[data-of="${CSS.escape(id)}"]`)];
    const words = parts.map((part) => part.textContent).join("");
    for (const field of all("input.chosen")) {
      field.value = id;
      field.closest("form").querySelector(".words").textContent = `“${words}”`;
    }
  };
  addEventListener("hashchange", choose);
  choose();

  // One's name need be typed once.
  const KEY = "variorum-author";
  const names = all('input[name="author"]');
  let held = "";
  try {
    held = localStorage.getItem(KEY) || "";
  } catch {
    held = "";
  }
  for (const name of names) {
    name.value = held;
    if (name.type !== "hidden") name.form.addEventListener("submit", () => {
      try {
        localStorage.setItem(KEY, name.value);
      } catch {
        // Where nothing may be kept it is typed again.
      }
    });
  }

  // New reports are told of, and shown when the reader asks for them.
  const place = document.querySelector("[data-follow]");
  const news = document.getElementById("news");
  if (!place || !news || !("EventSource" in window)) return;
  const own = place.dataset.follow;
  const seen = { report: 0, version: 0, account: 0, correction: 0 };
  const count = (number, one, many) => (number ? [`${number} ${number === 1 ? one : many}`] : []);
  const tell = (event) => {
    const change = JSON.parse(event.data);
    last = event.lastEventId;
    if (own !== "all" && String(change.story) !== own) return;
    seen[event.type] += 1;
    const parts = [
      ...count(seen.report, "new report", "new reports"),
      ...count(seen.version, "newer version", "newer versions"),
      ...count(seen.correction, "correction", "corrections"),
    ];
    news.querySelector("span").textContent = parts.length ? parts.join(", ") : "The account was made anew.";
    news.querySelector("a").href = location.pathname + location.search;
    news.hidden = false;
  };
  // Browsers open few connections to one server: a page that nobody sees follows nothing.
  let source = null;
  let last = "";
  const follow = () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource(last ? `/events?after=${last}` : "/events");
      for (const kind of Object.keys(seen)) source.addEventListener(kind, tell);
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
})();
