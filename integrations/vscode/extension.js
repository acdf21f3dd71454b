// Starts `virt-channel lsp` for XML files. Other XML than libvirt domains is left alone by the server.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const names = ["libvirt", "qemu", "session", "select", "ignore"];
let client;

// What is set, without what is left to the server.
function settings() {
  const section = workspace.getConfiguration("virt-channel");
  const set = names.map((name) => [name, section.get(name)]).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(set.filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0)));
}

exports.activate = function () {
  const command = workspace.getConfiguration("virt-channel").get("path", "virt-channel");
  client = new LanguageClient(
    "virt-channel",
    "virt-channel",
    { command, args: ["lsp"] },
    {
      documentSelector: [{ language: "xml" }],
      initializationOptions: settings(),
      middleware: { workspace: { configuration: () => [settings()] } },
      synchronize: { configurationSection: "virt-channel" },
    }
  );
  return client.start();
};

exports.deactivate = function () {
  return client && client.stop();
};
