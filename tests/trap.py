"""A trap in the browser: the pages of a site opened, whatever runs or asks for something noted, what is there read.

What a page may hold is told by what the book's own templates make: no element, attribute or address that can run or
load anything but the book's own scripts, style sheets and pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

# Before any script of a page: whatever could show, send, run or write something notes that it was called.
SPRUNG = """
(() => {
  const sprung = [];
  Object.defineProperty(window, "sprung", { value: sprung });
  const note = (name, given) => { sprung.push(`${name}(${String(given[0]).slice(0, 80)})`); };
  const call = (holder, name) => { holder[name] = (...given) => note(name, given); };
  for (const name of ["alert", "confirm", "prompt", "open", "print", "eval", "fetch"]) call(window, name);
  for (const name of ["write", "writeln", "execCommand"]) call(Document.prototype, name);
  call(Navigator.prototype, "sendBeacon");
  const made = {
    construct: (old, given) => (note(old.name, given), {}),
    apply: (old, self, given) => note(old.name, given),
  };
  for (const name of ["Function", "XMLHttpRequest", "WebSocket", "EventSource", "Worker", "SharedWorker", "Image"]) {
    window[name] = new Proxy(window[name], made);
  }
  for (const name of ["innerHTML", "outerHTML", "srcdoc"]) {
    for (const kind of [Element, ShadowRoot, HTMLIFrameElement]) {
      const own = Object.getOwnPropertyDescriptor(kind.prototype, name);
      if (own) Object.defineProperty(kind.prototype, name, { get: own.get, set: (given) => note(name, [given]) });
    }
  }
  document.addEventListener("securitypolicyviolation", (e) => note(e.violatedDirective, [e.blockedURI]));
})();
"""

# What a page holds that no page of the book may hold.
STRANGE = """
(root) => {
  const strange = [];
  const NONE = ("animate applet audio base dialog embed foreignobject frame frameset iframe marquee math mglyph "
    + "object plaintext portal set slot source style template textarea track video xmp").split(" ");
  const ADDRESSES = "href xlink:href src action formaction poster data background srcset ping".split(" ");
  const told = (e, what) => strange.push(`${what}: ${e.cloneNode(false).outerHTML || e.localName}`.slice(0, 300));
  const within = (address) => address.protocol === "file:" && address.href.startsWith(root);
  for (const e of document.querySelectorAll("*")) {
    if (NONE.includes(e.localName.toLowerCase())) told(e, "element");
    if (e.localName === "script" && !e.src && e.type !== "application/ld+json") told(e, "script");
    if (e.localName === "meta" && e.httpEquiv && e.httpEquiv !== "Content-Security-Policy") told(e, "meta");
    for (const a of e.attributes) {
      const placed = e.id === "at-hand" && e === document.body.lastElementChild && a.name === "style";
      if (placed) continue;
      if (/^on/i.test(a.name) || ["style", "srcdoc", "popovertarget", "autofocus"].includes(a.name)) told(e, a.name);
      if (!ADDRESSES.includes(a.name)) continue;
      const address = new URL(a.value, document.baseURI);
      const web = ["http:", "https:"].includes(address.protocol) && e.localName === "a";
      const data = address.href.startsWith("data:text/plain;") && e.hasAttribute("download");
      if (!within(address) && !web && !data) told(e, "address");
      if (web && address.username) told(e, "user");
    }
  }
  return strange;
}
"""

# Evidence is shown beside every link to it, each figure's reference is filled in, the page is made ready for print.
USED = """
() => {
  const shown = [];
  const over = () => new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" });
  for (const link of [...document.querySelectorAll("a[href*='sources/'][href*='#']")].slice(0, 80)) {
    link.dispatchEvent(over());
    const panel = document.getElementById("at-hand");
    if (panel) shown.push([...panel.querySelectorAll("*")].map((e) => e.localName).join(" "), panel.textContent);
  }
  for (const sign of [...document.querySelectorAll("a.here")].slice(0, 5)) sign.click();
  window.dispatchEvent(new Event("beforeprint"));
  return shown;
}
"""


# What a page asked for that it no longer needs since the next is open.
ABORTED = "net::ERR_ABORTED"


@dataclass
class Read:
    """What a page says: its title, all of its text on one line, and whatever is wrong with it."""

    title: str
    text: str
    wrong: list[str]
    panels: list[str] = field(default_factory=list)


class Trap:
    """One page of a browser in which a site is read, with all that must not happen noted."""

    def __init__(self, page: Page, protocol: CDPSession, site: Path) -> None:
        self.page = page
        self.site = site
        self.root = site.resolve().as_uri() + "/"
        self.wrong: list[str] = []
        self._protocol = protocol
        page.on("console", lambda m: self._note("console", m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self._note("error", e))
        page.on("dialog", lambda d: (self._note("dialog", d.message), d.dismiss()))
        page.on("popup", lambda p: self._note("popup", p.url))
        page.on("download", lambda d: self._note("download", d.url))
        page.on("request", lambda r: None if r.url.startswith((self.root, "data:")) else self._note("request", r.url))
        page.on("requestfailed", lambda r: self._note("failed", r.url) if r.failure != ABORTED else None)
        page.on("worker", lambda w: self._note("worker", w.url))

    def _note(self, what: str, told: object) -> None:
        self.wrong.append(f"{self.page.url.removeprefix(self.root)}: {what}: {told}"[:400])

    def evaluate(self, function: str, *given: Any) -> Any:
        """What a function gives in the page; not by `eval`, which is trapped."""
        arguments = [{"value": g} for g in given]
        there = self._protocol.send("Runtime.evaluate", {"expression": "globalThis"})["result"]["objectId"]
        sent = {"functionDeclaration": function, "objectId": there, "arguments": arguments}
        done = self._protocol.send("Runtime.callFunctionOn", sent | {"returnByValue": True, "awaitPromise": True})
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def read(self, address: str, use: bool = False) -> Read:
        """Open a page of the site (an address in its folder) and read it; `use` shows all that its scripts can show."""
        self.page.goto(self.root + address)
        panels = self.evaluate(USED) if use else []
        return self.look(panels)

    def look(self, panels: list[str]) -> Read:
        """The page as it stands."""
        text = " ".join(self.evaluate("() => document.body.textContent").split())
        wrong = self.evaluate("() => window.sprung") + self.evaluate(STRANGE, self.root)
        return Read(self.evaluate("() => document.title"), text, wrong, panels)


@contextmanager
def trap(browser: Browser, site: Path, policy: bool) -> Iterator[Trap]:
    """A trap for a site; without `policy` its Content-Security-Policy is passed by, so that escaping stands alone."""
    context: BrowserContext = browser.new_context(bypass_csp=not policy)
    context.add_init_script(SPRUNG)
    page = context.new_page()
    yield Trap(page, context.new_cdp_session(page), site)
    context.close()
