// What is quicker with a keyboard, and without loading whole pages. Every page works without this
// file.
"use strict";
(() => {
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
  const key = (name) => document.querySelector(`[data-key="${name}"]`);

  const step = (by) => {
    const all = [...document.querySelectorAll("a.go")];
    if (all.length === 0) return;
    const now = all.indexOf(document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
    const link = all[Math.min(Math.max(next, 0), all.length - 1)];
    link.focus();
    link.closest("li, tr, article")?.scrollIntoView({ block: "nearest" });
  };

  // Links and forms marked so change header and content in place. What the node answers is read as
  // a page that runs nothing; what was typed stays until an answer has taken its place.
  let under = false;
  const tell = (name) => {
    const main = document.querySelector("main");
    let told = main.querySelector(".unsent");
    if (!told) {
      told = document.createElement("p");
      told.className = "fault unsent";
      told.setAttribute("role", "alert");
      main.prepend(told);
    }
    told.textContent = main.dataset[name];
    told.scrollIntoView({ block: "nearest" });
  };
  const swap = async (address, options, keep) => {
    if (under) return;
    under = true;
    document.documentElement.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { credentials: "same-origin", ...options });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = page.querySelector("main");
      if (/\/login$/.test(new URL(answer.url).pathname)) return tell("ended");
      if (!content) return tell("offline");
      document.title = page.title;
      for (const part of ["header.top", "main"]) {
        document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
      }
      if (!keep && answer.url !== location.href) history.pushState({}, "", answer.url);
      drops();
      const told = document.querySelector("main [role=alert], main [role=status]");
      (told ?? document.querySelector("main")).focus({ preventScroll: true });
      (told ?? document.body).scrollIntoView({ block: told ? "nearest" : "start" });
    } catch {
      tell("offline");
    } finally {
      under = false;
      document.documentElement.removeAttribute("aria-busy");
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-flow]")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    if (form.method === "get") {
      const address = new URL(form.action);
      address.search = new URLSearchParams(data);
      swap(address, {});
    } else {
      const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
      swap(form.action, { method: "POST", body });
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-flow]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    swap(link.href, {});
  });
  window.addEventListener("popstate", () => swap(location.href, {}, true));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && event.target.id === "reason") {
      event.preventDefault();
      key("propose-next")?.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const box = document.querySelector("#q");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "g") key("next")?.click();
    else if (event.key === "a") key("approve")?.focus();
    else if (["1", "2", "3"].includes(event.key)) {
      const choice = document.querySelectorAll(".outcomes input[name=outcome]")[Number(event.key) - 1];
      if (!choice) return;
      event.preventDefault();
      choice.checked = true;
      document.querySelector("#reason").focus();
    } else if (event.key === "n") {
      const note = document.querySelector("#note");
      if (!note) return;
      event.preventDefault();
      note.focus();
    }
  });

  // The menu closes when one clicks elsewhere or presses Escape.
  const menu = () => document.querySelector("details.menu");
  document.addEventListener("click", (event) => {
    if (menu()?.open && !menu().contains(event.target)) menu().open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu()?.open) {
      menu().open = false;
      menu().querySelector("summary").focus();
    }
  });

  // A file may be dropped onto its field's frame.
  const drops = () => {
    for (const zone of document.querySelectorAll(".drop")) {
      const input = zone.querySelector("input[type=file]");
      const stop = (event) => event.preventDefault();
      zone.addEventListener("dragover", (event) => { stop(event); zone.classList.add("over"); });
      zone.addEventListener("dragleave", () => zone.classList.remove("over"));
      zone.addEventListener("drop", (event) => {
        stop(event);
        zone.classList.remove("over");
        if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
      });
    }
  };
  drops();
})();
