public import QEMUOptions
public import SourceText

/// What QEMU refuses or will stumble over in a command line.
public struct QEMUFault: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A port before any controller.
    case noBus(driver: String)
    /// A port before the controller whose bus it names; whether because the controller is in JSON and the port is not.
    case busComesLater(String, afterPlain: Bool)
    /// A port that names a bus which no controller brings; those that there are.
    case unknownBus(String, known: [String])
    /// A port whose chardev there is not.
    case unknownChardev(String, driver: String, known: [String])
    /// A chardev whose TLS credentials there are not.
    case unknownCredentials(String)
    /// A second chardev of an id.
    case duplicateChardev(String)
    /// A chardev without an id.
    case chardevWithoutID
    /// A chardev that another device has taken.
    case chardevInUse(String, driver: String)
    /// A server that keeps QEMU from starting until a client connects.
    case serverWaits
    /// An option for servers on a client, or the other way round.
    case wrongSide(key: String, isServer: Bool)
    /// A client that ends QEMU when nothing listens.
    case clientGivesUp
    /// A spicevmc chardev whose name is not one of QEMU's.
    case spicevmcName(String?)
    /// A backend that misses what it cannot do without.
    case incompleteChardev(backend: String, missing: String)
    /// A socket with two kinds of address.
    case manyAddresses
    /// Port 0, which is for consoles.
    case portZero
    /// A port number that the controller does not have; the highest it has.
    case portOutOfRange(Int, highest: Int)
    /// A port number that another port has.
    case portTaken(Int)
    /// A name that another port has.
    case nameTaken(String)
    /// An id that another device has.
    case duplicateID(String)
    /// An id that is not an identifier.
    case badID(String)
    /// A number of ports that QEMU does not take.
    case maxPorts(Int)
    /// A property that the device does not have; whether it is what stood behind a comma in the value before it.
    case unknownProperty(String, driver: String, behindComma: Bool)
    /// How many more properties the device does not have, behind those with a fault of their own, and the first of them.
    case moreUnknownProperties(Int, first: String, driver: String)
    /// A value of the wrong type, in JSON or as text.
    case wrongType(key: String, expected: String, inJSON: Bool, value: String)
    /// A `-set` whose device or chardev there is not; whether it is there in JSON, where `-set` does not reach it.
    case setOfNothing(String, group: String, inJSON: Bool)
    /// What is wrong with the text itself.
    case text(OptionProblem.Kind)
  }

  /// What is wrong.
  public let kind: Kind
  /// Where.
  public let range: SourceRange
  /// The other location of the fault, such as the first of two.
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
