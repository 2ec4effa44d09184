/* The residents' chat window: one custom element in a shadow root, without dependency. How to embed it: docs/embedding.md. */
(() => {
  "use strict";

  const ELEMENT = "council-assistant";
  // A second script tag, or a second copy of this file, changes nothing.
  if (customElements.get(ELEMENT)) return;

  const SCRIPT = document.currentScript || document.querySelector('script[src*="widget.js"]');
  const OPTIONS = { ...(SCRIPT ? SCRIPT.dataset : {}) };
  const BASE = SCRIPT && SCRIPT.src ? new URL(SCRIPT.src, location.href).origin : location.origin;

  const LIMIT = 300;
  const NEAR_LIMIT = 50;
  const PATIENCE_MS = 25000;
  const TOKEN_KEY = "council-assistant";
  const OPEN_KEY = "council-assistant-open";
  const DEFAULT_COLOUR = "#1d4f76";
  // Until the gateway has said what its settings are.
  const LEAVE_TO = "https://www.bbc.co.uk/weather";
  const DAYS = 30;
  const NARROW = matchMedia("(max-width: 479.98px), (max-height: 419.98px)");

  // Every word that the window says of its own. {braces} are filled in by the code.
  const WORDS = {
    title: "Ask the council",
    newAnswer: "New answer",
    close: "Close",
    person: "Speak to a person",
    openNow: "Open now",
    closedNow: "Closed now",
    noNumber: "the number did not load",
    leave: "Leave this page",
    conversation: "Conversation",
    earlier: "Earlier messages",
    earlierFailed: "Your earlier messages did not load.",
    messages: "Messages",
    notice: [
      "This is a bot, not a person. It answers from council reports and a checked list of contacts. It can be wrong.",
      "Please don't type names or health details. Your town or postcode is fine.",
      "We keep this chat on the council's server for {days} days at most. You can delete it at any time.",
    ],
    privacy: "How we use what you type",
    starters: "People often ask",
    you: "You asked:",
    bot: "Assistant:",
    urgent: "Urgent",
    choose: "Choose one of these",
    contact: "Who to contact",
    checked: "Checked {date}",
    website: "Website: {site}",
    sources: "Where this comes from",
    figures: "Figures in it:",
    chart: "Bar chart: {name}. The table below it gives the same figures.",
    chartTable: "The figures as a table",
    chartWhen: "When",
    chartAmount: "How much or how many",
    looking: "Looking for an answer",
    waiting: "Waiting to be sent",
    notSent: "This message was not answered. {why}",
    again: "Try again",
    unreachable: "The assistant can't be reached just now.",
    tooLate: "It took too long.",
    offline: "You are offline. Your messages will be sent when you are back.",
    helpful: "Did this help?",
    yes: "Yes",
    no: "No",
    reason: "Tell us why, if you like",
    sendReason: "Send",
    skipReason: "Skip",
    thanks: "Thank you. That helps us.",
    question: "Your question",
    send: "Send",
    upTo: "You can use up to 300 characters. Press Enter to send.",
    left: "{n} characters left",
    over: "{n} characters too many",
    nothing: "Type a question first.",
    tooLong: "Use 300 characters or fewer.",
    startAgain: "Start again",
    print: "Print",
    download: "Download",
    delete: "Delete this chat",
    sureDelete: "Delete this chat for good?",
    yesDelete: "Yes, delete it",
    noDelete: "No, keep it",
    deleting: "Deleting this chat",
    deleted: "This chat has been deleted from the council's server.",
    notDeleted: "The chat could not be deleted. Please try again.",
    endedBefore: "This chat is no longer open on the council's server. What was kept goes by itself.",
    savedOn: "Saved on {date}",
  };

  // Questions offered at the start, by the page's service area (data-area). Each is the name of a need in data/needs.
  const STARTERS = {
    "": ["My bin was not emptied", "Report a pothole", "Apply for an older person's bus pass"],
    waste: ["My bin was not emptied", "What day my bins are emptied", "What goes in which bin"],
    flooding: ["Is there a flood warning for my area", "Where can I get sandbags", "Report that my home was flooded"],
    carers: ["Am I an unpaid carer", "Ask for a carer's assessment", "Carer's Allowance"],
    buses: ["Bus times and routes", "Apply for an older person's bus pass", "Renew a bus pass"],
    roads: ["Report a pothole", "Street light not working", "Broken or uneven pavement or kerb"],
    "walking-cycling": ["Cycle routes and maps", "Walks and walking routes"],
    "adult-social-care": ["Speak to adult social care", "Ask for a care needs assessment", "Find a care home"],
    "public-health": ["Stop smoking", "NHS Health Check", "Feeling lonely"],
    "children-families": ["Find a family hub or children's centre", "Become a foster carer"],
    "schools-send": ["Apply for a primary school place", "Apply for a secondary school place", "Free school bus or transport"],
    housing: ["I may lose my home soon", "Get on the council house list"],
    "economy-jobs": ["Finding a job", "Apprenticeships", "Adult learning courses"],
    broadband: ["Slow broadband", "Help to get online"],
    communities: ["Grant for a community group", "Volunteering"],
    "libraries-heritage": ["Joining the library", "Renewing library books", "Library opening hours"],
    "environment-climate": ["Finding an electric car charger", "Saving energy and a warmer home"],
    safety: ["A strange call, text, e-mail or letter", "Antisocial behaviour"],
    "council-finance": ["Who do I talk to about my council tax bill", "Behind with council tax: reminder letter"],
    other: ["Register a birth", "Register a death", "Register to vote"],
  };

  // ------------------------------------------------------------------------------------------------- small helpers

  const say = (key, fields = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => fields[name]);

  /** Makes an element. Text always goes in as text, never as markup. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter(Boolean));
    return element;
  }

  const button = (text, onclick, kind = "plain", more = {}) => make("button", { type: "button", class: kind, onclick, ...more }, text);
  const unseen = (text) => make("span", { class: "unseen" }, text);

  function icon() {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M3 3h18v14H9l-6 5zM7 8v2h10V8zm0 4v2h7v-2z");
    path.setAttribute("fill-rule", "evenodd");
    picture.append(path);
    return picture;
  }

  // Some browsers refuse storage to pages in frames; then the chat lives as long as the page.
  const memory = new Map();
  const store = {
    read(key) {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return memory.get(key) || null;
      }
    },
    write(key, value) {
      try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, value);
      } catch {
        memory.set(key, value);
      }
    },
  };

  /** The page's colour, if white letters on it can be read (WCAG: 4.5 to 1); else ours. */
  function readableColour(given) {
    const match = /^#([\da-f]{3}|[\da-f]{6})$/i.exec((given || "").trim());
    if (!match) return DEFAULT_COLOUR;
    const digits = match[1].length === 3 ? [...match[1]].map((digit) => digit + digit).join("") : match[1];
    const [red, green, blue] = [0, 2, 4].map((at) => {
      const part = parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return 1.05 / (light + 0.05) >= 4.5 ? `#${digits}` : DEFAULT_COLOUR;
  }

  // ---------------------------------------------------------------------------------------------- links in answers

  const PHONE = "\\b0800 1111\\b|\\b0845 46 47\\b|(?:\\+44 ?\\d|\\b0\\d)(?: ?\\d){8,9}\\b|\\b116 \\d{3}\\b";
  const LINKABLE = new RegExp(
    `(https?://[^\\s<>"']+)|([\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)|(${PHONE})` +
      "|(\\b(?:call|ring|dial|phone|NHS) )(999|112|111|101|105)\\b|(\\bon )(999|112|111|101|105)\\b(?=\\s*(?:[.,;:()]|$))",
    "gi",
  );
  const ALLOWED = ["http:", "https:", "tel:", "mailto:"];

  /** A link, if its scheme is one of the allowed; else the plain text. */
  function link(address, text) {
    try {
      if (!ALLOWED.includes(new URL(address).protocol)) return text;
    } catch {
      return text;
    }
    return make("a", { href: address, rel: "noreferrer" }, text);
  }

  const dial = (number) => link(`tel:${number.replace(/[^\d+]/g, "")}`, number);

  /** A text with its addresses and phone numbers as links, as a list of nodes and strings. */
  function linked(text) {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(LINKABLE)) {
      const [whole, address, mail, phone, before, short, beforeOn, shortOn] = match;
      // Part of a longer number, an amount or a date.
      if (phone && /[\d.,£/-]/.test(text[match.index - 1] || "")) continue;
      pieces.push(text.slice(end, match.index));
      end = match.index + whole.length;
      if (address) {
        let bare = address.replace(/[.,;:!?]+$/, "");
        if (bare.endsWith(")") && !bare.includes("(")) bare = bare.replace(/[).,;]+$/, "");
        end -= address.length - bare.length;
        pieces.push(link(bare, bare));
      } else if (mail) pieces.push(link(`mailto:${mail}`, mail));
      else if (phone) pieces.push(dial(phone));
      else pieces.push(before || beforeOn, dial(short || shortOn));
    }
    return [...pieces, text.slice(end)];
  }

  // ------------------------------------------------------------------------------------------------ the server side

  /** A call that failed, with a reason for people. */
  class Trouble extends Error {
    constructor(message, status = 0) {
      super(message);
      this.status = status;
    }
  }

  const server = {
    async call(method, path, { body, token, keepalive = false } = {}) {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
      const headers = {};
      if (body) headers["Content-Type"] = "application/json";
      if (token) headers.Authorization = `Bearer ${token}`;
      try {
        const response = await fetch(BASE + path, {
          method,
          headers,
          keepalive,
          body: body && JSON.stringify(body),
          credentials: "omit",
          cache: "no-store",
          referrerPolicy: "no-referrer",
          signal: stop.signal,
        });
        const data = response.status === 204 ? {} : await response.json().catch(() => null);
        if (!response.ok) throw new Trouble((data && data.error && data.error.message) || say("unreachable"), response.status);
        if (!data) throw new Trouble(say("unreachable"));
        return data;
      } catch (trouble) {
        if (trouble instanceof Trouble) throw trouble;
        throw new Trouble(say(stop.signal.aborted ? "tooLate" : "unreachable"));
      } finally {
        clearTimeout(timer);
      }
    },

    /** A call in the resident's session; begins one, and begins anew when it has ended. */
    async inSession(method, path, body) {
      for (let attempt = 0; ; attempt++) {
        if (!store.read(TOKEN_KEY)) store.write(TOKEN_KEY, (await this.call("POST", "/api/session")).token);
        try {
          return await this.call(method, path, { body, token: store.read(TOKEN_KEY) });
        } catch (trouble) {
          if (trouble.status !== 401 || attempt) throw trouble;
          store.write(TOKEN_KEY, null);
        }
      }
    },
  };

  // --------------------------------------------------------------------------------------------- answers on the page

  /** The card of whom to turn to. */
  function contactCard(part) {
    const { name, phone = "", web = "", hours = "", checked = "", open_now: open = null } = part;
    let site = "";
    try {
      site = new URL(web).hostname.replace(/^www\./, "");
    } catch {
      // Not one address: it is shown as it is.
    }
    const state = typeof open === "boolean" && make("strong", { class: open ? "open" : "" }, say(open ? "openNow" : "closedNow"));
    return make(
      "div",
      { class: "card", role: "group", "aria-label": `${say("contact")}: ${name}` },
      make("p", { class: "small" }, say("contact")),
      make("p", { class: "name" }, name),
      phone && make("p", { class: "big" }, ...(/^\+?[\d ]+$/.test(phone) ? [dial(phone)] : linked(phone))),
      (hours || state) && make("p", {}, state, state && hours ? ": " : "", hours),
      web && make("p", {}, ...(site ? [link(web, say("website", { site }))] : linked(web))),
      checked && make("p", { class: "small" }, say("checked", { date: checked })),
    );
  }

  /** A figure over the years: a picture, and the same as a table. */
  function chartView({ name, chart, values }) {
    const cell = (tag, text, scope) => make(tag, scope ? { scope } : {}, text);
    const rows = values.map(({ period, amount }) => make("tr", {}, cell("th", period, "row"), cell("td", amount)));
    const head = make("tr", {}, cell("th", say("chartWhen"), "col"), cell("th", say("chartAmount"), "col"));
    const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
    // A page may forbid pictures of other sites; the table says the same.
    // Its size, as the gateway draws it, keeps its place free until it is there.
    const size = { width: 440, height: 30 + 52 * values.length };
    const picture = make("img", { alt: say("chart", { name }), ...size, onerror: () => picture.remove() });
    picture.src = BASE + chart;
    return make("figure", {}, make("figcaption", {}, name), picture, make("details", {}, make("summary", {}, say("chartTable")), table));
  }

  const LINE_CLASSES = { caution: "caution", remark: "remark", standing: "small", rule: "small", ask: "ask" };

  /** One answer: its lines by what they are, sources folded, quick replies. */
  function answerView(answer, choose) {
    const urgent = answer.status === "danger";
    const view = make("div", { class: urgent ? "turn bot danger" : "turn bot" });
    view.append(unseen(say("bot")));
    if (urgent) view.append(make("p", { class: "urgent" }, say("urgent")));
    const plain = () => (answer.text || "").split("\n").map((text) => ({ kind: "text", text }));
    const parts = answer.parts && answer.parts.length ? answer.parts : plain();
    const sources = parts.filter((part) => part.kind === "source");
    for (const part of parts) {
      if (part.kind === "source" || !part.text) continue;
      if (part.kind === "contact" && part.name) view.append(contactCard(part));
      else if (part.chart && part.values) view.append(make("p", {}, ...linked(part.text)), chartView(part));
      else {
        // Short lines are easier to take in for somebody in danger.
        const lines = urgent ? part.text.split(/([^.?!]+[.?!]+)(?:\s+|$)/).filter((line) => line.trim()) : [part.text];
        view.append(...lines.map((line) => make("p", { class: LINE_CLASSES[part.kind] }, ...linked(line))));
      }
    }
    const figures = parts.flatMap((part) => part.figures || []);
    if (sources.length) {
      const lines = sources.map((part) => make("p", { class: "small" }, ...linked(part.text)));
      const listed = figures.map((one) => make("li", { class: "small" }, `${one.label}${one.period ? ` (${one.period})` : ""}: ${one.amount}`));
      const list = listed.length ? [make("p", { class: "small" }, say("figures")), make("ul", {}, ...listed)] : [];
      view.append(make("details", {}, make("summary", {}, say("sources")), ...lines, ...list));
    }
    if (answer.buttons && answer.buttons.length) {
      const choices = answer.buttons.map(({ title }) => button(title, () => choose(title), "choice"));
      view.append(make("div", { class: "choices", role: "group", "aria-label": say("choose") }, ...choices));
    }
    return view;
  }

  function questionView(text) {
    return make("div", { class: "turn you" }, unseen(say("you")), make("p", {}, text));
  }

  /** What was said, as it is printed and downloaded. */
  class Transcript {
    #turns = [];

    /** Adds a question at the end. */
    ask(text) {
      const question = { who: "you", text };
      this.#turns.push(question);
      return question;
    }

    /** Adds the answers to a question, which others may have followed since. */
    answer(question, texts) {
      this.#turns.splice(this.#turns.indexOf(question) + 1, 0, ...texts.map((text) => ({ who: "bot", text })));
    }

    /** Moves a question to the end. */
    again(question) {
      this.#turns = [...this.#turns.filter((turn) => turn !== question), question];
    }

    before(turns) {
      this.#turns.unshift(...turns);
    }

    clear() {
      this.#turns = [];
    }

    get heading() {
      const date = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
      return say("savedOn", { date });
    }

    asText(title) {
      const turns = this.#turns.map(({ who, text }) => `${say(who)}\n${text}`);
      return `${[title, this.heading, ...turns].join("\n\n")}\n`;
    }

    asView(title) {
      const turns = this.#turns.map(({ who, text }) => {
        const lines = text.split("\n").map((line) => make("p", {}, line));
        return make("div", {}, make("h2", {}, say(who)), ...lines);
      });
      return [make("h1", {}, title), make("p", {}, this.heading), ...turns];
    }
  }

  // ------------------------------------------------------------------------------------------------------ the window

  class CouncilAssistant extends HTMLElement {
    #title = OPTIONS.title || WORDS.title;
    #transcript = new Transcript();
    #queue = [];
    #pumping = null;
    #typed = 0;
    #loaded = false;
    #said = false;
    #contact = null;
    #vote = null;
    #told = "";
    #parts = {};

    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      this.lang = "en-GB";
      dress(root, css(readableColour(OPTIONS.colour || OPTIONS.color), OPTIONS.position === "left" ? "left" : "right"));
      root.append(this.#build());
      this.#listen();
      // A window that filled the screen would cover the page that a link in it led to.
      if (store.read(OPEN_KEY) && !NARROW.matches) this.open({ focus: false });
    }

    // ---- building

    #build() {
      const p = this.#parts;
      p.launcher = make(
        "button",
        { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open() },
        icon(),
        (p.launcherText = make("span", {}, this.#title)),
      );
      p.outside = make("p", { class: "unseen", role: "status" });
      p.heading = make("h2", { id: "title", tabindex: "-1" }, this.#title);
      p.person = make("p", { class: "person" });
      p.leave = button(say("leave"), () => this.#leave(), "leave", { hidden: true });
      p.offline = make("p", { class: "offline", hidden: true }, say("offline"));
      p.status = make("p", { class: "unseen", role: "status" });
      p.news = make("p", { class: "news", role: "status", tabindex: "-1" });
      p.starters = this.#starters();
      p.past = make("section", { class: "turns past", "aria-label": say("earlier"), hidden: true });
      p.log = make("div", { class: "turns log", role: "log", "aria-label": say("messages") });
      p.typing = make("div", { class: "typing", "aria-hidden": "true", hidden: true }, make("i"), make("i"), make("i"));
      p.feedback = make("div", { class: "feedback", hidden: true });
      p.scroll = make(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": say("conversation") },
        this.#notice(), p.starters, p.past, p.log, p.typing, p.feedback, p.news,
      );
      p.actions = make("div", { class: "actions", hidden: true });
      this.#offerActions();
      p.window = make(
        "dialog",
        { "aria-labelledby": "title" },
        make("div", { class: "head" }, p.heading, button(say("close"), () => this.close(), "close")),
        (p.help = make("div", { class: "help" }, p.person, p.leave)),
        p.offline, p.status, p.scroll, this.#composer(), p.actions,
      );
      p.paper = make("div", { class: "paper" });
      return make("aside", { "aria-label": this.#title }, p.launcher, p.outside, p.window, p.paper);
    }

    #notice() {
      const lines = WORDS.notice.map((line) => make("p", {}, line.replace("{days}", DAYS)));
      const more = make("p", {}, link(`${BASE}/privacy`, say("privacy")));
      return make("div", { class: "notice" }, make("div", { id: "notice" }, ...lines), more);
    }

    #starters() {
      const ofArea = STARTERS[OPTIONS.area];
      const titles = Array.isArray(ofArea) ? ofArea : STARTERS[""];
      const choices = titles.map((title) => button(title, () => this.#choose(title), "choice"));
      const view = make("div", { class: "choices", role: "group", "aria-labelledby": "starters" });
      view.append(make("p", { id: "starters", class: "small" }, say("starters")), ...choices);
      return view;
    }

    #composer() {
      const p = this.#parts;
      p.error = make("p", { id: "error", class: "error", hidden: true });
      p.box = make("textarea", {
        id: "box", rows: "2", "aria-describedby": "notice upto", autocomplete: "off", oninput: () => this.#count(), onkeydown: (event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          this.#submit();
        },
      });
      p.left = make("p", { class: "small", "aria-hidden": "true" }, say("left", { n: LIMIT }));
      p.leftSaid = make("p", { class: "unseen", role: "status" });
      const submit = (event) => {
        event.preventDefault();
        this.#submit();
      };
      return make(
        "form",
        { class: "composer", novalidate: true, onsubmit: submit },
        make("label", { for: "box" }, say("question")),
        make("p", { id: "upto", class: "unseen" }, say("upTo")),
        p.error,
        make("div", { class: "row" }, p.box, make("button", { type: "submit", class: "send" }, say("send"))),
        p.left, p.leftSaid,
      );
    }

    #offerActions(focus) {
      const actions = [
        button(say("startAgain"), () => this.#choose(say("startAgain")), "quiet"),
        button(say("print"), () => this.#print(), "quiet"),
        button(say("download"), () => this.#download(), "quiet"),
        button(say("delete"), () => this.#confirmDelete(), "quiet"),
      ];
      this.#parts.actions.replaceChildren(...actions);
      if (focus) actions[3].focus();
    }

    #listen() {
      const { window: dialog } = this.#parts;
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.#escape();
      });
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || !this.isOpen) return;
        event.preventDefault();
        this.#escape();
      });
      // The button floats over the page: what has the focus must not lie under it.
      document.addEventListener("focusin", (event) => {
        if (event.target !== this && !this.isOpen) requestAnimationFrame(() => this.#uncover(event.target));
      });
      addEventListener("offline", () => this.#offline(true));
      addEventListener("online", () => {
        this.#offline(false);
        this.#pump();
      });
      addEventListener("pagehide", () => this.#sendVote());
      NARROW.addEventListener("change", () => this.isOpen && this.#lay());
    }

    #uncover(element) {
      const { launcher } = this.#parts;
      launcher.style.transform = "";
      const covered = () => {
        const mine = launcher.getBoundingClientRect();
        const theirs = element.getBoundingClientRect();
        const apart = theirs.right < mine.left || theirs.left > mine.right || theirs.bottom < mine.top || theirs.top > mine.bottom;
        return apart || theirs.height >= innerHeight / 2 ? 0 : theirs.bottom - mine.top + 16;
      };
      if (covered()) scrollBy({ top: covered(), behavior: "instant" });
      // At the very end of a page nothing is left to scroll: then the button makes way.
      if (covered()) launcher.style.transform = `translateY(${element.getBoundingClientRect().top - launcher.getBoundingClientRect().bottom - 16}px)`;
    }

    // ---- opening and closing

    get isOpen() {
      return this.#parts.window.open;
    }

    open({ focus = true } = {}) {
      const p = this.#parts;
      if (!this.isOpen) {
        this.#lay();
        p.launcher.hidden = true;
        p.launcher.setAttribute("aria-expanded", "true");
        p.launcherText.textContent = this.#title;
        p.outside.textContent = "";
        store.write(OPEN_KEY, "1");
        this.#loadContact();
        this.#loadHistory();
        if (this.#said) this.#scrollToEnd();
      }
      // A focused text box would bring up a phone's keyboard, over the notice.
      if (focus) (NARROW.matches ? p.heading : p.box).focus();
    }

    close({ focus = true } = {}) {
      const p = this.#parts;
      this.#sendVote();
      p.window.close();
      p.launcher.hidden = false;
      p.launcher.setAttribute("aria-expanded", "false");
      store.write(OPEN_KEY, null);
      if (focus) p.launcher.focus();
    }

    /** Beside the page where there is room, else over it, with the page out of reach behind. */
    #lay() {
      const dialog = this.#parts.window;
      const focused = this.shadowRoot.activeElement;
      const at = this.#parts.scroll.scrollTop;
      if (dialog.open) dialog.close();
      if (NARROW.matches) dialog.showModal();
      else dialog.open = true; // show() would take the focus
      this.#parts.scroll.scrollTop = at;
      if (focused && focused !== this.#parts.launcher) focused.focus();
    }

    #escape() {
      if (this.#parts.actions.querySelector(".warn")) this.#offerActions(true);
      else this.close();
    }

    async #loadContact() {
      const { person } = this.#parts;
      if (this.#contact) return;
      const start = make("span", {}, `${say("person")}: `);
      if (!person.firstChild) person.append(start);
      try {
        this.#contact = await server.call("GET", "/api/contact");
      } catch {
        person.replaceChildren(start, say("noNumber"));
        return;
      }
      const { phone, web, open_now: open, hours, days } = this.#contact;
      const notice = this.shadowRoot.getElementById("notice");
      if (days && notice) WORDS.notice.forEach((line, at) => { notice.children[at].textContent = line.replace("{days}", days); });
      const state = typeof open === "boolean" ? make("strong", { class: open ? "open" : "" }, say(open ? "openNow" : "closedNow")) : "";
      const to = phone ? dial(phone) : link(web || "", this.#contact.name || "");
      person.replaceChildren(start, to, " ", state, hours ? make("span", { class: "small hours" }, ` ${hours}`) : "");
    }

    async #loadHistory() {
      const p = this.#parts;
      const token = store.read(TOKEN_KEY);
      if (this.#loaded || !token) return;
      this.#loaded = true;
      let turns;
      try {
        ({ turns } = await server.call("GET", "/api/history", { token }));
      } catch (trouble) {
        if (trouble.status === 401) store.write(TOKEN_KEY, null);
        else this.#offerHistoryAgain();
        return;
      }
      if (store.read(TOKEN_KEY) !== token || !turns || !turns.length) return;
      const views = [];
      let fresh = 0;
      for (const turn of turns) {
        if (turn.from === "you" && turn.text === say("startAgain")) fresh = views.length;
        views.push(turn.from === "you" ? questionView(turn.text) : this.#answer(turn.answer));
      }
      this.#transcript.before(
        turns.map((turn) => (turn.from === "you" ? { who: "you", text: turn.text } : { who: "bot", text: turn.answer.text })),
      );
      p.past.replaceChildren(...(fresh ? [fold(views.slice(0, fresh)), ...views.slice(fresh)] : views));
      p.past.hidden = false;
      this.#begun();
      this.#scrollToEnd();
    }

    #offerHistoryAgain() {
      const { past } = this.#parts;
      const again = button(say("again"), () => {
        past.hidden = true;
        this.#loaded = false;
        this.#parts.box.focus();
        this.#loadHistory();
      });
      past.replaceChildren(make("p", {}, say("earlierFailed")), again);
      past.hidden = false;
    }

    // ---- asking

    #count() {
      const p = this.#parts;
      const left = LIMIT - p.box.value.trim().length;
      const text = left < 0 ? say("over", { n: -left }) : say("left", { n: left });
      p.left.textContent = text;
      p.left.classList.toggle("error", left < 0);
      if (left >= 0) this.#fault("");
      clearTimeout(this.#typed);
      // Said only near the limit, and once the typing rests.
      this.#typed = setTimeout(() => {
        p.leftSaid.textContent = left <= NEAR_LIMIT ? text : "";
      }, 1000);
    }

    #fault(text) {
      const p = this.#parts;
      if (p.error.textContent !== text) p.error.textContent = text;
      p.error.hidden = !text;
      if (text) p.box.setAttribute("aria-invalid", "true");
      else p.box.removeAttribute("aria-invalid");
      const described = [text && "error", !this.#said && "notice", "upto"].filter(Boolean).join(" ");
      p.box.setAttribute("aria-describedby", described);
    }

    #submit() {
      const { box, status } = this.#parts;
      const text = box.value.trim();
      const fault = !text ? say("nothing") : text.length > LIMIT ? say("tooLong") : "";
      this.#fault(fault);
      box.focus();
      if (fault) {
        status.textContent = "";
        status.textContent = fault;
        return;
      }
      box.value = "";
      this.#count();
      this.#ask(text);
    }

    /** A quick reply: sends its own words. */
    #choose(title) {
      this.#rest();
      this.#ask(title);
    }

    /** Puts the focus where the resident goes on; a focused text box would bring up a phone's keyboard. */
    #rest() {
      (NARROW.matches ? this.#parts.scroll : this.#parts.box).focus({ preventScroll: true });
    }

    #ask(text) {
      const p = this.#parts;
      this.#sendVote();
      p.feedback.hidden = true;
      p.news.textContent = "";
      const item = { text, view: questionView(text), note: make("p", { class: "small", hidden: true }, say("waiting")) };
      item.view.append(item.note);
      if (text === say("startAgain")) this.#foldLog();
      p.log.append(item.view);
      item.question = this.#transcript.ask(text);
      // A first message begins the history; there is nothing to load any more.
      this.#loaded = true;
      this.#begun();
      this.#enqueue(item);
    }

    #foldLog() {
      const { past, log } = this.#parts;
      const views = [...past.childNodes, ...log.childNodes];
      if (!views.length) return;
      past.replaceChildren(fold(views));
      past.hidden = false;
    }

    #enqueue(item) {
      this.#queue.push(item);
      item.note.hidden = !this.#pumping;
      this.#scrollToEnd();
      this.#pump();
    }

    #pump() {
      if (!this.#pumping) this.#pumping = this.#work().finally(() => (this.#pumping = null));
      return this.#pumping;
    }

    /** Sends what waits, one after the other. */
    async #work() {
      const { typing, status } = this.#parts;
      const slow = setTimeout(() => (status.textContent = say("looking")), 1000);
      try {
        while (this.#queue.length) {
          const item = this.#queue.shift();
          item.note.hidden = true;
          typing.hidden = false;
          this.#scrollToEnd();
          try {
            const reply = await server.inSession("POST", "/api/chat", { message: item.text });
            if (!reply.answers || !reply.answers.length) throw new Trouble(say("unreachable"));
            this.#show(reply, item);
          } catch (trouble) {
            if (!navigator.onLine && !trouble.status) {
              this.#queue.unshift(item);
              item.note.hidden = false;
              this.#offline(true);
              return;
            }
            this.#failed(item, trouble.message || say("unreachable"));
          }
        }
      } finally {
        clearTimeout(slow);
        typing.hidden = true;
        if (status.textContent === say("looking")) status.textContent = "";
      }
    }

    #failed(item, why) {
      const again = button(say("again"), () => {
        box.remove();
        this.#parts.log.append(item.view);
        this.#transcript.again(item.question);
        this.#rest();
        this.#enqueue(item);
      });
      const box = make("div", { class: "failed" }, make("p", {}, say("notSent", { why })), again);
      item.view.append(box);
      this.#scrollTo(item.view);
      this.#tellOutside();
    }

    #show({ notice, answers }, item) {
      const p = this.#parts;
      const ordered = [...answers].sort((one, other) => (other.status === "danger") - (one.status === "danger"));
      // One addition for the whole reply, so that it is read out once and in one go.
      const views = document.createDocumentFragment();
      views.append(...ordered.map((answer) => this.#answer(answer)));
      // Told once, and never before what somebody in danger needs.
      if (notice && notice !== this.#told) {
        const line = make("p", { class: "basic small" }, notice);
        if (ordered[0].status === "danger") views.append(line);
        else views.prepend(line);
      }
      this.#told = notice;
      // After its own question, though another may wait below already.
      item.view.after(views);
      this.#transcript.answer(item.question, ordered.map((answer) => answer.text));
      const records = ordered.flatMap((answer) => answer.records || []);
      if (ordered.some((answer) => ["answered", "not in the reports"].includes(answer.status))) this.#askForVote(records);
      this.#scrollTo(item.view);
      this.#tellOutside();
    }

    #answer(answer) {
      if (answer.exit) this.#parts.leave.hidden = false;
      return answerView(answer, (title) => this.#choose(title));
    }

    #tellOutside() {
      if (this.isOpen) return;
      this.#parts.launcherText.textContent = `${this.#title}: ${say("newAnswer")}`;
      this.#parts.outside.textContent = say("newAnswer");
    }

    #begun() {
      const p = this.#parts;
      this.#said = true;
      p.starters.hidden = true;
      p.actions.hidden = false;
      this.#fault("");
    }

    /** What scrolls: the conversation, or in a low window all of it. */
    get #scroller() {
      const { scroll, window: dialog } = this.#parts;
      return getComputedStyle(scroll).overflowY === "visible" ? dialog : scroll;
    }

    /** Brings a turn to the top of what is seen; a short one shows with all that follows. */
    #scrollTo(view) {
      const { scroll, help } = this.#parts;
      const scroller = this.#scroller;
      const top = scroller === scroll ? scroll.getBoundingClientRect().top : help.getBoundingClientRect().bottom;
      scroller.scrollTop += view.getBoundingClientRect().top - top - 12;
    }

    #scrollToEnd() {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }

    #offline(is) {
      this.#parts.offline.hidden = !is;
      this.#parts.status.textContent = is ? say("offline") : "";
    }

    // ---- was it helpful?

    #askForVote(records) {
      const { feedback } = this.#parts;
      const vote = (helpful) => {
        this.#vote = { helpful, records: records.slice(0, 10) };
        this.#askWhy();
      };
      const label = make("span", { id: "helpful" }, say("helpful"));
      const yes = button(say("yes"), () => vote(true));
      const no = button(say("no"), () => vote(false));
      feedback.replaceChildren(make("div", { class: "row", role: "group", "aria-labelledby": "helpful" }, label, yes, no));
      feedback.hidden = false;
    }

    #askWhy() {
      const { feedback } = this.#parts;
      const reason = make("textarea", { id: "reason", rows: "2", maxlength: String(LIMIT), autocomplete: "off" });
      reason.addEventListener("input", () => this.#vote && (this.#vote.reason = reason.value.trim()));
      const done = () => {
        this.#sendVote();
        feedback.hidden = true;
        this.#parts.news.textContent = say("thanks");
        this.#parts.box.focus();
        this.#scrollToEnd();
      };
      const skip = () => {
        if (this.#vote) delete this.#vote.reason;
        done();
      };
      feedback.replaceChildren(
        make("label", { for: "reason" }, say("reason")),
        reason,
        make("div", { class: "row" }, button(say("sendReason"), done), button(say("skipReason"), skip)),
      );
      reason.focus();
    }

    /** Sends the vote, with the reason if one was typed, at the latest when the resident goes on. */
    #sendVote() {
      const vote = this.#vote;
      this.#vote = null;
      const token = store.read(TOKEN_KEY);
      if (vote && token) server.call("POST", "/api/feedback", { body: vote, token, keepalive: true }).catch(() => {});
      if (vote) this.#parts.feedback.hidden = true;
    }

    // ---- taking the chat along, and getting rid of it

    #print() {
      const p = this.#parts;
      p.paper.replaceChildren(...this.#transcript.asView(this.#title));
      this.toggleAttribute("printing", true);
      // The page around is left out of this one print, by a sheet that goes again.
      const only = document.adoptedStyleSheets && new CSSStyleSheet();
      if (only) {
        only.replaceSync(`@media print { body > :not(${ELEMENT}):not(:has(${ELEMENT})) { display: none !important } }`);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, only];
      }
      const done = () => {
        this.toggleAttribute("printing", false);
        p.paper.replaceChildren();
        if (only) document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((sheet) => sheet !== only);
      };
      addEventListener("afterprint", done, { once: true });
      print();
    }

    #download() {
      const address = URL.createObjectURL(new Blob([this.#transcript.asText(this.#title)], { type: "text/plain;charset=utf-8" }));
      make("a", { href: address, download: "council-chat.txt" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    }

    #confirmDelete() {
      const yes = button(say("yesDelete"), () => this.#delete(), "warn");
      const no = button(say("noDelete"), () => this.#offerActions(true));
      const sure = make("p", { id: "sure" }, say("sureDelete"));
      const group = make("div", { class: "row", role: "group", "aria-labelledby": "sure" }, sure, yes, no);
      this.#parts.actions.replaceChildren(group);
      no.focus();
    }

    async #delete() {
      const p = this.#parts;
      this.#queue = [];
      p.actions.replaceChildren(make("p", {}, say("deleting")));
      // What is under way would be written after the chat is gone.
      await this.#pumping;
      let outcome = say("deleted");
      try {
        const token = store.read(TOKEN_KEY);
        if (token) await server.call("DELETE", "/api/history", { token });
      } catch (trouble) {
        if (trouble.status !== 401) {
          this.#offerActions(true);
          p.news.textContent = say("notDeleted");
          this.#scrollToEnd();
          return;
        }
        outcome = say("endedBefore");
      }
      this.#forget();
      p.news.textContent = outcome;
      (NARROW.matches ? p.heading : p.box).focus();
      this.#scrollToEnd();
    }

    /** Empties the window and the browser's memory of the chat. */
    #forget() {
      const p = this.#parts;
      store.write(TOKEN_KEY, null);
      this.#transcript.clear();
      this.#queue = [];
      this.#vote = null;
      this.#said = false;
      p.log.replaceChildren();
      p.past.replaceChildren();
      p.past.hidden = p.feedback.hidden = p.actions.hidden = p.leave.hidden = true;
      p.starters.hidden = false;
      p.box.value = "";
      this.#offerActions();
      this.#count();
    }

    /** Leaves for a harmless page at once; neither this chat nor this page is found by going back. */
    #leave() {
      const token = store.read(TOKEN_KEY);
      if (token) server.call("DELETE", "/api/history", { token, keepalive: true }).catch(() => {});
      this.#forget();
      store.write(OPEN_KEY, null);
      this.#parts.window.close();
      this.shadowRoot.append(make("div", { class: "cover" }));
      document.title = " ";
      const to = String((this.#contact && this.#contact.leave) || LEAVE_TO);
      location.replace(/^https?:\/\//.test(to) ? to : LEAVE_TO);
    }
  }

  /** Turns of before, folded away. */
  function fold(views) {
    return make("details", { class: "fold" }, make("summary", {}, say("earlier")), make("div", { class: "turns" }, ...views));
  }

  // ------------------------------------------------------------------------------------------------------- the looks

  /** A constructed sheet, which a strict Content-Security-Policy allows; old browsers get an element. */
  function dress(root, text) {
    if ("adoptedStyleSheets" in root) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      root.adoptedStyleSheets = [sheet];
    } else root.append(make("style", {}, text));
  }

  // Sizes are in em of the browser's own letter size, so that neither the page nor its "rem" changes them.
  const css = (colour, side) => `
:host {
  all: initial !important; display: block !important; position: absolute !important; direction: ltr !important;
  font: medium/1.45 Arial, Helvetica, sans-serif !important; color-scheme: light dark !important;
}
aside {
  --accent: ${colour};
  --page: #fff; --ink: #0b0c0c; --soft: #f3f2f1; --line: #b1b4b6; --faint: #505a5f; --link: #1a5a99; --bad: #d4351c;
  --badly: #fff5f3; --good: #005a30;
}
@media (prefers-color-scheme: dark) {
  aside { --page: #16191b; --ink: #f3f2f1; --soft: #262b2e; --line: #6b7378; --faint: #c2c7ca; --link: #93c9ff;
    --bad: #ff8d78; --badly: #2c1613; --good: #86dcac; }
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p, h1, h2 { margin: 0; overflow-wrap: anywhere; }
button, textarea, summary { font: inherit; color: inherit; }
button { min-height: 2.75em; padding: .3em .8em; border: 2px solid var(--ink); background: var(--page); cursor: pointer;
  overflow-wrap: anywhere; text-align: left; }
button:hover { background: var(--soft); }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
a:hover { text-decoration-thickness: 3px; }
:focus-visible { outline: 3px solid #fd0; outline-offset: 0; box-shadow: 0 0 0 5px #0b0c0c; }
h2:focus-visible, .news:focus-visible { outline-offset: -3px; box-shadow: none; }
.scroll:focus-visible { outline-offset: -3px; box-shadow: inset 0 0 0 5px #0b0c0c; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.small { font-size: .875em; color: var(--faint); }
.row { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
.open { color: var(--good); }

.launcher { position: fixed; z-index: 2147483000; bottom: 1em; ${side}: 1em; max-width: calc(100vw - 2em); display: flex; gap: .6em;
  align-items: center; min-height: 3.25em; padding: .5em 1.1em; border: 2px solid #fff; border-radius: 2em; background: var(--accent);
  color: #fff; font-weight: bold; box-shadow: 0 2px 8px rgb(0 0 0 / .4); }
.launcher:hover { background: var(--accent); text-decoration: underline; }
.launcher:focus-visible { box-shadow: 0 0 0 6px #0b0c0c; }
svg { width: 1.5em; height: 1.5em; fill: currentColor; flex: none; }

dialog { position: fixed; z-index: 2147483000; inset: auto; bottom: 1em; ${side}: 1em; width: min(26em, 100vw - 2em);
  height: min(44em, 100vh - 2em); height: min(44em, 100dvh - 2em); max-width: none; max-height: none; margin: 0; padding: 0;
  border: 2px solid var(--ink); background: var(--page); color: var(--ink); box-shadow: 0 4px 16px rgb(0 0 0 / .35); flex-direction: column;
  overflow: hidden; overscroll-behavior: contain; }
dialog[open] { display: flex; }
dialog::backdrop { background: var(--page); }
dialog > * { flex: none; }
.head { display: flex; align-items: center; justify-content: space-between; gap: .5em; padding: .35em .35em .35em .75em;
  background: var(--accent); color: #fff; }
h2 { font-size: 1.2em; line-height: 1.25; }
.close { border-color: transparent; background: transparent; color: #fff; text-decoration: underline; flex: none; }
.close:hover { background: rgb(0 0 0 / .25); }
.help { display: flex; flex-wrap: wrap; align-items: center; gap: .25em .75em; padding: 0 .75em; border-bottom: 1px solid var(--line);
  background: var(--soft); z-index: 1; }
.person { flex: 1 1 12em; padding: .35em 0; }
.person a { display: inline-block; padding: .35em 0; font-weight: bold; white-space: nowrap; }
.leave { margin: .25em 0; border-color: #fff; outline: 2px solid #a3220f; outline-offset: 0; background: #a3220f; color: #fff;
  font-weight: bold; }
.leave:hover { background: #7d1a0b; }
.leave:focus-visible { outline: 3px solid #fd0; }
.offline { padding: .5em .75em; border-bottom: 2px solid var(--ink); background: #ffdd00; color: #0b0c0c; font-weight: bold; }
.scroll { position: relative; flex: 1 1 auto; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: .75em;
  scroll-padding: .75em; display: flex; flex-direction: column; gap: .75em; }
.scroll > * { flex: none; }
.notice { padding: .5em .75em; border-left: 5px solid var(--accent); background: var(--soft); font-size: .9375em; }
.notice p + p, .notice div + p { margin-top: .4em; }
.notice a { display: inline-block; padding: .2em 0; }
.turns { display: flex; flex-direction: column; gap: .75em; }
.turns:empty { display: none; }
.turn { max-width: 100%; padding: .6em .75em; border: 1px solid transparent; }
.turn > * + * { margin-top: .5em; }
.turn > .unseen + * { margin-top: 0; }
.you { align-self: flex-end; max-width: 88%; background: var(--accent); color: #fff; white-space: pre-wrap; }
.you .small { color: #fff; font-style: italic; }
.bot { align-self: stretch; background: var(--soft); }
.bot > .choices { margin-top: .75em; }
.danger { border: 4px solid var(--bad); background: var(--badly); }
.urgent { color: var(--bad); font-size: 1.1em; font-weight: bold; }
.danger a { font-weight: bold; }
.caution { padding: .4em .75em; border-left: 5px solid var(--bad); background: var(--badly); font-weight: bold; }
.remark { font-style: italic; }
.ask { font-weight: bold; }
.basic { padding: .4em .75em; border-left: 5px solid var(--line); }
figure { margin: .4em 0; }
figcaption { font-weight: bold; }
figcaption::first-letter { text-transform: uppercase; }
img { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; }
th, td { padding: .2em .9em .2em 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.card { padding: .6em .75em; border: 1px solid var(--line); border-left: 5px solid var(--accent); background: var(--page); }
.card .name { font-weight: bold; }
.card .big { font-size: 1.2em; font-weight: bold; }
.card a { display: inline-block; min-height: 1.75em; padding: .15em 0; }
summary { min-height: 2em; padding: .25em 0; color: var(--link); text-decoration: underline; cursor: pointer; }
.fold > .turns { margin-top: .75em; }
.choices { display: flex; flex-direction: column; align-items: flex-start; gap: .5em; }
.choice { border-color: var(--link); color: var(--link); background: var(--page); }
.failed { padding: .5em .75em; border: 2px solid #d4351c; background: #fff; color: #0b0c0c; white-space: normal; }
.failed button { margin-top: .4em; border-color: #0b0c0c; background: #fff; color: #0b0c0c; }
.typing { display: flex; gap: .4em; padding: .8em .75em; align-self: flex-start; background: var(--soft); }
.typing i { width: .6em; height: .6em; border: .3em solid var(--faint); border-radius: 50%; animation: rise 1s infinite alternate; }
.typing i:nth-child(2) { animation-delay: .3s; }
.typing i:nth-child(3) { animation-delay: .6s; }
@keyframes rise { to { opacity: .25; } }
.feedback label { display: block; margin-bottom: .25em; }
.feedback .row + .row, .feedback textarea + .row { margin-top: .5em; }
.news { font-weight: bold; }
.news:empty { display: none; }
textarea { display: block; width: 100%; min-height: 3.5em; max-height: 8em; padding: .4em .5em; border: 2px solid var(--ink);
  border-radius: 0; background: var(--page); resize: vertical; field-sizing: content; }
textarea:focus { outline: 3px solid #fd0; outline-offset: 0; box-shadow: inset 0 0 0 2px #0b0c0c; }
.composer { padding: .5em .75em .25em; border-top: 1px solid var(--line); }
.composer label { font-weight: bold; }
.composer .row { flex-wrap: nowrap; align-items: stretch; margin: .25em 0; }
.composer textarea { flex: 1 1 auto; min-width: 0; }
.send { flex: none; border-color: var(--accent); background: var(--accent); color: #fff; font-weight: bold; }
.send:hover { background: var(--accent); text-decoration: underline; }
.error { color: var(--bad); font-weight: bold; }
.actions { padding: 0 .5em .25em; }
.actions:not([hidden]) { display: flex; flex-wrap: wrap; }
.actions .row { padding: .25em; }
.quiet { min-height: 2.6em; padding: .3em .45em; border-color: transparent; background: none; color: var(--link); font-size: .875em;
  text-decoration: underline; }
.warn { border-color: #a3220f; background: #a3220f; color: #fff; }
.warn:hover { background: #7d1a0b; }
.paper { display: none; }
.cover { position: fixed; z-index: 2147483001; inset: 0; background: #fff; }

@media (max-width: 479.98px), (max-height: 419.98px) {
  dialog { inset: 0; width: 100%; height: 100%; border: 0; }
  .person { flex-basis: 7em; }
  .actions { padding: 0 .25em .25em; }
  .quiet { padding: .3em; }
}
/* Very low, as at 400% zoom: all but the line with the phone number scrolls as one. */
@media (max-height: 419.98px) {
  dialog { overflow: hidden auto; scroll-padding: 3.5em 0 .5em; }
  .help { position: sticky; top: 0; font-size: .875em; }
  .leave { min-height: 2.4em; padding: .2em .5em; }
  .hours { display: none; }
  .scroll { flex: none; overflow: visible; }
}
@media (prefers-reduced-motion: reduce) { .typing i { animation: none; } }
@media (forced-colors: active) {
  .turn, .notice, .card, .typing, .help, .basic { border: 1px solid CanvasText; }
  .danger { border: 4px solid Mark; }
  .typing i { border-color: CanvasText; forced-color-adjust: none; }
  :focus-visible, textarea:focus { outline: 3px solid Highlight; }
}
@media print {
  :host(:not([printing])), .launcher, dialog { display: none !important; }
  :host([printing]) { position: static !important; }
  :host([printing]) .paper { display: block; color: #000; }
  .paper h1 { font-size: 1.5em; }
  .paper h2 { margin-top: 1em; font-size: 1em; }
}
`;

  customElements.define(ELEMENT, CouncilAssistant);
  const begin = () => document.querySelector(ELEMENT) || document.body.append(document.createElement(ELEMENT));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
  else begin();
})();
