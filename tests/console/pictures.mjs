// The pictures of docs/console.md, made from an invented node.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { PASSWORD, start } from "./node.mjs";

const [binary, folder, chrome = "/usr/bin/chromium"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const node = await start(binary, { hostile: false });
const browser = await chromium.launch({ executablePath: chrome, args: ["--no-sandbox"] });
const alert = node.alerts.find((own) => own.customer === "C-3").id;
const query = `q=${encodeURIComponent("طالب صبري الزبيري")}&purpose=customer&birth_date=1966&country=ye`;
// Whose pages, and which.
const pages = {
  ana: {
    search: `/search?${query}`,
    compare: `/compare?${query}&entity=test-L-3`,
    queue: "/queue",
    case: `/case/${alert}`,
    list: "/lists/test",
    picture: "/picture/relation/0",
    overview: "/overview",
  },
  adm: { people: "/people" },
};
const enter = async (account, lang) => {
  const context = await browser.newContext({ baseURL: node.base, viewport: { width: 1180, height: 720 } });
  const page = await context.newPage();
  await page.goto(`/console/${lang}/login`);
  await page.fill("#account", account);
  await page.fill("#password", PASSWORD);
  await page.click("main button.primary");
  return { context, page };
};
const shoot = async (page, name, lang) => {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.screenshot({ path: `${folder}/${name}-${lang}.jpg`, type: "jpeg", quality: 62 });
};
for (const lang of ["ar", "en"]) {
  for (const [account, own] of Object.entries(pages)) {
    const { context, page } = await enter(account, lang);
    for (const [name, path] of Object.entries(own)) {
      await page.goto(`/console/${lang}${path}`);
      await shoot(page, name, lang);
    }
    await context.close();
  }
  // What another threshold would do.
  const { context, page } = await enter("off", lang);
  await page.goto(`/console/${lang}/profiles`);
  await page.fill("input[name='/threshold']", "90");
  await page.click("form.form button.primary");
  await page.waitForSelector("#reason");
  await page.locator("#impact").evaluate((title) => title.scrollIntoView({ block: "start" }));
  await shoot(page, "profile", lang);
  await context.close();
}
await browser.close();
await node.stop();
