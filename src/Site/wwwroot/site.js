// Optional: every page works without it. "/" focuses the search, j and k walk the results, buttons copy, a pasted crash is looked up at once.
(() => {
  const $ = (what, from = document) => [...from.querySelectorAll(what)];
  const typing = e => /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey;
  let at = -1;
  const walk = step => {
    const hits = $("a.title");
    if (!hits.length) return;
    at = Math.max(0, Math.min(hits.length - 1, at + step));
    hits[at].focus();
  };
  addEventListener("keydown", e => {
    if (typing(e)) return;
    const box = $("input[type=search]")[0];
    if (e.key === "/" && box) { e.preventDefault(); box.focus(); box.select(); }
    else if (e.key === "j") walk(1);
    else if (e.key === "k") walk(-1);
  });

  // A field of one line would lose the lines of a pasted crash: it goes as it is.
  for (const box of $("input[type=search]")) box.addEventListener("paste", e => {
    const text = e.clipboardData.getData("text");
    if (!text.trim().includes("\n")) return;
    e.preventDefault();
    const whole = document.createElement("textarea");
    whole.name = box.name;
    whole.value = text;
    box.replaceWith(whole);
    whole.form.method = "post";
    whole.form.submit();
  });

  // The page for pasting answers below the text while it is typed or pasted.
  const text = $("main textarea")[0], answers = $("#answers")[0];
  let wait;
  if (text && answers) text.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const asked = text.value;
      const answer = await fetch("/similar", { method: "POST", headers: { Accept: "text/html", "Content-Type": "text/plain" }, body: asked });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (asked === text.value) answers.replaceChildren(...$("section.answer", page));
    }, 400);
  });

  for (const code of $("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "copy";
    button.addEventListener("click", () => navigator.clipboard.writeText(code.textContent.trim()).then(() => { button.textContent = "copied"; }));
    code.after(" ", button);
  }
})();
