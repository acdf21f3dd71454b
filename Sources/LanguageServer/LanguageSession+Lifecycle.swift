internal import JSONText

// What begins a session, and what the client tells about its workspace.
extension LanguageSession {
  func initialize(_ params: JSONValue) -> JSONValue {
    client = ClientCapabilities(params["capabilities"])
    workspace.configure(params["initializationOptions"])
    return [
      "capabilities": ServerCapabilities.json(client),
      "serverInfo": ["name": "virt-channel", "version": .string(environment.version)],
    ]
  }

  /// Asks for what the session depends on, once the client is ready.
  func initialized() {
    if client.watchesFiles {
      let watcher: JSONValue = ["globPattern": "**/.virt-channel.json"]
      let registration: JSONValue = [
        "id": "configuration-files", "method": "workspace/didChangeWatchedFiles",
        "registerOptions": ["watchers": [watcher]],
      ]
      writer.request("register", "client/registerCapability", ["registrations": [registration]])
    }
    requestConfiguration()
  }

  func takeResponse(_ id: JSONValue, _ result: JSONValue?) {
    guard id == .string(Self.configurationRequest), let sections = result?.array else { return }
    workspace.configure(sections.first)
    checkAgain()
  }

  /// Uses the settings that the client sends, or requests them if it only reports a change.
  func changeConfiguration(_ params: JSONValue) {
    if client.sendsConfiguration {
      requestConfiguration()
    } else {
      workspace.configure(params["settings"])
      checkAgain()
    }
  }

  /// Gives all documents new settings.
  func checkAgain() {
    workspace.forgetCheckers()
    documents.updateAll { document in
      document.checker = checker(for: document.uri)
      document.isPublished = false
    }
  }

  /// The checker of a document; reports errors in its settings.
  func checker(for uri: String) -> Checker {
    let path = DocumentURI.path(uri)
    let (checker, problem) = workspace.checker(for: path, environment)
    if let problem { writer.notify("window/showMessage", ["type": 2, "message": .string("virt-channel: \(problem)")]) }
    return checker
  }

  private static var configurationRequest: String { "configuration" }

  private func requestConfiguration() {
    guard client.sendsConfiguration else { return }
    let item: JSONValue = ["section": .string(WorkspaceSettings.section)]
    writer.request(Self.configurationRequest, "workspace/configuration", ["items": [item]])
  }
}
