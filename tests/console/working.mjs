// The flow of the queue: by keyboard, without loading pages, two people at once, several alerts
// together, exemptions.
import { join } from "node:path";

// From alert to alert without leaving the page; what was typed survives whatever happens.
export async function flowing(stage, lang, [first, second]) {
  const { context, page } = await stage.enter("ana", lang);
  const expect = (is, what) => stage.expect(`${lang} flow`, is, what);
  await page.goto(`/console/${lang}/queue`);
  await page.evaluate(() => { window.__stays = true; });
  const stays = () => page.evaluate(() => window.__stays === true);
  await page.keyboard.press("g");
  await page.waitForURL(/\/case\//);
  expect(await stays(), "the page is loaded anew");
  await stage.check(page, "flow-case", lang);
  // The queue's filter goes along, and the keys do what they say.
  await page.goto(`/console/${lang}/case/${stage.alertOf(first)}?who=`);
  await page.evaluate(() => { window.__stays = true; });
  await page.keyboard.press("n");
  await page.keyboard.type("a note");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll("#history ~ div td")].some((td) => td.innerText.includes("a note")));
  expect(await stays(), "a note loads the page anew");
  await page.locator("main").focus();
  await page.keyboard.press("2");
  await page.keyboard.type("another person");
  const before = page.url();
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction((url) => location.href !== url, before);
  expect(await stays(), "a proposal loads the page anew");
  expect(!page.url().includes(stage.alertOf(first)), "the next alert does not follow");
  // The node is not reached: nothing is lost.
  await page.goto(`/console/${lang}/case/${stage.alertOf(second)}`);
  await page.check(".outcomes input[value=false_positive]");
  await page.fill("#reason", "typed with care");
  await context.setOffline(true);
  await page.click("form:has(#reason) button.primary");
  await page.waitForSelector(".unsent");
  expect((await page.inputValue("#reason")) === "typed with care", "what was typed is lost when the node is away");
  await context.setOffline(false);
  await stage.check(page, "flow-away", lang);
  // Nor is anything lost when the session has ended meanwhile.
  await context.clearCookies();
  await page.click("form:has(#reason) button.primary");
  await page.waitForFunction(() => document.querySelector(".unsent")?.textContent === document.querySelector("main").dataset.ended);
  expect((await page.inputValue("#reason")) === "typed with care", "what was typed is lost with the session");
  await context.close();
}

// Two people propose on one alert at once, with and without a script.
export async function together(stage, lang, customer, javaScriptEnabled) {
  const expect = (is, what) => stage.expect(`${lang} two at once`, is, what);
  const [one, two] = [await stage.enter("ana", lang, { javaScriptEnabled }), await stage.enter("off", lang, { javaScriptEnabled })];
  const path = `/console/${lang}/case/${stage.alertOf(customer)}`;
  for (const person of [one, two]) await person.page.goto(path);
  await one.page.check(".outcomes input[value=cannot_tell]");
  await one.page.fill("#reason", "the first");
  await one.page.click("form:has(#reason) button.primary");
  await one.page.waitForSelector("main >> text=the first");
  await two.page.check(".outcomes input[value=true_match]");
  await two.page.fill("#reason", "the second, written at length");
  await two.page.click("form:has(#reason) button.primary");
  await two.page.waitForSelector(".late");
  expect((await two.page.inputValue("#kept")) === "the second, written at length", "what the second typed is lost");
  expect((await two.page.locator(".late tbody tr").count()) >= 1, "it is not told what happened meanwhile");
  if (javaScriptEnabled) await stage.check(two.page, "case-late", lang);
  for (const person of [one, two]) await person.context.close();
}

// Several alerts at once, where policy allows.
export async function bulk(stage, lang, weak, strong) {
  const { context, page } = await stage.enter("ana", lang);
  const expect = (is, what) => stage.expect(`${lang} together`, is, what);
  await page.goto(`/console/${lang}/queue?state=new`);
  for (const customer of [...weak, strong]) await page.check(`input[name=alert][value^='${stage.alertOf(customer)}']`);
  await page.fill("#together-reason", "born elsewhen");
  await page.click("button[value=not_the_same]");
  await page.waitForSelector("main .notice[role=status]");
  await stage.check(page, "queue-together", lang);
  expect((await page.locator("main .notice li").count()) === 1, "what may not go together is not told");
  await page.goto(`/console/${lang}/case/${stage.alertOf(weak[0])}`);
  expect((await page.locator("main").innerText()).includes("born elsewhen"), "nothing was proposed together");
  await page.goto(`/console/${lang}/case/${stage.alertOf(strong)}`);
  expect((await page.locator("input[value=propose]").count()) === 1, "what may not go together was proposed");
  await context.close();
  const seen = await stage.enter("aud", lang);
  await seen.page.goto(`/console/${lang}/queue`);
  expect((await seen.page.locator("input[name=alert]").count()) === 0, "an auditor can choose alerts");
  await seen.context.close();
}

// A lawful reason to pay: asked for, granted by another person, shown, ended.
export async function exempting(stage, lang, customer, javaScriptEnabled) {
  const expect = (is, what) => stage.expect(`${lang} exemption`, is, what);
  const [one, two] = [await stage.enter("ana", lang, { javaScriptEnabled }), await stage.enter("off", lang, { javaScriptEnabled })];
  const path = `/console/${lang}/case/${stage.alertOf(customer)}`;
  await one.page.goto(path);
  await one.page.click("section:has(#exemptions) summary");
  await one.page.check("input[name=basis][value=humanitarian]");
  await one.page.fill("#provider", "UN agency <b>");
  await one.page.fill("#number", "مشروع 7");
  await one.page.fill("#ceiling", "much");
  await one.page.fill("#currency", "USD");
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await one.page.fill("#from", day(-1));
  await one.page.fill("#until", day(30));
  const send = async () => one.page.click("form:has(#ceiling) button");
  await send();
  await one.page.waitForSelector(".late");
  expect((await one.page.inputValue("#provider")) === "UN agency <b>", "what was typed is lost");
  await one.page.fill("#ceiling", "1000.50");
  await send();
  await one.page.waitForSelector(".exemption");
  expect((await one.page.locator("input[value=grant]").count()) === 0, "the proposer can grant");
  await two.page.goto(path);
  await two.page.click("form:has(input[value=grant]) button");
  await two.page.waitForSelector(".exemption .pill.for");
  if (javaScriptEnabled) {
    await stage.check(two.page, "case-exempt", lang);
    await two.page.screenshot({ path: join(stage.shots, `${lang}-exemption.png`), clip: await two.page.locator("section:has(#exemptions)").boundingBox() });
  }
  await two.page.goto(`/console/${lang}/queue`);
  expect((await two.page.locator("tbody .pill.for").count()) >= 1, "the queue does not show the exemption");
  await two.page.goto(path);
  const end = two.page.locator("form:has(input[value=end])").first();
  await end.locator("input[name=text]").fill("over");
  await end.locator("button").click();
  await two.page.waitForSelector(".exemption .pill.neutral");
  for (const person of [one, two]) await person.context.close();
}
