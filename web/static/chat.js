/* The plain chat page without reloading it: sends its forms in the background and puts the new answers in place.
   Without this file, or when it fails, the forms work as they are. */
(() => {
  "use strict";

  let busy = false;

  const isAsking = (form) => form.method === "post" && new URL(form.action).pathname === "/chat";

  const textIn = (page) => page.getElementById("message").value;

  async function answersTo(form, button) {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    const response = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(25000) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) throw new Error("no page came back");
    return { main, title: page.title };
  }

  addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !isAsking(form)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const sent = textIn(document);
    const status = document.getElementById("status");
    status.textContent = status.dataset.working;
    try {
      const { main, title } = await answersTo(form, event.submitter);
      // What was typed meanwhile is not lost.
      const typed = textIn(document);
      if (typed !== sent) main.querySelector("#message").value = typed;
      document.querySelector("main").replaceWith(main);
      document.title = title;
      const fault = main.querySelector("[aria-invalid]");
      const next = fault || main.querySelector("#latest") || main;
      next.focus();
      next.scrollIntoView();
    } catch {
      status.textContent = status.dataset.failed;
    } finally {
      busy = false;
    }
  });
})();
