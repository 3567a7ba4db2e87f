// Every page of the console in Chromium, in both languages: it works, it is accessible, and no
// string of a stranger does anything.
import { chromium } from "playwright-core";
import { people, profile } from "./administering.mjs";
import { BATCH, HOSTILE, OWN, start } from "./node.mjs";
import { Stage } from "./stage.mjs";
import { bulk, exempting, flowing, together } from "./working.mjs";
import { workbook } from "./workbook.mjs";

const [binary, shots, chrome = "/usr/bin/chromium"] = process.argv.slice(2);
const node = await start(binary);
const browser = await chromium.launch({ executablePath: chrome, args: ["--no-sandbox"] });
const stage = new Stage(browser, node, shots);
const enter = stage.enter.bind(stage);
const check = stage.check.bind(stage);
const visit = stage.visit.bind(stage);
const expect = stage.expect.bind(stage);
const fault = stage.fault.bind(stage);
const alertOf = stage.alertOf.bind(stage);

const search = (q, more = "") => `/search?q=${encodeURIComponent(q)}&purpose=customer${more}`;

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
  await visit(page, lang, "wild-list", "/lists/wild");
  for (const [n, text] of HOSTILE.entries()) {
    const own = encodeURIComponent(text);
    const known = await page.goto(`/console/${lang}/customers/${own}`);
    expect(`${lang} wild`, known.status() === 200, `there is no customer ${text}`);
    await check(page, `wild-customer-${n}`, lang);
    await page.goto(`/console/${lang}/entity/${encodeURIComponent(`wild-${text}`)}?purpose=customer`);
    await check(page, `wild-entity-${n}`, lang);
  }
  await visit(page, lang, "queue-of-entity", "/queue?entity=test-L-4");
  expect(lang, (await page.locator("a.go").count()) === 1, "the alerts on an entity are not found by it");
  await visit(page, lang, "lists", "/lists");
  await visit(page, lang, "list", "/lists/test");
  const touched = await page.locator("section:has(#touched) tbody tr").allInnerTexts();
  expect(`${lang} list`, touched.length === 1 && touched[0].includes("Newly Listed"), `the update touched ${touched}`);
  await visit(page, lang, "list-held", "/lists/held");
  const reasons = await page.locator("section:has(#held) tbody").innerText();
  expect(`${lang} list`, lang === "ar" ? /مذكور في السطر/.test(reasons) : /stands on line/.test(reasons), `reasons are in another language: ${reasons}`);
  const refused = await page.locator("section:has(#journal)").innerText();
  expect(`${lang} list`, lang === "ar" ? /ليس فيها قيد|صفحة ويب/.test(refused) : /web page/.test(refused), `a refusal is in another language: ${refused}`);
  expect(`${lang} list`, !refused.includes(node.folder) && !reasons.includes(node.folder), "a folder of the machine is shown");
  await visit(page, lang, "customers", "/customers");
  await page.fill("#id", "nobody's");
  await page.click("form.filters button");
  await check(page, "customers-nobody", lang);
  expect(`${lang} customers`, (await page.locator("[role=alert]").count()) === 1, "a reference of nobody is not told");
  await page.fill("#id", "C-1");
  await page.click("form.filters button");
  await page.waitForURL(/customers\?id=C-1$/);
  await check(page, "customer", lang);
  const stands = await page.locator("dl.figures").innerText();
  expect(`${lang} customer`, /case-\d+/.test(stands), `the case of a customer is not shown: ${stands}`);
  await visit(page, lang, "overview", "/overview");
  const bare = await page.locator("main section:has(svg.drawing)").evaluateAll((all) => all.filter((own) => !own.querySelector("details table")).length);
  expect(`${lang} overview`, (await page.locator("main svg.drawing").count()) >= 3 && bare === 0, "a drawing has no table behind it");
  await visit(page, lang, "picture", "/picture");
  for (const part of ["figures", "members"]) {
    expect(`${lang} picture`, (await page.locator(`section:has(#${part}) table`).count()) >= 1, `${part} have no table`);
  }
  expect(`${lang} picture`, (await page.locator("section:has(#members) svg .line").count()) === 1, "the members over time are not drawn");
  await visit(page, lang, "picture-event", "/picture/event/0");
  expect(`${lang} picture`, (await page.locator("mark").count()) >= 1, "no sentence of the event is marked");
  // A note that says nothing is refused, and what was typed beside it stays.
  if ((await page.locator("#why").count()) === 1) {
    await page.fill("#why", "  ");
    await page.fill("#source", "المشفى; hospital");
    await page.click("form:has(#why) button.primary");
    await check(page, "picture-note-refused", lang);
    expect(`${lang} picture`, (await page.locator(".late [role=alert]").count()) === 1, "a note that says nothing is made, or not told why not");
    expect(`${lang} picture`, (await page.inputValue("#source")) === "المشفى; hospital", "what was typed beside a refused note is lost");
  } else fault(`${lang} picture`, "an analyst cannot note anything");
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
  // A workbook, whose rows become customers.
  await page.goto(`/console/${lang}/batch`);
  const rows = [["id", "name", "birthDate"], [`B-${lang}-1`, "Adam Omar Tester", "1970-04-03"], [`B-${lang}-2`, "Nobody Inparticular", "1990-01-01"], ["", "Without Reference", ""]];
  await page.setInputFiles("#file", node.file(`batch-${lang}.xlsx`, workbook(rows)));
  await page.selectOption("#purpose", "customer");
  await page.click("main button.primary");
  await page.click("form:has(input[value=register]) button");
  await page.waitForSelector("main .notice[role=status]");
  await check(page, "batch-registered", lang);
  const told = await page.locator("main .notice[role=status]").innerText();
  expect(`${lang} batch`, lang === "ar" ? told.includes("٢ جديدًا") : told.includes("2 registered"), `registered: ${told}`);
  await page.goto(`/console/${lang}/customers/B-${lang}-1`);
  expect(`${lang} batch`, (await page.locator("a.go").count()) >= 1, "a customer of the batch was not screened");
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
  await one.page.click("form:has(#reason) button.primary");
  await one.page.waitForSelector("main >> text=invented; تجربة");
  expect(`${lang} case`, (await one.page.locator("input[name=step][value=approve]").count()) === 0, "the proposer can approve");
  await one.page.setInputFiles("#document", node.file(`proof-${lang}.txt`, "invented"));
  await one.page.click("form:has(#document) button");
  await one.page.waitForSelector("a[href*='/documents/']");
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
  await two.page.click("form:has(input[value=approve]) button.primary");
  await two.page.waitForSelector(".notice:has-text(\"rev\")");
  expect(`${lang} case`, (await two.page.locator("input[value=approve]").count()) === 0, "the approval does not count");
  if (lang === "en") await check(two.page, "case-decided", lang);
  // Whoever comes too late is told, and nothing is lost.
  await stale.page.click("form:has(input[value=approve]) button.primary");
  await stale.page.waitForSelector(".late");
  expect(`${lang} case`, (await stale.page.locator(".late tbody tr").count()) >= 1, "a late approval is not told what happened");
  if (lang === "en") await check(stale.page, "case-too-late", lang);
  for (const person of [one, two, stale]) await person.context.close();
}

async function freezing(lang, customer) {
  const { context, page } = await enter("off", lang);
  await page.goto(`/console/${lang}/case/${alertOf(customer)}`);
  await page.fill("#frozen", "Account 1, 100");
  await page.click("form:has(input[value=freeze]) button");
  await page.fill("#report", "FIU 7");
  await page.click("form:has(input[value=report]) button");
  await page.waitForSelector("main >> text=FIU 7");
  await check(page, "case-frozen", lang);
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
  // It is taken off again, by two people.
  await page.fill("#removal-text", "invented; تجربة");
  await page.click("form:has(input[value=propose]) button");
  await check(page, "list-removal", lang);
  expect(`${lang} list`, (await page.locator("input[value=approve]").count()) === 0, "who proposed that a list go can approve it");
  const officer = await enter("off", lang);
  await officer.page.goto(`/console/${lang}/lists/own-${lang}`);
  await officer.page.click("form:has(input[value=approve]) button");
  await officer.page.waitForURL(/lists$/);
  expect(`${lang} list`, (await officer.page.request.get(`/console/${lang}/lists/own-${lang}`)).status() === 404, "a list that was taken off has a page");
  await officer.context.close();
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
  await deciding("ar", "C-5", "true_match");
  await freezing("en", "C-1");
  await freezing("ar", "C-5");
  await exempting(stage, "en", "C-1", true);
  await exempting(stage, "ar", "C-5", false);
  await flowing(stage, "en", ["C-6", "C-7"]);
  await flowing(stage, "ar", ["C-8", "C-9"]);
  await together(stage, "en", "C-10", true);
  await together(stage, "ar", "C-11", true);
  await together(stage, "ar", "C-12", false);
  await bulk(stage, "en", ["W-1", "W-2"], "S-1");
  await bulk(stage, "ar", ["W-3", "W-4"], "S-2");
  for (const lang of ["ar", "en"]) {
    await looking(lang);
    await batch(lang);
    await auditing(lang);
    await keeping(lang);
    await people(stage, lang);
  }
  await profile(stage, "ar", "٧١");
  await profile(stage, "en", "72.5");
} catch (error) {
  stage.fault("the tests", error.stack ?? error);
} finally {
  await browser.close();
  await node.stop();
}
console.log(`${stage.checked} pages checked, ${stage.faults.length} faults; pictures in ${shots}`);
process.exitCode = stage.faults.length === 0 ? 0 : 1;
