// What the tests in a browser share: checks that go on after a fault, and what axe-core finds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What is wrong so far. */
export const faults = [];
let done = 0;

/** Runs one check, and keeps its fault. */
export const check = async (what, probe) => {
  const start = Date.now();
  try {
    await probe();
    done += 1;
    console.log(`ok   ${what} (${Date.now() - start} ms)`);
  } catch (error) {
    faults.push(`${what}: ${error.message}`);
    console.log(`FAIL ${what}: ${error.message}`);
  }
};

export const equal = (found, expected, what) => {
  if (found !== expected) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
};

export const holds = (condition, what) => {
  if (!condition) throw new Error(what);
};

/** Notes every script error, dialog and complaint of a page, under a name that may change as it goes on. */
export const listen = (page, name) => {
  page.on("pageerror", (error) => faults.push(`${name()}: ${error.message}`));
  page.on("dialog", (dialog) => faults.push(`${name()}: a dialog says ${dialog.message()}`) && dialog.dismiss());
  page.on("console", (line) => line.type() === "error" && faults.push(`${name()}: ${line.text()}`));
};

/** Nothing that axe-core finds in the page is serious. */
export const barriers = async (page, what) => {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations
      .filter((violation) => ["serious", "critical"].includes(violation.impact))
      .map((violation) => `${violation.id} at ${violation.nodes.slice(0, 3).map((node) => `${node.target} (${node.failureSummary.split("\n")[1]?.trim()})`).join("; ")}`);
  });
  equal(found.join(" | "), "", what);
};

/** Tells what was done and what is wrong, and ends. */
export const finish = (real) => {
  for (const fault of real) console.log(`FAULT ${fault}`);
  console.log(`${done} done, ${real.length} faults`);
  process.exit(real.length ? 1 : 0);
};
