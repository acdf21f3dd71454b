public import QEMUOptions
public import SourceText

/// A problem of a command line that QEMU refuses, or that is likely to cause a problem at run time.
public struct QEMUFault: Hashable, Sendable {
  /// The kind of problem.
  public enum Kind: Hashable, Sendable {
    /// A port before any controller.
    case noBus(driver: String)
    /// A port before the controller whose bus it names, and whether this is because the controller is in JSON and the port is not.
    case busComesLater(String, afterPlain: Bool)
    /// A port with a bus that no controller provides, and the existing buses.
    case unknownBus(String, known: [String])
    /// A port whose chardev does not exist.
    case unknownChardev(String, driver: String, known: [String])
    /// A chardev whose TLS credentials do not exist.
    case unknownCredentials(String)
    /// A second chardev with the same id.
    case duplicateChardev(String)
    /// A chardev without an id.
    case chardevWithoutID
    /// A chardev that another device uses.
    case chardevInUse(String, driver: String)
    /// A server that keeps QEMU from starting until a client connects.
    case serverWaits
    /// An option for servers on a client, or the other way round.
    case wrongSide(key: String, isServer: Bool)
    /// A client because of which QEMU exits if nothing listens.
    case clientGivesUp
    /// A spicevmc chardev with a name that QEMU does not know.
    case spicevmcName(String?)
    /// A backend without a required property.
    case incompleteChardev(backend: String, missing: String)
    /// A socket with two types of address.
    case manyAddresses
    /// Port 0, which is reserved for a console.
    case portZero
    /// A port number that the controller does not have, and its highest number.
    case portOutOfRange(Int, highest: Int)
    /// A port number that another port has.
    case portTaken(Int)
    /// A name that another port has.
    case nameTaken(String)
    /// An id that another device has.
    case duplicateID(String)
    /// An id that is not a valid identifier.
    case badID(String)
    /// A number of ports that QEMU does not accept.
    case maxPorts(Int)
    /// A property that the device does not have, and whether it follows a comma that probably belongs to the preceding value.
    case unknownProperty(String, driver: String, behindComma: Bool)
    /// The number of further properties that the device does not have, beyond those that are reported separately, and the first of
    /// them.
    case moreUnknownProperties(Int, first: String, driver: String)
    /// A value of the wrong type, in JSON or as text.
    case wrongType(key: String, expected: String, inJSON: Bool, value: String)
    /// A `-set` whose device or chardev does not exist, and whether it is defined in JSON, where `-set` cannot change it.
    case setOfNothing(String, group: String, inJSON: Bool)
    /// A problem of the text itself.
    case text(OptionProblem.Kind)
  }

  /// The kind of problem.
  public let kind: Kind
  /// The range of the problem.
  public let range: SourceRange
  /// The related location, such as the first of two options; nil if there is none.
  public let other: SourceRange?

  init(_ kind: Kind, at location: OptionLocation?, other: OptionLocation? = nil) {
    self.init(kind, at: location?.range, other: other?.range)
  }

  init(_ kind: Kind, at range: SourceRange?, other: SourceRange? = nil) {
    self.kind = kind
    self.range = range ?? SourceRange(at: 0)
    self.other = other
  }
}
