internal import DomainModel
internal import JSONText
internal import LintRules
internal import SourceText
internal import XMLTree

extension LanguageSession {
  /// `textDocument/prepareRename`: the index of a controller can be renamed.
  func prepareRename(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document.text)
    guard document.result.document.problems.isEmpty, let references = ControllerReferences(document),
      references.index(at: offset) != nil, let range = references.rangeOfIndex(at: offset)
    else { return .null }
    return ["range": document.text.json(range), "placeholder": .string(document.file.text(in: range))]
  }

  /// `textDocument/rename`: another index for a controller, in all addresses that name it.
  func rename(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document.text)
    guard document.result.document.problems.isEmpty else {
      throw ResponseError(.requestFailed, "the document is not well-formed XML; correct it first")
    }
    guard let references = ControllerReferences(document), let index = references.index(at: offset) else {
      throw ResponseError(.requestFailed, "only the index of a virtio-serial controller can be renamed")
    }
    let name = params["newName"]?.string ?? ""
    guard let new = NumberFormat.nonNegative.parse(name) else {
      throw ResponseError(
        .requestFailed,
        "'\(name.escapedForDisplay)' is not an index: \(NumberFormat.nonNegative.expectation) is expected")
    }
    guard new == index || !references.isUsed(new) else {
      throw ResponseError(.requestFailed, "another virtio-serial controller has index \(new); choose an unused index")
    }
    let edits = references.edits(renaming: index, to: new)
    return document.workspaceEdit(edits, withVersions: client.takesVersionedEdits)
  }
}
