// People, one's own account, and the profile that two people change.
import { PASSWORD } from "./node.mjs";

export async function people(stage, lang) {
  const { context, page } = await stage.enter("adm", lang);
  const expect = (is, what) => stage.expect(`${lang} people`, is, what);
  const sections = await page.locator("header nav a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  expect(sections.some((path) => path.endsWith("/people")), "an administrator does not see the people");
  expect(!sections.some((path) => path.endsWith("/queue")), "an administrator is led to alerts they may not see");
  await stage.visit(page, lang, "people", "/people");
  const id = `new-${lang}`;
  await page.fill("#id", id);
  await page.fill("#name", "<b>Newcomer</b> جديد");
  await page.fill("#password", PASSWORD);
  await page.check("input[name=role][value=analyst]");
  await page.click("form.form button.primary");
  await page.waitForURL(new RegExp(`people/${id}$`));
  await stage.check(page, "person", lang);
  // Whoever is there already is not overwritten, and nothing typed is lost.
  await page.goto(`/console/${lang}/people`);
  await page.fill("#id", id);
  await page.fill("#name", "Somebody else");
  await page.fill("#password", PASSWORD);
  await page.click("form.form button.primary");
  expect((await page.locator(".fault").count()) === 1, "an account is made twice");
  expect((await page.inputValue("#name")) === "Somebody else", "what was typed is lost");
  await stage.check(page, "people-refused", lang);

  const own = await stage.enter(id, lang);
  await stage.visit(own.page, lang, "account", "/account");
  await own.page.fill("#name", "Bridge <i>");
  await own.page.click("form:has(#days) button.primary");
  expect((await own.page.locator("main .fault").count()) === 1, "a token without rights is made");
  await own.page.check("input[name=scope][value='customer.view']");
  await own.page.click("form:has(#days) button.primary");
  const token = await own.page.locator("code.once").innerText();
  await stage.check(own.page, "account-token", lang);
  const asks = () => context.request.get("/api/v1/me", { headers: { authorization: `Bearer ${token}` } });
  expect((await (await asks()).json()).rights.join() === "customer.view", "the token has other rights");
  await own.page.goto(`/console/${lang}/account`);
  expect((await own.page.locator("code.once").count()) === 0, "the token is shown twice");
  await own.page.click("tbody button");
  expect((await asks()).status() === 401, "a revoked token is good");
  await own.page.fill("#present", PASSWORD);
  await own.page.fill("#new", `${PASSWORD} 2`);
  await own.page.click("form:has(#present) button");
  expect((await own.page.locator("main [role=status]").count()) === 1, "the password is not changed");
  await own.page.click("form:has(input[value=codes]) button");
  expect(/^([A-Z2-7]{4} ?)+$/.test(await own.page.locator("code.once").innerText()), "no key for the device is shown");
  await stage.check(own.page, "account-codes", lang);
  const code = own.page.locator("svg.qr");
  const box = await code.boundingBox();
  expect(box?.width >= 150 && Math.abs(box.width - box.height) < 1, "no QR code of the key is shown");
  await own.page.emulateMedia({ colorScheme: "dark" });
  const fills = await code.evaluate((svg) => [...svg.children].map((part) => getComputedStyle(part).fill).join(" "));
  expect(fills === "rgb(255, 255, 255) rgb(0, 0, 0)", `a camera cannot read the code on a dark page: ${fills}`);

  await page.goto(`/console/${lang}/people/${id}`);
  await page.click("form:has(input[value=codes]) button");
  await page.check("input[name=role][value=reviewer]");
  await page.click("form:has(input[value=change]) button.primary");
  await page.click("form:has(input[value=close]) button");
  expect((await page.locator("input[value=open]").count()) === 1, "the account is not closed");
  await own.page.goto(`/console/${lang}/account`);
  expect(own.page.url().includes("/login"), "the sessions of a closed account go on");
  await page.click("form:has(input[value=open]) button");
  await own.context.close();
  const again = await stage.enter(id, lang, {}, `${PASSWORD} 2`);
  expect((await again.page.locator("header nav a[href$='/queue']").count()) === 1, "whoever was let in again sees no alerts");
  await again.context.close();
  await context.close();
}

// Another threshold: its effect, a proposal, the approval of another person, screening by it.
export async function profile(stage, lang, threshold) {
  const one = await stage.enter("off", lang);
  const expect = (is, what) => stage.expect(`${lang} profiles`, is, what);
  await stage.visit(one.page, lang, "profiles", "/profiles");
  await one.page.fill("input[name='/threshold']", "high");
  await one.page.fill("input[name='/evidence/country_shared']", "4");
  await one.page.click("form.form button.primary");
  expect((await one.page.locator(".fault").count()) === 1, "a threshold that is no number is taken");
  expect((await one.page.inputValue("input[name='/evidence/country_shared']")) === "4", "what was typed is lost");
  await one.page.fill("input[name='/evidence/country_shared']", "3.0");
  await one.page.fill("input[name='/threshold']", threshold);
  await one.page.click("form.form button.primary");
  await one.page.waitForSelector("#reason");
  await stage.check(one.page, "profile-preview", lang);
  await one.page.fill("#reason", "invented; تجربة");
  await one.page.click("form.work button.primary");
  await one.page.waitForURL(/profiles\/changes\/\d+$/);
  expect((await one.page.locator("input[value=approve]").count()) === 0, "the proposer can approve");
  await stage.check(one.page, "profile-change", lang);
  const path = new URL(one.page.url()).pathname;
  const two = await stage.enter("rev", lang, { javaScriptEnabled: false });
  await two.page.goto(path);
  await two.page.click("form:has(input[value=approve]) button");
  expect((await two.page.locator("input[value=approve]").count()) === 0, "the approval does not count");
  await two.page.goto(`/console/${lang}/profiles`);
  expect((await two.page.locator("td.number").first().innerText()).length > 0, "the profile in force is not shown");
  await two.context.close();
  const seen = await stage.enter("aud", lang);
  await stage.visit(seen.page, lang, "profiles-auditor", "/profiles");
  expect((await seen.page.locator("input[name='/threshold']").count()) === 0, "an auditor can change the profile");
  await seen.context.close();
  await one.context.close();
}
