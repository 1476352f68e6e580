// Drives a served desk in Chromium, as a reader would. Called by crates/variorum-cli/tests/browser.rs:
//   node desk.mjs CHROMIUM FOLDER ADDRESS before|after
// The desk at ADDRESS holds the sample story and one of hostile reports; between the two calls it is rebuilt.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { barriers, check, equal, faults, finish, holds, listen } from "./checks.mjs";

const [executablePath, folder, address, when] = process.argv.slice(2);
const outside = [];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
const page = await context.newPage();
page.setDefaultTimeout(20_000);
page.on("request", (request) => request.url().startsWith(address) || outside.push(request.url()));
listen(page, () => page.url());
const open = (path) => page.goto(new URL(path, address).href);
// In a page of its own: the policy of the desk would not let a script in, which is what it is for.
const barriersHere = async (what) => {
  const own = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
  const copy = await own.newPage();
  await copy.goto(page.url());
  await barriers(copy, what);
  await own.close();
};
const inert = async (what) => {
  equal(await page.evaluate(() => window.hacked ?? null), null, `${what}: a script of a report ran`);
  const ways = await page.evaluate(() => [...document.querySelectorAll("a, form")].map((link) => link.getAttribute("href") ?? link.getAttribute("action")).filter((way) => way && !/^(#|\/(?!\/)|https?:\/\/)/.test(way)));
  equal(ways.join(), "", `${what}: addresses of other kinds`);
  const alive = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some((attribute) => attribute.name.startsWith("on") || attribute.name === "style")).length);
  equal(alive, 0, `${what}: elements with code`);
  equal(/[\u202a-\u202e\u2066-\u2069]/.test(await page.textContent("body")), false, `${what}: marks that turn the text`);
};

const TITLE = "Reservoir wall breaks above Dunmarsh";

if (when === "before") {
  await check("the front page lists the stories and is inert", async () => {
    await open("/");
    holds((await page.textContent("table.stories")).includes(TITLE), "the sample is not listed");
    equal(await page.locator("table.stories tbody tr").count(), 2, "stories");
    await inert("the front page");
    await barriersHere("axe-core on the front page");
    await page.screenshot({ path: join(folder, "desk-front.png") });
  });

  await check("a search leads to the sentence in the story", async () => {
    await page.fill("#desk-q", "hospital source:director");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search**");
    await page.fill("#desk-q", "reservoir");
    await page.click(".deskbar button");
    await page.waitForSelector(".hits .quote");
    await barriersHere("axe-core on the search page");
    await page.screenshot({ path: join(folder, "desk-search.png") });
    await page.locator(".hits[aria-label=Claims] .quote").first().click();
    await page.waitForURL("**/stories/*#*");
    holds(await page.locator(":target").isVisible(), "the sentence is hidden");
    holds((await page.textContent("h1")).includes(TITLE), "another story");
  });

  await check("the page of a story is whole without anything inline", async () => {
    for (const view of ["numbers", "grid", "derivations", "reports", "correct"]) {
      await page.click(`nav.views a[href="#${view}"]`);
      equal(await page.locator(`#${view} > h2`).filter({ visible: true }).count(), 1, `heading of ${view}`);
    }
    equal(await page.evaluate(() => getComputedStyle(document.querySelector(".deskbar")).display), "flex", "its style");
    await page.fill("#find", "reservoir");
    await page.waitForFunction(() => /found/.test(document.getElementById("found").textContent));
    await page.fill("#find", "");
    await inert("the story");
    await barriersHere("axe-core on the story");
    await page.screenshot({ path: join(folder, "desk-story.png"), fullPage: false });
  });

  await check("a person merges two names, and sees it after a reload", async () => {
    const form = page.locator('form:has(input[value="merge_entities"])');
    await page.locator("summary", { hasText: "Two names mean one and the same" }).click();
    await form.locator('[name="author"]').fill("Ana <b>Marin</b>");
    await form.locator('[name="one"]').fill("Ilse Haverkamp");
    await form.locator('[name="other"]').fill("Dunmarsh");
    await form.locator("button").click();
    await page.waitForURL("**/stories/*#correct");
    for (const reload of [false, true]) {
      if (reload) await page.reload();
      const kept = await page.textContent("#correct .corrections");
      holds(kept.includes("“Dunmarsh” is “Ilse Haverkamp”") && kept.includes("Ana <b>Marin</b>"), `kept: ${kept}`);
      holds(!kept.includes("No longer fits"), kept);
    }
    equal(await page.locator("#correct .corrections b b").count(), 0, "names that are markup");
    await page.screenshot({ path: join(folder, "desk-corrected.png") });
  });

  await check("a click on a sentence chooses the claim that is corrected", async () => {
    const href = await page.locator("#story .cite .quote").first().getAttribute("href");
    await page.evaluate((hash) => (location.hash = hash), href);
    const field = page.locator('form:has(input[value="reject_claim"]) input[name="claim"]');
    equal(await field.inputValue(), href.slice(1), "the claim");
    await page.locator("summary", { hasText: "A claim does not belong to a point" }).click();
    equal(await page.locator('form:has(input[value="reject_claim"]) [name="author"]').inputValue(), "Ana <b>Marin</b>", "the name is remembered");
  });

  await check("what happens elsewhere is told on the page", async () => {
    await page.reload();
    const story = await page.locator("#correct").getAttribute("data-follow");
    const account = await (await context.request.get(new URL(`/stories/${story}.json`, address).href)).json();
    await page.waitForTimeout(1500);
    const note = { author: "Ben", correction: { kind: "note", capture: account.reports[0].sha256, text: "ask again" } };
    const kept = await context.request.post(new URL("/corrections", address).href, { data: note });
    equal(kept.status(), 201, await kept.text());
    await page.waitForSelector("#news:not([hidden])");
    holds((await page.textContent("#news")).includes("1 correction"), await page.textContent("#news"));
    await page.click("#news a");
    await page.waitForLoadState();
    holds((await page.textContent("#correct .corrections")).includes("ask again"), "the note is not shown");
  });

  await check("an export is taken from the page", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".exports a", { hasText: /^csv$/ }).click()]);
    equal(download.suggestedFilename(), "story-1.csv", "its name");
    const text = readFileSync(await download.path(), "utf8");
    holds(text.startsWith("story,point,about,") && text.includes("Radio Aldra"), text.slice(0, 200));
  });

  await check("hostile reports are words on every page", async () => {
    for (const path of ["/stories/2", "/search?q=sirens", "/search?q=%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E", "/corrections", "/nowhere?%3Cscript%3E", "/stories/%3Cscript%3Ewindow.hacked=1%3C%2Fscript%3E"]) {
      await page.goto(new URL(path, address).href).catch((error) => faults.push(`${path}: ${error.message}`));
      await inert(path);
    }
    await open("/stories/2");
    holds((await page.textContent("#reports")).includes("<script>"), "the words are shown");
    await open("/search?q=sirens");
    holds((await page.textContent(".hits")).includes("sirens"), "nothing was found");
  });

  await check("ten megabytes are refused, and the page goes on", async () => {
    await open("/");
    const send = (body) => page.evaluate((sent) => fetch("/corrections", { method: "POST", headers: { "content-type": "application/json" }, body: sent }).then((answer) => answer.status), body);
    equal(await send("x".repeat(10 << 20)), 413, "a large body");
    equal(await send('{"author": "Ana"'), 400, "half a body");
    holds((await page.textContent("table.stories")).includes(TITLE), "the page is gone");
  });

  await check("a page of another site can neither read nor write", async () => {
    const other = await context.newPage();
    await other.route("http://other.example/**", (route) => route.fulfill({ contentType: "text/html", body: `<form method="post" action="${address}corrections"><input name="kind" value="note"></form>` }));
    await other.goto("http://other.example/");
    equal(await other.evaluate((target) => fetch(target).then(() => "read", () => "refused"), new URL("/stories.json", address).href), "refused", "a read");
    const [answer] = await Promise.all([other.waitForResponse((response) => response.url().endsWith("/corrections")), other.evaluate(() => document.forms[0].submit())]);
    equal(answer.status(), 403, "a write");
    await other.close();
  });
} else {
  await check("the correction is there after a rebuild, and is taken back", async () => {
    await open("/stories/1");
    const kept = () => page.textContent("#correct .corrections");
    holds((await kept()).includes("“Dunmarsh” is “Ilse Haverkamp”") && !(await kept()).includes("No longer fits"), await kept());
    await page.locator("#correct .corrections li", { hasText: "“Dunmarsh” is “Ilse Haverkamp”" }).locator("button").click();
    await page.waitForURL("**/stories/*#correct");
    holds((await kept()).includes("taken back by"), await kept());
    await inert("the story");
  });
}

await browser.close();
// What Chromium says of answers that are no pages is no fault of a page.
const real = faults.filter((fault) => !/the server responded with a status of (400|403|404|413)/.test(fault));
if (outside.length) real.push(`requests that leave the desk: ${[...new Set(outside)].join(" ")}`);
finish(real);
