"""An editor, as far as a measurement needs one: it opens a document, changes it, and waits for the findings."""
import json
import subprocess
import time

URI = "file:///domain.xml"


class Editor:
    def __init__(self, binary):
        self.server = subprocess.Popen([binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.send(id=1, method="initialize", params={"capabilities": {}})
        self.receive()

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self):
        length = int(self.server.stdout.readline().split(b":")[1])
        self.server.stdout.readline()
        return json.loads(self.server.stdout.read(length))

    def open(self, text):
        document = {"uri": URI, "languageId": "xml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        self.receive()

    def change(self, line, character, text):
        """Replaces one character; returns the seconds until its findings are there."""
        start, end = ({"line": line, "character": character + number} for number in (0, 1))
        changes = [{"range": {"start": start, "end": end}, "text": text}]
        begin = time.perf_counter()
        self.send(method="textDocument/didChange", params={"textDocument": {"uri": URI}, "contentChanges": changes})
        self.receive()
        return time.perf_counter() - begin

    def close(self):
        self.server.stdin.close()
        self.server.wait()
