"""What the language server answers, read by lsprotocol and checked by pytest-lsp against what each editor says that it can do."""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

TEXT = (pathlib.Path(__file__).parent / "clash.xml").read_text()
URI = "file:///domains/clash.xml"
DOCUMENT = types.TextDocumentIdentifier(uri=URI)


@pytest_lsp.fixture(
    params=["neovim", "visual-studio-code", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["VIRT_CHANNEL"], "lsp"]),
)
async def client(request, lsp_client: LanguageClient):
    parameters = types.InitializeParams(capabilities=client_capabilities(request.param), root_uri="file:///domains")
    await lsp_client.initialize_session(parameters)
    lsp_client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri=URI, language_id="xml", version=1, text=TEXT))
    )
    await lsp_client.wait_for_notification("textDocument/publishDiagnostics")
    yield
    await lsp_client.shutdown_session()


def at(line, character):
    return types.Position(line=line, character=character)


def codes(client):
    return [finding.code for finding in client.diagnostics[URI]]


@pytest.mark.asyncio
async def test_diagnostics(client: LanguageClient):
    assert "VC201" in codes(client)
    change = types.TextDocumentContentChangePartial(range=types.Range(at(14, 65), at(14, 66)), text="2")
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(uri=URI, version=2), [change])
    )
    await client.wait_for_notification("textDocument/publishDiagnostics")
    assert "VC201" not in codes(client)


@pytest.mark.asyncio
async def test_code_actions(client: LanguageClient):
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(DOCUMENT, types.Range(at(9, 66), at(9, 66)), types.CodeActionContext(diagnostics=[]))
    )
    assert any(action.is_preferred for action in actions)


@pytest.mark.asyncio
async def test_completion(client: LanguageClient):
    answer = await client.text_document_completion_async(types.CompletionParams(DOCUMENT, at(8, 19)))
    items = answer.items if isinstance(answer, types.CompletionList) else answer
    assert {"unix", "qemu-vdagent"} <= {item.label for item in items}


@pytest.mark.asyncio
async def test_hover(client: LanguageClient):
    hover = await client.text_document_hover_async(types.HoverParams(DOCUMENT, at(8, 7)))
    assert "/dev/virtio-ports/org.qemu.guest_agent.0" in hover.contents.value


@pytest.mark.asyncio
async def test_navigation(client: LanguageClient):
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
    assert symbols[0].name.startswith("virtio-serial 0")
    definition = await client.text_document_definition_async(types.DefinitionParams(DOCUMENT, at(14, 65)))
    assert definition[0].range.start.line == 10
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(DOCUMENT))
    assert folds
    edit = await client.text_document_rename_async(types.RenameParams(DOCUMENT, at(7, 44), "3"))
    assert edit.changes or edit.document_changes
