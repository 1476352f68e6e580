// Drives the page in Chromium, as a reader would. Called by crates/variorum-cli/tests/browser.rs:
//   node page.mjs CHROMIUM FOLDER
// FOLDER holds sample.html, hostile.html and thousand.html; screenshots and a PDF go there too.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { barriers, check, equal, faults, finish, holds, listen } from "./checks.mjs";

const [executablePath, folder] = process.argv.slice(2);
const address = (name) => pathToFileURL(join(folder, name)).href;
const VIEWS = ["story", "numbers", "grid", "sources", "derivations", "timeline", "compare", "wording", "reports"];
const outside = [];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
// A page that notes every request that leaves it, every script error and every breach of its policy.
const visit = async (name, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("request", (request) => request.url().startsWith("file:") || outside.push(request.url()));
  listen(page, () => name);
  await page.goto(address(name));
  return page;
};
const shown = (page, selector) => page.locator(selector).filter({ visible: true }).count();

const page = await visit("sample.html");

await check("every view is reached from the bar", async () => {
  for (const view of VIEWS) {
    await page.click(`nav.views a[href="#${view}"]`);
    const box = await page.locator(`#${view}`).boundingBox();
    const end = await page.evaluate(() => scrollY + innerHeight + 2 >= document.documentElement.scrollHeight);
    holds(end || Math.abs(box.y) < 160, `${view} stands at ${Math.round(box.y)}`);
    equal(await shown(page, `#${view} > h2`), 1, `heading of ${view}`);
    await page.screenshot({ path: join(folder, `${view}-1280.png`) });
  }
});

await check("every link within the page leads to one element", async () => {
  const astray = await page.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')].map((link) => decodeURIComponent(link.getAttribute("href").slice(1))).filter((id) => document.querySelectorAll(`[id="${CSS.escape(id)}"]`).length !== 1));
  equal(astray.join(" "), "", "links that lead nowhere");
});

await check("one click opens the exact sentence in its report, and its citation is copied", async () => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      window.copied = text;
    };
  });
  const quote = page.locator("#story .cite .quote").filter({ visible: true }).first();
  const words = (await quote.textContent()).replace(/^“|”$/g, "");
  await quote.click();
  const target = page.locator(":target");
  holds((await target.textContent()).startsWith(words.slice(0, 30)), "the target is another sentence");
  holds(await target.isVisible(), "the sentence is hidden");
  equal(await page.locator(":target").evaluate((element) => Boolean(element.closest("article.report"))), true, "it stands in a report");
  await page.click("#copy");
  await page.waitForFunction(() => window.copied);
  const citation = await page.evaluate(() => window.copied);
  const report = await target.evaluate((element) => ({ ...element.closest(".report").dataset }));
  for (const part of [report.outlet, report.title, report.date, report.url, words.slice(0, 30)]) holds(citation.includes(part), `the citation lacks ${part}: ${citation}`);
});

await check("every cite lands on its sentence, with motion and without scripts", async () => {
  for (const options of [{ reducedMotion: "no-preference" }, { reducedMotion: "no-preference", viewport: { width: 390, height: 844 } }, { javaScriptEnabled: false }]) {
    const reader = await visit("sample.html", options);
    const links = reader.locator("#story article.point .cite .quote").filter({ visible: true });
    for (let at = 0; at < Math.min(await links.count(), 10); at += 1) {
      await links.nth(at).click();
      const box = await reader.locator(":target").boundingBox();
      const { height } = reader.viewportSize();
      holds(box && box.y > 0 && box.y < height, `cite ${at + 1} lands at ${box && Math.round(box.y)} of ${height}`);
    }
    await reader.context().close();
  }
});

await check("a permanent link unfolds its item", async () => {
  const id = await page.locator("details.point").last().getAttribute("id");
  await page.goto(`${address("sample.html")}#${id}`);
  await page.reload();
  holds(await page.locator(`#${id} .cite`).first().isVisible(), `${id} stays folded`);
});

await check("a why opens the reason", async () => {
  const why = page.locator("details.why").first();
  await why.locator("summary").click();
  holds((await why.locator("p").innerText()).length > 20, "no reason");
});

await check("the grid folds copies, filters, orders, and keeps its heads", async () => {
  const copies = await page.locator("#grid thead th.copy").count();
  holds(copies > 0, "the sample has copies");
  equal(await shown(page, "#grid thead th.copy"), 0, "folded copies");
  await page.locator("#grid .fold").first().click();
  equal(await shown(page, "#grid thead th.copy"), copies, "unfolded copies");
  const rows = () => shown(page, "#grid tbody tr[data-what]");
  const before = await rows();
  await page.check("#show-single");
  const all = await rows();
  holds(all > before, "points of one origin stay hidden");
  await page.selectOption("#grid-what", "how many");
  equal(await rows(), await shown(page, '#grid tr[data-what="how many"]'), "points that remain");
  holds((await rows()) < all, "the filter hides nothing");
  await page.selectOption("#grid-what", "");
  await page.selectOption("#grid-order", "name");
  const names = await page.locator("#grid tbody.single tr[data-what] th").allTextContents();
  equal(names.join(), [...names].sort((one, other) => one.localeCompare(other)).join(), "order by name");
  const stays = await page.locator("#grid .scroll").evaluate((scroll) => {
    scroll.style.height = "20rem";
    scroll.scrollTo(300, 300);
    const box = scroll.getBoundingClientRect();
    const head = scroll.querySelector("thead th:nth-child(2)").getBoundingClientRect();
    const first = scroll.querySelector("tbody tr[data-what] th").getBoundingClientRect();
    scroll.style.height = "";
    return Math.abs(head.top - box.top) < 3 && Math.abs(first.left - box.left) < 3;
  });
  holds(stays, "heads scroll away");
  holds((await shown(page, "#grid td.silent")) > 0, "silence is visible");
});

await check("find hides what does not match", async () => {
  await page.fill("#find", "haverkamp");
  await page.waitForFunction(() => /found/.test(document.getElementById("found").textContent));
  const found = Number.parseInt(await page.textContent("#found"), 10);
  holds(found > 0 && (await page.locator(".unfound").count()) > 0, `${found} found`);
  await page.fill("#find", "");
  await page.waitForFunction(() => !document.querySelector(".unfound"));
});

await check("the keyboard reaches everything", async () => {
  await page.goto(address("sample.html"));
  await page.reload();
  await page.keyboard.press("Tab");
  equal(await page.evaluate(() => document.activeElement.className), "skip", "the first stop");
  const focused = () => page.evaluate(() => document.activeElement.closest("[id]")?.id ?? "");
  await page.keyboard.press("j");
  const first = await focused();
  await page.keyboard.press("j");
  const second = await focused();
  holds(first && second && first !== second, `j leads from ${first} to ${second}`);
  await page.keyboard.press("k");
  equal(await focused(), first, "k leads back");
  const fold = page.locator("details.point").first();
  for (let press = 0; press < 40 && (await focused()) !== (await fold.getAttribute("id")); press += 1) await page.keyboard.press("j");
  await page.keyboard.press("o");
  holds(await fold.evaluate((details) => details.open), "o opens");
  await page.keyboard.press("/");
  equal(await page.evaluate(() => document.activeElement.id), "find", "/ leads to find");
});

await check("two to four reports are compared", async () => {
  await page.goto(`${address("sample.html")}#compare`);
  for (const [place, index] of [[1, 1], [2, 2], [3, 4], [4, 6]]) await page.selectOption(`#pick-${place}`, { index });
  equal(await page.locator("#picked th").count(), 4, "columns");
  holds((await page.locator("#picked mark.differs").count()) > 0, "no word is marked");
  holds((await page.locator("#picked tr:not(.alone) td p, #picked tbody tr:not(.alone)").count()) > 2, "no sentence has its like");
  equal(await page.locator(".comparison[open] thead").first().isVisible(), true, "the first comparison is open");
});

await check("the texts show and hide their marks", async () => {
  await page.goto(`${address("sample.html")}#reports`);
  const line = () => page.locator("#reports .text .claim.agree").first().evaluate((mark) => getComputedStyle(mark).textDecorationLine);
  equal(await line(), "underline", "a claim");
  await page.uncheck("#mark-claims");
  equal(await line(), "none", "a claim without marks");
  holds((await page.locator("#reports .margin .note").count()) > 0, "no margin note");
  const style = (selector, what) => page.locator(selector).first().evaluate((mark, what) => getComputedStyle(mark)[what], what);
  equal(await style("#reports .text .quotation", "fontStyle"), "italic", "a quotation");
  await page.uncheck("#mark-quotations");
  equal(await style("#reports .text .quotation", "fontStyle"), "normal", "a quotation without its mark");
});

await check("the texts show their claims by origin", async () => {
  await page.goto(`${address("sample.html")}#reports`);
  await page.check("#mark-claims");
  equal(await page.locator(".palette").isVisible(), false, "a key to origins is shown before it is asked for");
  await page.check("#mark-origins");
  const tones = await page.locator(".palette .claim").evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationColor));
  holds(tones.length > 3 && new Set(tones).size === tones.length, `origins share a colour: ${tones.join(" ")}`);
  const first = await page.locator("#reports .text .claim.o1").first().evaluate((mark) => getComputedStyle(mark).textDecorationColor);
  equal(first, tones[0], "the colour of the first origin in the texts");
});

await check("charts tell the same in words", async () => {
  holds((await page.locator("#numbers table tbody tr").count()) > 3, "no table beside the track");
  holds((await page.locator("#numbers circle title").count()) > 3, "no speaker on hover");
  await page.goto(`${address("sample.html")}#derivations`);
  await page.locator("svg.tree a[href^='#d']").first().evaluate((link) => link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })));
  await page.waitForFunction(() => document.querySelector("details.step[open] .reasons li"));
});
await page.context().close();

await check("it reads with scripts off", async () => {
  const still = await visit("sample.html", { javaScriptEnabled: false });
  for (const view of VIEWS) equal(await shown(still, `#${view} > h2`), 1, `heading of ${view}`);
  for (const scripted of [".find", ".scripted", "#pick", "#copybar"]) equal(await shown(still, scripted), 0, scripted);
  holds((await shown(still, ".comparison tbody tr")) > 3, "nothing is compared");
  await still.locator("#grid .fold").first().click();
  holds((await shown(still, "#grid thead th.copy")) > 0, "copies do not unfold");
  await still.locator("#story .cite .quote").filter({ visible: true }).first().click();
  holds(await still.locator(":target").isVisible(), "a sentence does not open");
  await still.screenshot({ path: join(folder, "scripts-off.png") });
  await still.context().close();
});

for (const [width, colorScheme] of [[390, "light"], [1280, "dark"], [1920, "light"], [3840, "light"]]) {
  await check(`it fits ${width} px, ${colorScheme}`, async () => {
    const sized = await visit("sample.html", { viewport: { width, height: 1000 }, colorScheme });
    equal(await sized.evaluate(() => document.documentElement.scrollWidth), width, "the width of the page");
    const light = await sized.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]) > 128);
    equal(light, colorScheme === "light", "a light ground");
    await sized.screenshot({ path: join(folder, `page-${width}-${colorScheme}.png`) });
    if (width < 1920) await barriers(sized, "axe-core");
    await sized.context().close();
  });
}

await check("axe-core finds nothing serious with everything unfolded", async () => {
  const open = await visit("sample.html");
  await open.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const box of document.querySelectorAll("input[type=checkbox]")) box.checked = true;
  });
  await barriers(open, "axe-core");
  await open.context().close();
});

await check("it prints", async () => {
  const paper = await visit("sample.html");
  await paper.emulateMedia({ media: "print" });
  equal(await shown(paper, "nav.views, .switches, .find"), 0, "controls on paper");
  const pdf = await paper.pdf({ path: join(folder, "sample.pdf"), format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  holds(pages > 5 && pages < 60, `${pages} sheets`);
  await paper.context().close();
});

await check("hostile words stay words", async () => {
  const hostile = await visit("hostile.html");
  equal(await hostile.evaluate(() => window.hacked ?? "no"), "no", "a script of a report ran");
  const strange = await hostile.evaluate(() => document.querySelectorAll("main script, img, iframe, object, embed, link, base, [onclick], [onerror], [onmouseover], [style]").length);
  equal(strange, 0, "elements of a report");
  const ways = await hostile.evaluate(() => [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")).filter((way) => !/^(#|https?:\/\/)/.test(way)));
  equal(ways.join(), "", "addresses of other kinds");
  holds((await hostile.textContent("#reports")).includes("<script>"), "the words are shown");
  equal(/[\u202a-\u202e\u2066-\u2069]/.test(await hostile.textContent("body")), false, "marks that turn the text");
  holds((await hostile.textContent("#compare")).includes("Versions of one page"), "versions are not compared");
  await barriers(hostile, "axe-core");
  await hostile.context().close();
});

await check("a thousand reports open", async () => {
  const start = Date.now();
  const many = await visit("thousand.html");
  const elements = await many.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.querySelectorAll("*").length)))));
  console.log(`     ${elements} elements, drawn after ${Date.now() - start} ms`);
  holds(elements < 60_000, `${elements} elements are too many`);
  equal(await many.locator(".report").count(), 1000, "reports");
  // A sentence far down, which the browser has not read yet.
  const far = await many.evaluate(() => [...document.querySelectorAll(".report noscript")].at(-20).textContent.match(/ id="([^"]+)"/)[1]);
  equal(await many.locator(`[id="${far}"]`).count(), 0, "it waits");
  await many.evaluate((id) => (location.hash = `#${id}`), far);
  await many.waitForTimeout(400);
  const place = await many.locator(`[id="${far}"]`).boundingBox();
  holds(place && place.y > 0 && place.y < 900, `the sentence stands at ${JSON.stringify(place)}`);
  const last = many.locator("#grid .gridpage").last();
  await last.locator("summary").click();
  holds(await last.locator("td a").count() > 0, "the last table of the grid opens");
  await many.fill("#find", "reservoir wall");
  await many.waitForFunction(() => /\d found/.test(document.getElementById("found").textContent));
  await many.context().close();
  const still = await visit("thousand.html", { javaScriptEnabled: false });
  equal(await still.locator(".report .text").count(), 1000, "texts without scripts");
  await still.context().close();
});

await browser.close();
if (outside.length) faults.push(`requests that leave the page: ${[...new Set(outside)].join(" ")}`);
finish(faults);
