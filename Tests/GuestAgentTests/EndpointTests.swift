import GuestAgent
import Testing

@Suite struct EndpointTests {
  @Test(arguments: [
    ("/run/vm.sock", "/run/vm.sock"), ("vm.ctl", "vm.ctl"), ("./vm:1", "./vm:1"), ("dir/host:80", "dir/host:80"),
    ("unix:host:80", "unix:host:80"), ("unix:unix:a", "unix:unix:a"),
    ("unix:/run/vm.sock", "/run/vm.sock"), ("unix:///run/vm.sock", "/run/vm.sock"), ("UNIX:vm.sock", "vm.sock"),
    ("unix:/run/vm,server=on,wait=off", "/run/vm"), ("unix:/run/vm,server,nowait", "/run/vm"),
    ("unix:/run/a,b", "/run/a,b"), ("/run/a,server=on", "/run/a,server=on"), ("@vm", "@vm"), ("unix:@vm", "@vm"),
    ("localhost:4444", "localhost:4444"), (":4444", "localhost:4444"), ("127.0.0.1:1", "127.0.0.1:1"),
    ("[::1]:4444", "[::1]:4444"), ("tcp:host:4444,server=on,wait=off", "host:4444"), ("tcp://host:65535", "host:65535"),
    ("tcp:::1:80", "[::1]:80"), ("org.qemu.guest_agent.0", "org.qemu.guest_agent.0"), ("vm:agent", "vm:agent"),
  ])
  func isReadAsPeopleWriteIt(text: String, shown: String) throws {
    let endpoint = try Endpoint(parsing: text)
    #expect(endpoint.description == shown)
    #expect(try Endpoint(parsing: endpoint.description) == endpoint)
  }

  @Test(arguments: [
    ("", EndpointProblem.empty), ("unix:", .empty), ("tcp:", .empty), ("@", .empty), ("tcp:host", .missingPort),
    ("tcp:[::1]", .missingPort), ("tcp:host:", .missingPort), ("host:0", .invalidPort("0")),
    ("host:65536", .invalidPort("65536")), ("tcp:host:http", .invalidPort("http")),
    ("udp:host:1", .unknownScheme("udp")),
    ("https://host:1", .unknownScheme("https")), ("vsock:3:1024", .unknownScheme("vsock")), ("/a\0b", .embeddedNUL),
  ])
  func whatNamesNoEndpointIsTold(text: String, problem: EndpointProblem) {
    #expect(throws: problem) { try Endpoint(parsing: text) }
    #expect(!problem.description.isEmpty && !problem.description.hasSuffix("."))
  }

  @Test func aPathMayHave107Bytes() throws {
    let longest = "/" + String(repeating: "é", count: 53)
    #expect(try Endpoint(parsing: longest) == .unix(path: longest))
    #expect(throws: EndpointProblem.pathTooLong(bytes: 108)) { try Endpoint(parsing: longest + "a") }
  }
}
