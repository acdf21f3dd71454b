#!/usr/bin/env python3
"""usage: page.py PROGRAM [PICTURES]

Opens the page that `PROGRAM map --format html` prints in Chromium and uses it as people do: it shows every domain and its picture, filters,
is worked with the keyboard, named for screen readers, legible in light and dark and on paper; it asks nobody for anything, and names from
domains are text. Into the directory PICTURES go the pictures for docs."""

import base64
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib
from xml.sax.saxutils import escape

from browser import Browser

ROOT = pathlib.Path(__file__).resolve().parents[2]
checks = 0


def expect(what, expected, actual):
    global checks
    checks += 1
    if expected != actual:
        sys.exit(f"{what}:\n  expected: {expected!r}\n  found:    {actual!r}")


def page(program, directory, status):
    """The page of the domains in a directory, as a file beside it."""
    done = subprocess.run([program, "map", "--no-config", "--libvirt", "9.0.0", "--qemu", "7.2.0", "--format", "html", "."],
                          cwd=directory, capture_output=True, check=False)
    expect(f"exit status of map for {directory}", status, done.returncode)
    file = directory / "page.html"
    file.write_bytes(done.stdout)
    return file


def hostile_domain(number, name):
    """A domain that puts a name wherever a page could take it for markup."""
    name = escape(name, {"'": "&apos;", '"': "&quot;"})
    return f"""<domain type='kvm'><name>{name} {number}</name><title>{name}</title><memory>1</memory>
<os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
<channel type='unix'><source mode='bind' path='/run/{name}'/><target type='virtio' name='{name}'/></channel>
<channel type='unix'><source mode='bind' path='/run/shared.sock'/><target type='virtio' name='{name}{name}'/></channel>
<console type='tcp'><source mode='bind' host='{name}' service='{name}'/><protocol type='{name}'/><alias name='ua-{name}'/></console>
</devices></domain>"""


HOSTILE = [
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 2</script>",
    "</pre></li></title></style><script>window.hit = 3</script>",
    "<img src=x onerror='window.hit = 4'>",
    "<img src=http://127.0.0.1:9/>",
    "\" onfocus=\"window.hit = 5\" autofocus x=\"",
    "' onfocus='window.hit = 6' autofocus x='",
    "javascript:window.hit=7",
    "</text></svg><script>window.hit = 8</script>",
    "]]><script>window.hit = 9</script>",
    "`+(window.hit = 10)+`",
    "%3Cscript%3Ewindow.hit=11%3C/script%3E&lt;script&gt;window.hit=11&lt;/script&gt;",
    "\u202eevil\u2066\u200b",
]

SHOWN = "[...document.querySelectorAll('article')].filter(a => a.offsetParent !== null).map(a => a.querySelector('h2').firstChild.data.trim())"
LINKS = "[...document.querySelectorAll('nav li')].filter(a => a.offsetParent !== null).map(a => a.querySelector('a').textContent)"
PICTURES = "[...document.images].every(i => i.complete && i.naturalWidth > 100 && i.naturalHeight > 100)"
FOCUS = "document.activeElement.id || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"

# The least contrast between the text and the ground of any element that holds text.
CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const part = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = (css) => { canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data; return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (c !== 'rgba(0, 0, 0, 0)') return c; } return 'white'; };
  const all = [...document.body.querySelectorAll('*')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  return Math.min(...all.map(e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }));
})()"""


def try_reading(browser, file):
    """Every domain with its picture, its ways in and its findings; clashes by both domains."""
    browser.open(file.as_uri())
    names = ["desktop", "router", "shop", "shop-test"]
    expect("the domains in the order of their files", sorted(names), sorted(browser.value(SHOWN)))
    expect("the list of domains", browser.value(SHOWN), browser.value(LINKS))
    expect("whether every picture is drawn", True, browser.value(PICTURES))
    expect("how many pictures", 4, browser.value("document.images.length"))
    # textContent, because Chromium lays out parts below the window when somebody scrolls to them.
    text = browser.value("document.querySelector('main').textContent")
    for word in ("org.qemu.guest_agent.0", "ttyS1", "/srv/channels/shop.agent", "VC201", "VC801", "virsh console fails"):
        expect(f"whether the page says {word}", True, word in text)
    clashes = browser.value("document.getElementById('clashes').innerText")
    for word in ("shop-test", "/srv/channels/shop.agent", "4555"):
        expect(f"whether the clashes say {word}", True, word in clashes)
    expect("whether the page is wider than the window", False, browser.value("document.documentElement.scrollWidth > innerWidth"))


def try_filter(browser):
    """The search and the choice, with the keyboard alone."""
    browser.press("/", "/", 191)
    expect("what / brings the focus to", "search", browser.value(FOCUS))
    browser.write("SHOP agent")
    expect("the domains with both words", ["shop", "shop-test"], sorted(browser.value(SHOWN)))
    expect("the list when filtered", ["shop", "shop-test"], sorted(browser.value(LINKS)))
    expect("the count", "2 of 4 domains", browser.value("document.getElementById('count').textContent"))
    browser.press("Escape", code=27)
    expect("the domains after Escape", 4, len(browser.value(SHOWN)))
    browser.press("Tab", code=9)
    expect("what comes after the search", "show", browser.value(FOCUS))
    browser.press("ArrowDown", code=40)
    expect("the domains with findings", ["desktop", "router", "shop", "shop-test"], sorted(browser.value(SHOWN)))
    browser.press("ArrowDown", code=40)
    expect("the domains with conflicts", ["shop", "shop-test"], sorted(browser.value(SHOWN)))
    browser.press("ArrowUp", code=38)
    browser.press("ArrowUp", code=38)
    expect("all domains again", 4, len(browser.value(SHOWN)))
    browser.value("location.hash = '#find=%2Frun%2Frouter-agent.sock'")
    browser.value("new Promise(requestAnimationFrame)")
    expect("the domain in the address", ["router"], browser.value(SHOWN))
    browser.value("location.hash = '#find='")
    browser.value("new Promise(requestAnimationFrame)")
    expect("all domains for an empty search", 4, len(browser.value(SHOWN)))


def try_readers(browser, file):
    """Names for screen readers, and the way of the Tab key."""
    browser.open(file.as_uri())
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    seen = {(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")}
    for role, name in (("searchbox", "Search"), ("combobox", "Show"), ("navigation", "Domains"), ("article", "router"),
                       ("region", "Channels of router"), ("link", "router"), ("columnheader", "GUEST"), ("rowheader", "serial1")):
        expect(f"whether there is a {role} called {name}", True, any(r == role and n.startswith(name) for r, n in seen))
    expect("whether every image has a text", True, all(name for role, name in seen if role in ("image", "img")))
    browser.press("Tab", code=9)
    expect("the first stop", "Skip to the domains", browser.value(FOCUS))
    expect("whether the first stop can be seen", True, browser.value("document.activeElement.getBoundingClientRect().left >= 0"))
    stops = []
    for _ in range(8):
        browser.press("Tab", code=9)
        stops.append(browser.value(FOCUS))
    expect("the next stops", ["search", "show", "desktop", "router"], stops[:4])
    expect("whether a focus is outlined", "solid", browser.value("getComputedStyle(document.activeElement).outlineStyle"))


def try_looks(browser, pictures):
    """Light, dark, narrow and on paper."""
    grounds = []
    for name in ("light", "dark"):
        browser.dark(name == "dark")
        grounds.append(browser.value("getComputedStyle(document.body).backgroundColor"))
        expect(f"whether all texts have a contrast of 4.5 when {name}", True, browser.value(CONTRAST) >= 4.5)
        if pictures:
            shot = browser.send("Page.captureScreenshot", format="png")
            (pictures / f"host-page-{name}.png").write_bytes(base64.b64decode(shot["data"]))
    expect("how many grounds there are", 2, len(set(grounds)))
    browser.dark(False)
    browser.send("Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=True)
    expect("whether the page is wider than a telephone", False, browser.value("document.documentElement.scrollWidth > 360"))
    browser.send("Emulation.clearDeviceMetricsOverride")
    paper = base64.b64decode(browser.send("Page.printToPDF")["data"])
    expect("whether the paper is a PDF", b"%PDF", paper[:4])
    expect("whether it has a page", True, len(re.findall(rb"/Type\s*/Page\b", unpacked(paper))) > 0)
    browser.send("Emulation.setEmulatedMedia", media="print")
    expect("whether the filter is printed", False, browser.value("document.getElementById('filter').offsetParent !== null"))
    browser.dark(True, media="print")
    expect("the paper of somebody who likes dark screens", grounds[0], browser.value("getComputedStyle(document.body).backgroundColor"))
    browser.dark(False)


def unpacked(paper):
    """A PDF with its packed streams beside it."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", paper, re.S)
    for stream in streams:
        try:
            paper += zlib.decompress(stream)
        except zlib.error:
            pass
    return paper


def try_hostility(browser, file):
    """Names are text, whatever they hold."""
    browser.open(file.as_uri())
    expect("how many domains there are", len(HOSTILE), browser.value("document.querySelectorAll('article').length"))
    expect("how many scripts there are", 1, browser.value("document.scripts.length"))
    expect("whether the page's own script runs", f"{len(HOSTILE)} of {len(HOSTILE)} domains",
           browser.value("document.getElementById('count').textContent"))
    expect("what a name did", None, browser.value("window.hit"))
    expect("whether every picture is drawn", True, browser.value(PICTURES))
    expect("images that are no pictures", 0, browser.value("[...document.images].filter(i => !i.src.startsWith('data:image/svg')).length"))
    expect("elements with handlers", 0, browser.value("document.querySelectorAll('[onerror],[onfocus],[autofocus]').length"))
    text = browser.value("document.body.textContent")
    for name in HOSTILE[:-1]:
        expect(f"whether {name} is shown as it is", True, name in text)
    expect("whether a name turns the text around", False, "\u202e" in text or "\u2066" in text)
    browser.value("search.value = '<script>window.hit'; search.dispatchEvent(new Event('input'))")
    expect("whether a search for markup finds it", True, len(browser.value(SHOWN)) > 0)
    browser.value("search.value = '<script>window.other'; search.dispatchEvent(new Event('input'))")
    expect("what a search for other markup finds", 0, len(browser.value(SHOWN)))


def try_silence(browser, files):
    """No request but for the pages and their own pictures, nothing on the console, no dialogue."""
    urls = {event["request"]["url"].split("#")[0] for event in browser.named("Network.requestWillBeSent")}
    outside = {url for url in urls if not url.startswith("data:")} - {file.as_uri() for file in files} - {"about:blank"}
    expect("requests to others", set(), outside)
    for event in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
        expect(f"what came as {event}", [], browser.named(event))


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as work:
        host, hostile = pathlib.Path(work, "host"), pathlib.Path(work, "hostile")
        host.mkdir()
        hostile.mkdir()
        for file in (ROOT / "fixtures" / "host").glob("*.xml"):
            (host / file.name).write_bytes(file.read_bytes())
        for number, name in enumerate(HOSTILE):
            (hostile / f"{number}.xml").write_text(hostile_domain(number, name))
        files = [page(program, host, 1), page(program, hostile, 1)]
        with Browser() as browser:
            try_reading(browser, files[0])
            try_filter(browser)
            try_readers(browser, files[0])
            browser.open(files[0].as_uri())
            try_looks(browser, pictures)
            try_hostility(browser, files[1])
            try_silence(browser, files)
    print(f"{checks} checks passed")


main()
