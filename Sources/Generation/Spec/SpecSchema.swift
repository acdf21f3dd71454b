internal import DomainModel
public import JSONText

extension DeviceSpec {
  /// The JSON Schema of the format, derived from the descriptions of the elements.
  public static let schema: JSONValue = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "generate.schema.json",
    "title": "virt-channel generate --from",
    "description": "Devices to generate. Each has the structure of its XML; null omits a value, true is yes or on.",
    "type": "object",
    "properties": [
      "$schema": ["type": "string"],
      "devices": ["type": "array", "items": ["$ref": "#/$defs/device"]],
    ],
    "required": ["devices"],
    "additionalProperties": false,
    "$defs": SchemaDefinitions([.controller: .controller, .channel: .channel, .console: .console]).json(and: [
      "device": device
    ]),
  ]

  private static let device: JSONValue = [
    "description": "A preset, a device, or a preset with additional settings.",
    "type": "object",
    "properties": [
      "preset": ["enum": .array(Preset.all.map { .string($0.name) })],
      "controller": ["$ref": "#/$defs/controller"],
      "channel": ["$ref": "#/$defs/channel"],
      "console": ["$ref": "#/$defs/console"],
    ],
    "additionalProperties": false,
  ]
}
