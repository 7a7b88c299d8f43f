"""A client of yaml-language-server, as an editor is one: JSON-RPC over its standard input and output."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER = Path(__file__).parent.parent / ".venv/editor/node_modules/yaml-language-server/bin/yaml-language-server"

ABSENT = [program for program in ("node", "npm") if shutil.which(program) is None]
"""What is not here: without it there is no server, and nothing to test with."""

SETTINGS = {
    "yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True},
    "http": {"proxy": "", "proxyStrictSSL": False},
}
CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
}

Told = list[tuple[str, str]]
"""Places as `line:column`, from 1, and what is said of each, in the order of the text."""


class LanguageServer:
    """One server for the files of a folder. Texts are opened as an editor opens them, and need not lie there."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.asked = 0
        self.opened = 0
        self.request("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": CAPABILITIES})
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def diagnostics(self, texts: Sequence[str], below: str = "") -> list[Told]:
        """What is wrong with each text; the server waits a while before it looks at any, so they are opened at once."""
        told: dict[str, Told | None] = {self.open(text, below): None for text in texts}
        while None in told.values():
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] in told:
                told[message["params"]["uri"]] = in_order(message["params"]["diagnostics"])
        return [found for found in told.values() if found is not None]

    def completions(self, text: str) -> dict[str, dict[str, Any]]:
        """What is offered where `|` stands in the text, by label."""
        found = self.request("textDocument/completion", self.place(text))
        return {item["label"]: item for item in found["items"]}

    def hover(self, text: str) -> str:
        """What is said of the key or value where `|` stands in the text."""
        said = self.request("textDocument/hover", self.place(text))
        return str(said["contents"]["value"]) if said else ""

    def place(self, text: str) -> dict[str, Any]:
        before, _, after = text.partition("|")
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self.open(before + after)}, "position": position}

    def open(self, text: str, below: str = "") -> str:
        self.opened += 1
        uri = (self.folder / below / f"topic-{self.opened}.yaml").as_uri()
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        return uri

    def request(self, method: str, params: Any) -> Any:
        self.asked += 1
        self.write({"id": self.asked, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def notify(self, method: str, params: Any) -> None:
        self.write({"method": method, "params": params})

    def write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next message; one that asks something is answered first."""
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline()) != b"\r\n":
            assert line, "the server has ended"
            name, _, value = line.decode().partition(":")
            length = int(value) if name.lower() == "content-length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        if "id" in message and "method" in message:
            wanted = message["params"]["items"] if message["method"] == "workspace/configuration" else None
            settings = [SETTINGS.get(item.get("section")) for item in wanted] if wanted is not None else None
            self.write({"id": message["id"], "result": settings})
        return message


def in_order(diagnostics: list[dict[str, Any]]) -> Told:
    found = [
        ((one["range"]["start"]["line"], one["range"]["start"]["character"]), one["message"]) for one in diagnostics
    ]
    return [(f"{line + 1}:{character + 1}", said) for (line, character), said in sorted(found)]


@contextmanager
def language_server(folder: Path) -> Iterator[LanguageServer]:
    """Start the server for the files of a folder, and end it."""
    assert SERVER.exists(), "yaml-language-server is not installed in .venv/editor: `make test` does it"
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
        try:
            yield LanguageServer(process, folder)
        finally:
            process.kill()
