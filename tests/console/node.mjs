// A node with invented lists, customers and accounts, some of whose strings are hostile.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const PASSWORD = "correct horse battery staple";

// Strings that get out of a page that is not careful: markup, attributes, templates, addresses,
// controls of direction, and one that is too long for any column.
export const HOSTILE = [
  "<script>window.__hit=1</script>",
  "\"><img src=x onerror=window.__hit=2>",
  "'-window.__hit=3-'",
  "</title><svg onload=window.__hit=4>",
  "{{7*7}}${7*7}<%=7*7%>",
  "javascript:window.__hit=5",
  "\u202Etxt.exe\u202C \u2066hidden\u2069",
  "=HYPERLINK(\"http://x.example\")",
  "w".repeat(300),
];

const quoted = (text) => `"${text.replaceAll("\"", "\"\"")}"`;

const list = (hostile) => {
  const head = "id,name,alias,birthDate,nationality,passportNumber,address,notes,legal basis,reason";
  const good = [
    "L-1,Adam Omar Tester,آدم عمر تستر,1970-04-03,Iraq,N770123,\"1 Test Street\",invented,Order 1/2026,test",
    "L-2,Salma Muster,سلمى مستر,1981,Egypt,,,invented,Order 1/2026,test",
    "L-3,Talib Sabri al-Zubayri,طالب صبري الزبيري,1965~,Yemen,,,invented,Order 1/2026,test",
  ];
  const bad = hostile.map((text, n) =>
    [`H-${n}`, ...Array(2).fill(`Hostile Person ${text}`), "1970", text, `P${n}${text}`, text, text, text, text]
      .map(quoted).join(","));
  return [head, ...good, ...bad].join("\n") + "\n";
};

// A list with a column for everything that is known of anybody, and one whose heading is hostile:
// the string is in every field of its row, its reference among them.
const FIELDS = [
  "alias", "weakAlias", "previousName", "motherName", "fatherName", "birthPlace", "birthDate", "nationality", "country",
  "gender", "title", "position", "religion", "education", "idNumber", "passportNumber", "taxNumber", "registrationNumber",
  "address", "email", "phone", "website", "notes", "legal basis", "reason", "authority", "endDate",
];
const wild = (hostile) => {
  const head = ["id", "name", ...FIELDS, hostile[0] ?? "other"].map(quoted).join(",");
  const rows = hostile.map((text) => [text, `Wild Person ${text}`, ...FIELDS.map(() => text), text].map(quoted).join(","));
  return [head, "R-1,Ordinary Person" + ",".repeat(FIELDS.length + 1), ...rows].join("\n") + "\n";
};

const customers = (hostile) => {
  const head = "id,name,birthDate,nationality,address";
  const good = [
    "C-1,Adam Omar Tester,1970-04-03,Iraq,", "C-2,سلمى مستر,1981,Egypt,",
    "C-3,Talib Sabri Zubayri,1966,Yemen,", "C-4,Nobody Inparticular,1990,France,",
    "C-13,Newly Listed Person,1990,Syria,",
    // One alert for each thing that is done to one.
    ...["C-5", "C-6", "C-7", "C-8", "C-9", "C-10", "C-11", "C-12", "S-1", "S-2"].map((id) => `${id},Adam Omar Tester,1970-04-03,Iraq,`),
    ...["W-1", "W-2", "W-3", "W-4"].map((id) => `${id},Talib Sabri al-Zubair,1920,Yemen,`),
  ];
  const bad = hostile.map((text, n) => [`X-${n}`, `Hostile Person ${text}`, "1970", "", text].map(quoted).join(","));
  return [head, ...good, ...bad].join("\n") + "\n";
};

export const BATCH = customers(HOSTILE);
export const OWN = "ref;الاسم;تاريخ الميلاد;الجنسية;shoe size\n1;هارون الكتاني;1970;مصر;44\n2;;;;\n";

// Two invented reports of one meeting that do not agree on a number, with hostile lines.
const reports = (hostile) => [
  `Ministers meet in Testville\n\nTestville, 12 May 2022 - The foreign ministers of the Global Coalition met in Marrakech on 11 May 2022. 47 delegations attended the meeting. The ministers pledged 700 million dollars for stabilisation.\n\n${hostile.join("\n\n")}\n`,
  // The string is title, outlet, place, speaker, quotation and unit.
  ...hostile.map((text) => `${text}\n\n${text} | ${text}\n\n${text}, 3 June 2023 - ${text} said on 2 June 2023 in ${text}: "${text}". 12 ${text} attended the meeting in Baghdad. Minister ${text} pledged 5 million ${text}.\n`),
  `Coalition gathers\n\nOtherville, 12 May 2022 - The Global Coalition held its ministerial meeting in Marrakech on 11 May 2022. 85 delegations attended the meeting. Participants pledged 500 million dollars for stabilisation.\n\n${hostile.join("\n\n")}\n`,
];

const ACCOUNTS = [
  ["ana", "analyst"], ["rev", "reviewer"], ["off", "officer"], ["aud", "auditor"], ["lis", "list-manager"],
  ["adm", "administrator"],
];

// A list of which a row is held, and a page that a server sends in its place.
const HELD = "id,name,legal basis,reason\n1,Held Example,Order 3/2026,test\n1,Held Again,Order 3/2026,test\n";
const WEB_PAGE = "<!DOCTYPE html><html><body>503</body></html>\n";

export async function start(binary, { hostile = true } = {}) {
  const strings = hostile ? HOSTILE : [];
  const folder = mkdtempSync(join(tmpdir(), "hilf-console-"));
  const env = { ...process.env, HILF_DATA_DIR: join(folder, "data") };
  const run = (args, input) => {
    const done = spawnSync(binary, args, { env, input, encoding: "utf8" });
    // 3 says that rows were held, which some of these are.
    if (done.status !== 0 && done.status !== 3) throw new Error(`hilf ${args.join(" ")}: ${done.stderr}`);
    return done.stdout;
  };
  const file = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  run(["lists", "add", file("list.csv", list(strings)), "--name", "test"]);
  run(["lists", "update", "test", "--from", file("list2.csv", list(strings) + "L-4,Newly Listed Person,,1990,Syria,,,invented,Order 2/2026,test\n")]);
  run(["lists", "add", file("wild.csv", wild(strings)), "--name", "wild"]);
  run(["customers", "import", file("wild-customers.csv", wild(strings))]);
  run(["lists", "add", file("held.csv", HELD), "--name", "held"]);
  spawnSync(binary, ["lists", "update", "held", "--from", file("page.html", WEB_PAGE)], { env });
  run(["press", "ingest", ...reports(strings).map((text, n) => file(`report-${n}.txt`, text))]);
  run(["customers", "import", file("customers.csv", customers(strings))]);
  for (const [id, role] of ACCOUNTS) run(["accounts", "add", id, "--role", role], PASSWORD + "\n");
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let address;
  const live = new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      address ??= said.match(/"listening","detail":"([^"]+)"/)?.[1];
      if (address && said.includes("lists are live")) resolve();
    });
    child.on("exit", () => reject(new Error(`the node ended: ${said}`)));
  });
  await live;
  const alerts = JSON.parse("[" + run(["alerts", "--format", "jsonl"]).trim().split("\n").join(",") + "]");
  // The node still writes while it ends: its folder goes when it has.
  const stop = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { base: `http://${address}`, folder, file, alerts, stop };
}
