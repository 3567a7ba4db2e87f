// What every test of the console has: browsers of people who have entered, and what holds on every
// page. Whatever a browser reports is a fault.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PASSWORD } from "./node.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export class Stage {
  faults = [];
  checked = 0;

  constructor(browser, node, shots) {
    Object.assign(this, { browser, node, shots });
    mkdirSync(shots, { recursive: true });
  }

  fault(where, what) {
    this.faults.push(`${where}: ${what}`);
    console.error(`FAULT ${where}: ${what}`);
  }

  expect(where, is, what) {
    if (!is) this.fault(where, what);
  }

  async enter(account, lang, options = {}, password = PASSWORD) {
    const context = await this.browser.newContext({
      baseURL: this.node.base, viewport: { width: 1360, height: 900 }, reducedMotion: "reduce", bypassCSP: false, ...options,
    });
    const page = await context.newPage();
    page.on("dialog", (dialog) => { this.fault(page.url(), `a dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("console", (message) => {
      const text = message.text();
      if (/Content Security Policy|Refused to/.test(text)) this.fault(page.url(), text);
    });
    page.on("pageerror", (error) => this.fault(page.url(), `an error: ${error}`));
    page.on("request", (request) => request.url().startsWith(this.node.base) || request.url().startsWith("data:") || this.fault(page.url(), `a request to ${request.url()}`));
    if (account) {
      await page.goto(`/console/${lang}/lists`);
      this.expect(page.url(), page.url().includes("/login"), "pages are open to those who have not entered");
      await page.fill("#account", account);
      await page.fill("#password", password);
      await page.click("main button.primary");
      this.expect(page.url(), page.url().endsWith("/lists"), "the door does not lead back to where one wanted to go");
    }
    return { context, page };
  }

  // What holds on every page.
  async check(page, name, lang) {
    const where = `${lang} ${name}`;
    const seen = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      hit: window.__hit,
      hidden: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      titles: document.querySelectorAll("h1").length,
      ids: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, n, all) => all.indexOf(id) !== n),
      weight: performance.getEntriesByType("resource").filter((entry) => entry.initiatorType !== "fetch")
        .concat(performance.getEntriesByType("navigation"))
        .filter((entry) => !entry.name.includes(".woff2")).reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    }));
    const expect = (is, what) => this.expect(where, is, what);
    expect(seen.lang === lang && seen.dir === (lang === "ar" ? "rtl" : "ltr"), "language or direction are wrong");
    expect(seen.hit === undefined, `a script ran: ${seen.hit}`);
    expect(!seen.hidden, "a control of direction is in the text");
    expect(seen.wide <= 0, `the page is ${seen.wide} pixels too wide`);
    expect(seen.titles === 1, `${seen.titles} titles`);
    expect(seen.ids.length === 0, `ids twice: ${seen.ids}`);
    expect(seen.weight > 0 && seen.weight <= 150_000, `${seen.weight} bytes without the font`);
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
      if (["serious", "critical"].includes(v.impact)) this.fault(where, `${v.id}: ${v.at.join(" | ")}`);
      else console.log(`note ${where}: ${v.id}: ${v.at[0]}`);
    }
    await page.screenshot({ path: join(this.shots, `${lang}-${name}.png`), fullPage: true });
    this.checked += 1;
  }

  async visit(page, lang, name, path, status = 200) {
    const answer = await page.goto(`/console/${lang}${path}`);
    this.expect(`${lang} ${name}`, answer.status() === status, `${path} answers ${answer.status()}`);
    await this.check(page, name, lang);
  }

  alertOf(customer) {
    const found = this.node.alerts.find((alert) => alert.customer === customer);
    this.expect("the node", found, `there is no alert on ${customer}`);
    return found?.id;
  }
}
