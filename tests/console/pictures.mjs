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
const pages = {
  search: `/search?${query}`,
  compare: `/compare?${query}&entity=test-L-3`,
  case: `/case/${alert}`,
  list: "/lists/test",
  picture: "/picture/relation/0",
};
for (const lang of ["ar", "en"]) {
  const context = await browser.newContext({ baseURL: node.base, viewport: { width: 1180, height: 720 } });
  const page = await context.newPage();
  await page.goto(`/console/${lang}/login`);
  await page.fill("#account", "ana");
  await page.fill("#password", PASSWORD);
  await page.click("main button.primary");
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`/console/${lang}${path}`);
    await page.evaluate(() => document.fonts.ready.then(() => true));
    await page.screenshot({ path: `${folder}/${name}-${lang}.jpg`, type: "jpeg", quality: 62 });
  }
  await context.close();
}
await browser.close();
node.stop();
