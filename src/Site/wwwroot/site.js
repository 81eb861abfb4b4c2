// Optional: every page works without it. "/" focuses the search, j and k walk the results, buttons copy.
(() => {
  const typing = e => /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey;
  let at = -1;
  const walk = step => {
    const hits = [...document.querySelectorAll("ol.hits a.title")];
    if (!hits.length) return;
    at = Math.max(0, Math.min(hits.length - 1, at + step));
    hits[at].focus();
  };
  addEventListener("keydown", e => {
    if (typing(e)) return;
    if (e.key === "/") { const box = document.querySelector("input[type=search]"); if (box) { e.preventDefault(); box.focus(); box.select(); } }
    else if (e.key === "j") walk(1);
    else if (e.key === "k") walk(-1);
  });
  for (const code of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "copy";
    button.addEventListener("click", () => navigator.clipboard.writeText(code.textContent.trim()).then(() => { button.textContent = "copied"; }));
    code.after(" ", button);
  }
})();
