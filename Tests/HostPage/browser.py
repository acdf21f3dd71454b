"""Chromium without a window, spoken to over the two pipes of --remote-debugging-pipe."""

import json
import os
import select
import subprocess
import tempfile
import time


class Failed(Exception):
    """The browser refused a command, or was silent too long."""


class Browser:
    """A Chromium with one page. `events` collects what the page reports, in order."""

    def __init__(self, program="chromium"):
        self.events = []
        self.number = 0
        self.buffer = b""
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        commands, self.output = os.pipe()
        self.input, answers = os.pipe()
        # The browser reads descriptor 3 and writes 4.
        script = f'exec 3<&{commands} 4>&{answers}; exec "$@"'
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1200,1000",
                     "--disable-background-networking", "--disable-component-update", "--force-color-profile=srgb",
                     f"--user-data-dir={self.profile.name}", "--remote-debugging-pipe", "about:blank"]
        self.process = subprocess.Popen(["bash", "-c", script, "bash", program, *arguments], pass_fds=(commands, answers),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.session = None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.send(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.profile.cleanup()

    def send(self, method, **parameters):
        """The result of a command."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            answer = self.receive(end - time.monotonic())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise Failed(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)
        raise Failed(f"{method}: no answer")

    def receive(self, seconds):
        """The next message."""
        while b"\0" not in self.buffer:
            if not select.select([self.input], [], [], max(seconds, 0))[0]:
                raise Failed("the browser is silent")
            piece = os.read(self.input, 1 << 20)
            if not piece:
                raise Failed("the browser has ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, url):
        """Shows a page and waits until all of it is loaded."""
        self.send("Page.navigate", url=url)
        end = time.monotonic() + 60
        while self.value("document.readyState") != "complete" or self.value("location.href") == "about:blank":
            if time.monotonic() > end:
                raise Failed(f"{url} does not load")
            time.sleep(0.05)

    def value(self, expression):
        """What an expression of JavaScript is."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise Failed(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, key, text="", code=0):
        """Presses and releases a key."""
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "", code=key,
                      windowsVirtualKeyCode=code)

    def write(self, text):
        """Types into what has the focus."""
        self.send("Input.insertText", text=text)

    def dark(self, is_dark, media=""):
        """Asks for a dark or light page, as the system's setting does, of a medium."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def named(self, method):
        """The parameters of the events of a kind."""
        return [event["params"] for event in self.events if event.get("method") == method]
