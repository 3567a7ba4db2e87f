// Every page of the console in Chromium, in both languages: it works, it is accessible, and no
// string of a stranger does anything.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { BATCH, HOSTILE, OWN, PASSWORD, start } from "./node.mjs";

const [binary, shots, chrome = "/usr/bin/chromium"] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(shots, { recursive: true });

const faults = [];
const fault = (where, what) => {
  faults.push(`${where}: ${what}`);
  console.error(`FAULT ${where}: ${what}`);
};
const expect = (where, is, what) => is || fault(where, what);

const node = await start(binary);
const browser = await chromium.launch({ executablePath: chrome, args: ["--no-sandbox"] });

// A browser of somebody who has entered; whatever it reports is a fault.
async function enter(account, lang, options = {}) {
  const context = await browser.newContext({
    baseURL: node.base, viewport: { width: 1360, height: 900 }, reducedMotion: "reduce", bypassCSP: false, ...options,
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => { fault(page.url(), `a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|Refused to/.test(text)) fault(page.url(), text);
  });
  page.on("pageerror", (error) => fault(page.url(), `an error: ${error}`));
  page.on("request", (request) => request.url().startsWith(node.base) || request.url().startsWith("data:") || fault(page.url(), `a request to ${request.url()}`));
  if (account) {
    await page.goto(`/console/${lang}/search`);
    expect(page.url(), page.url().includes("/login"), "pages are open to those who have not entered");
    await page.fill("#account", account);
    await page.fill("#password", PASSWORD);
    await page.click("main button.primary");
    expect(page.url(), page.url().includes("/search"), "the door does not lead back to where one wanted to go");
  }
  return { context, page };
}

// What holds on every page.
async function check(page, name, lang) {
  const where = `${lang} ${name}`;
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    hit: window.__hit,
    hidden: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: document.querySelectorAll("h1").length,
    ids: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, n, all) => all.indexOf(id) !== n),
    weight: performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
      .filter((entry) => !entry.name.includes(".woff2")).reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  }));
  expect(where, seen.lang === lang && seen.dir === (lang === "ar" ? "rtl" : "ltr"), "language or direction are wrong");
  expect(where, seen.hit === undefined, `a script ran: ${seen.hit}`);
  expect(where, !seen.hidden, "a control of direction is in the text");
  expect(where, seen.wide <= 0, `the page is ${seen.wide} pixels too wide`);
  expect(where, seen.titles === 1, `${seen.titles} titles`);
  expect(where, seen.ids.length === 0, `ids twice: ${seen.ids}`);
  expect(where, seen.weight <= 150_000, `${seen.weight} bytes without the font`);
  // The browser's own interface is not held to the page's policy.
  const client = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const done = await client.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    return done.result.value;
  };
  await evaluate(axe);
  const violations = await evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations.map((v) => ({ id: v.id, impact: v.impact, at: v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')) })))",
  );
  for (const v of violations ?? [{ id: "axe did not run", impact: "serious", at: [] }]) {
    if (["serious", "critical"].includes(v.impact)) fault(where, `${v.id}: ${v.at.join(" | ")}`);
    else console.log(`note ${where}: ${v.id}: ${v.at[0]}`);
  }
  await page.screenshot({ path: join(shots, `${lang}-${name}.png`), fullPage: true });
  checked += 1;
}
let checked = 0;

async function visit(page, lang, name, path, status = 200) {
  const answer = await page.goto(`/console/${lang}${path}`);
  expect(`${lang} ${name}`, answer.status() === status, `${path} answers ${answer.status()}`);
  await check(page, name, lang);
}

const search = (q, more = "") => `/search?q=${encodeURIComponent(q)}&purpose=customer${more}`;
const alertOf = (customer) => node.alerts.find((alert) => alert.customer === customer)?.id;

async function looking(lang) {
  const { context, page } = await enter("ana", lang);
  await visit(page, lang, "search", "/search");
  await visit(page, lang, "search-nothing", search("Zqx Wvut"));
  await visit(page, lang, "search-results", search("آدم عمر تستر", "&birth_date=1970&country=iq"));
  expect(lang, (await page.locator("article.hit").count()) >= 1, "the listed person is not found across scripts");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/compare/);
  await page.locator("details.letters summary").first().click();
  await check(page, "compare", lang);
  const sum = await page.evaluate(() => {
    const number = (text) => Number(text.replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace("٫", ".").replace("−", "-").replace("+", ""));
    const cells = [...document.querySelectorAll("table.explained > tbody > tr > td:last-child")].map((c) => number(c.textContent.trim()));
    return [cells.reduce((a, b) => a + b, 0), number(document.querySelector("table.explained > tfoot td.number").textContent.trim())];
  });
  expect(`${lang} compare`, Math.abs(sum[0] - sum[1]) < 0.5, `the rows add up to ${sum[0]}, the score is ${sum[1]}`);
  await page.click("a.language");
  expect(lang, page.url().includes(`/console/${lang === "ar" ? "en" : "ar"}/compare`), "the other language is another page");
  await visit(page, lang, "search-without-purpose", "/search?q=Adam", 422);
  await visit(page, lang, "search-bad-facts", "/search?q=Adam&purpose=aid&birth_date=soon&country=Atlantis", 422);
  await visit(page, lang, "entity", "/entity/test-L-1?purpose=customer");
  await visit(page, lang, "entity-without-purpose", "/entity/test-L-1", 422);
  await visit(page, lang, "missing", "/nowhere", 404);
  for (const [n, text] of HOSTILE.entries()) {
    await visit(page, lang, `hostile-search-${n}`, search(`Hostile Person ${text}`, `&reference=${encodeURIComponent(text)}&birth_date=${encodeURIComponent(text.slice(0, 40))}`), 422);
    await visit(page, lang, `hostile-found-${n}`, search(`Hostile Person ${text}`, `&reference=${encodeURIComponent(text)}`));
    await visit(page, lang, `hostile-compare-${n}`, `/compare?q=${encodeURIComponent(`Hostile Person ${text}`)}&purpose=aid&entity=test-H-${n}`);
    await visit(page, lang, `hostile-entity-${n}`, `/entity/test-H-${n}?purpose=customer`);
    await visit(page, lang, `hostile-case-${n}`, `/case/${alertOf(`X-${n}`)}`);
    await visit(page, lang, `hostile-customer-${n}`, `/customers/X-${n}`);
  }
  await visit(page, lang, "queue-of-entity", "/queue?entity=test-L-1");
  expect(lang, (await page.locator("a.go").count()) === 1, "the alerts on an entity are not found by it");
  await visit(page, lang, "lists", "/lists");
  await visit(page, lang, "list", "/lists/test");
  await visit(page, lang, "customers", "/customers");
  await visit(page, lang, "customer", "/customers/C-1");
  await visit(page, lang, "overview", "/overview");
  await visit(page, lang, "picture", "/picture");
  await visit(page, lang, "picture-event", "/picture/event/0");
  expect(`${lang} picture`, (await page.locator("mark").count()) >= 1, "no sentence of the event is marked");
  await visit(page, lang, "picture-relation", "/picture/relation/0");
  await visit(page, lang, "audit-refused", "/audit", 403);
  await context.close();
}

async function batch(lang) {
  const { context, page } = await enter("ana", lang);
  await visit(page, lang, "batch", "/batch");
  await page.setInputFiles("#file", node.file(`batch-${lang}.csv`, BATCH));
  await page.selectOption("#purpose", "customer");
  await page.click("main button.primary");
  await check(page, "batch-mapping", lang);
  await page.click("main button.primary");
  await page.waitForSelector("a[href$='results.csv']");
  await check(page, "batch-results", lang);
  const csv = await (await context.request.get(await page.getAttribute("a[href$='results.csv']", "href"))).text();
  expect(`${lang} batch`, csv.includes("C-1") && csv.includes("test-L-1"), "the results are not in the file");
  expect(`${lang} batch`, !/(^|,)"?[=+@]/m.test(csv), "a cell of the file is a formula");
  await context.close();
}

// One proposes, another approves; without a script in Arabic, with one in English.
async function deciding(lang, customer, index) {
  const options = { javaScriptEnabled: lang === "en" };
  const one = await enter("ana", lang, options);
  const id = alertOf(customer);
  await one.page.goto(`/console/${lang}/queue`);
  expect(`${lang} queue`, (await one.page.locator("a.go").count()) > 3, "the queue is empty");
  await one.page.goto(`/console/${lang}/case/${id}`);
  await one.page.check(`.outcomes input[value=${index}]`);
  await one.page.fill("#reason", "invented; تجربة");
  await one.page.click(".act-form button.primary");
  expect(`${lang} case`, (await one.page.locator("input[name=step][value=approve]").count()) === 0, "the proposer can approve");
  await one.page.setInputFiles("#document", node.file(`proof-${lang}.txt`, "invented"));
  await one.page.click("form:has(#document) button");
  const proof = await one.page.getAttribute("a[href*='/documents/']", "href");
  const sent = await one.context.request.get(proof);
  expect(`${lang} case`, (await sent.text()) === "invented" && sent.headers()["content-disposition"].startsWith("attachment"), "the document does not come back");
  const two = await enter("rev", lang, options);
  const stale = await enter("rev", lang, options);
  for (const person of [two, stale]) await person.page.goto(`/console/${lang}/case/${id}`);
  if (lang === "en") {
    await check(two.page, "case-proposed", lang);
    await visit(one.page, lang, "queue", "/queue");
  }
  await two.page.click("form:has(input[value=approve]) button");
  expect(`${lang} case`, (await two.page.locator("input[value=approve]").count()) === 0, "the approval does not count");
  if (lang === "en") await check(two.page, "case-decided", lang);
  // Whoever comes too late is told, and nothing is lost.
  await stale.page.click("form:has(input[value=approve]) button");
  expect(`${lang} case`, (await stale.page.locator("h1").innerText()).length > 10, "a late approval is not told");
  if (lang === "en") await check(stale.page, "case-too-late", lang);
  for (const person of [one, two, stale]) await person.context.close();
}

async function freezing() {
  const { context, page } = await enter("off", "en");
  await page.goto(`/console/en/case/${alertOf("C-1")}`);
  await page.fill("#frozen", "Account 1, 100");
  await page.click("form:has(input[value=freeze]) button");
  await page.fill("#report", "FIU 7");
  await page.click("form:has(input[value=report]) button");
  await check(page, "case-frozen", "en");
  expect("en case", (await page.locator("main").innerText()).includes("FIU 7"), "the report is not shown");
  await context.close();
}

async function auditing(lang) {
  const { context, page } = await enter("aud", lang);
  await visit(page, lang, "audit", "/audit");
  await page.click("form[method=post] button.primary");
  await page.waitForSelector("[role=status]");
  await check(page, "audit-verified", lang);
  expect(`${lang} audit`, (await page.locator("[role=status].notice").count()) === 1, "the log does not verify");
  await page.goto(`/console/${lang}/queue`);
  await check(page, "queue-auditor", lang);
  await page.goto(`/console/${lang}/case/${alertOf("C-3")}`);
  await check(page, "case-auditor", lang);
  expect(`${lang} audit`, (await page.locator("input[value=propose]").count()) === 0, "an auditor can propose");
  await context.close();
}

async function keeping(lang) {
  const { context, page } = await enter("lis", lang);
  await visit(page, lang, "own-list", "/lists-new");
  await page.setInputFiles("#file", node.file(`own-${lang}.csv`, OWN));
  await page.fill("#name", `own-${lang}`);
  await page.click("main button.primary");
  await check(page, "own-list-preview", lang);
  await page.click("main button.primary");
  await page.waitForURL(new RegExp(`lists/own-${lang}`));
  await check(page, "own-list-live", lang);
  await context.close();
}

async function appearing() {
  const { context, page } = await enter("ana", "ar", { colorScheme: "dark" });
  await visit(page, "ar", "dark-results", search("Talib Sabri"));
  await page.click("details.menu summary");
  await page.check("input[name=theme][value=light]");
  await page.check("input[name=digits][value=latin]");
  await page.click("details.menu button");
  expect("ar preferences", (await page.getAttribute("html", "data-theme")) === "light", "the theme is not kept");
  expect("ar preferences", !/[٠-٩]/.test(await page.locator(".score .figure").first().innerText()), "the digits are not kept");
  await context.close();
  const small = await enter("ana", "ar", { viewport: { width: 390, height: 800 } });
  await visit(small.page, "ar", "narrow-results", search("Talib Sabri"));
  await small.page.goto(`/console/ar/case/${alertOf("C-3")}`);
  await check(small.page, "narrow-case", "ar");
  await small.context.close();
  const door = await enter(null, "ar");
  for (const lang of ["ar", "en"]) await visit(door.page, lang, "login", "/login");
  await door.page.fill("#account", "ana");
  await door.page.fill("#password", "wrong");
  await door.page.click("main button.primary");
  await check(door.page, "login-refused", "en");
  await door.context.close();
}

try {
  await appearing();
  await deciding("en", "C-1", "true_match");
  await deciding("ar", "C-2", "false_positive");
  await freezing();
  for (const lang of ["ar", "en"]) {
    await looking(lang);
    await batch(lang);
    await auditing(lang);
    await keeping(lang);
  }
} catch (error) {
  fault("the tests", error.stack ?? error);
} finally {
  await browser.close();
  node.stop();
}
console.log(`${checked} pages checked, ${faults.length} faults; pictures in ${shots}`);
process.exitCode = faults.length === 0 ? 0 : 1;
