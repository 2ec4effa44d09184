// The staff desk: results as one types, keys, copying. Without it every page works as plain forms and links.
"use strict";

(() => {
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const results = document.getElementById("results");
  const said = document.getElementById("said");
  const copied = document.getElementById("copied");
  const PAUSE = 120; // milliseconds without a key before it is looked up

  // Results as one types

  let pending = null;
  let timer = 0;
  let shown = form ? addressOf() : "";

  function addressOf() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) asked.set(name, value);
    return asked.toString();
  }

  async function lookUp() {
    const asked = addressOf();
    if (asked === shown) return;
    if (pending) pending.abort();
    pending = new AbortController();
    try {
      const response = await fetch(`/staff/search?${asked}`, { signal: pending.signal, headers: { Accept: "application/json" } });
      if (response.status === 401) {
        said.textContent = form.dataset.signedOut;
        return;
      }
      const found = await response.json();
      if (!response.ok) {
        said.textContent = found.error ? found.error.message : form.dataset.failed;
        return;
      }
      shown = asked;
      // The server has escaped every text in it.
      results.innerHTML = found.html;
      said.textContent = found.said;
      readyToCopy(results);
      history.replaceState(null, "", asked ? `/staff?${asked}` : "/staff");
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = form.dataset.failed;
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(lookUp, PAUSE);
  }

  if (form) {
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      lookUp();
    });
    box.addEventListener("input", () => {
      document.getElementById("ask-q").value = box.value;
    });
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  // Keys

  const links = () => Array.from(document.querySelectorAll("#results .title"));
  const isTyping = (target) => target.matches("input, select, textarea") || target.isContentEditable;

  function move(to) {
    const all = links();
    if (!all.length) return;
    all[Math.max(0, Math.min(to, all.length - 1))].focus();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = links().findIndex((link) => link.closest(".result").contains(document.activeElement));
    const typing = isTyping(event.target);
    if (event.key === "/" && !typing && box) {
      box.focus();
      box.select();
    } else if (event.key === "ArrowDown" && event.target === box) {
      move(0);
    } else if (event.key === "ArrowDown" && at >= 0 && !typing) {
      move(at + 1);
    } else if (event.key === "ArrowUp" && at === 0 && !typing) {
      box.focus();
    } else if (event.key === "ArrowUp" && at > 0 && !typing) {
      move(at - 1);
    } else if (event.key === "Home" && at >= 0 && !typing) {
      move(0);
    } else if (event.key === "End" && at >= 0 && !typing) {
      move(Infinity);
    } else if (event.key === "Escape" && at >= 0) {
      box.focus();
    } else if (event.key === "c" && !typing) {
      const result = at >= 0 ? links()[at].closest(".result") : document.querySelector(".record");
      if (!result) return;
      copy(result.querySelector(".mail"));
    } else {
      return;
    }
    event.preventDefault();
  }
  document.addEventListener("keydown", onKey);

  // Copying

  function readyToCopy(within) {
    for (const button of within.querySelectorAll("button.copy")) button.hidden = false;
  }

  async function copy(text) {
    let done = false;
    try {
      await navigator.clipboard.writeText(text.value);
      done = true;
    } catch {
      done = copyTheOldWay(text);
    }
    copied.textContent = "";
    // A status that is said again must change first.
    setTimeout(() => {
      copied.textContent = done ? copied.dataset.done : copied.dataset.failed;
      copied.classList.remove("unseen");
      copied.classList.add("done");
    }, 50);
  }

  function copyTheOldWay(text) {
    const focused = document.activeElement;
    const details = text.closest("details");
    details.open = true;
    text.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    if (done) {
      details.open = false;
      focused.focus();
    }
    return done;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(document.getElementById(button.dataset.copy));
  });
  readyToCopy(document);

  // What would the assistant say?

  const ask = document.getElementById("ask");
  if (ask) {
    const reply = document.getElementById("reply");
    ask.addEventListener("submit", async (event) => {
      event.preventDefault();
      reply.textContent = ask.dataset.waits;
      try {
        const response = await fetch(ask.action, {
          method: "POST",
          body: new URLSearchParams(new FormData(ask)),
          headers: { Accept: "application/json" },
        });
        const answer = await response.json();
        if (response.status === 401) reply.textContent = ask.dataset.signedOut;
        else if (!response.ok) reply.textContent = answer.error ? answer.error.message : ask.dataset.failed;
        else reply.innerHTML = answer.html; // escaped by the server
      } catch {
        reply.textContent = ask.dataset.failed;
      }
    });
  }
})();
