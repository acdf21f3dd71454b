import CommandText
import SourceText
import TestKit
import Testing

/// Reads texts of all kinds as commands of QEMU.
@Suite struct CommandTextTests {
  static func read(_ text: String, _ form: CommandForm? = nil) -> CommandText {
    CommandText(reading: SourceFile(name: "test", text), form: form)
  }

  static func arguments(_ text: String, _ form: CommandForm? = nil) -> [[String]] {
    read(text, form).commands.map { $0.arguments.map(\.text) }
  }

  /// Texts, each with what it is one command of: `-device a,id=b -chardev null,id=c`.
  static let same: [(form: CommandForm, text: String)] = [
    (.shell, "-device a,id=b -chardev null,id=c"),
    (.shell, "qemu-system-x86_64 \\\n  -device 'a,id=b' \\\n  -chardev \"null,id=c\"\n"),
    (.shell, "ID=b\nOPTS=\"-device a,id=$ID\"\nOPTS+=\" -chardev null,id=c\"\nexec qemu-system-x86_64 $OPTS\n"),
    (.shell, "a=(-device \"a,id=${ID:-b}\")\na+=(-chardev null,id=c) # more\nsudo qemu-kvm \"${a[@]}\" \"$@\"\n"),
    (
      .shell,
      "if true; then\n  ARGS=\"$ARGS -device a,id=b\"\nfi\nset -- -chardev null,id=c\n/usr/bin/qemu-system-x86_64 -device a,id=b \"$@\""
    ),
    (.shell, "cat <<EOF > note\ndon't -device x\nEOF\neval \"qemu-system-x86_64 -device a,id=b -chardev null,id=c\""),
    (.shell, "QEMUOPTS = -device a,id=b\nQEMUOPTS += -chardev null,id=c\nrun:\n\tqemu-system-riscv64 $(QEMUOPTS)\n"),
    (.shell, "cores: 2\nargs: -device a,id=b -chardev null,id=c\nmemory: 2048\n"),
    (.shell, "NAME=c; QEMU_AUDIO_DRV=none kvm -device a,id=${UNSET-b} -chardev \"null,id=${NAME}\" | tee log"),
    (
      .systemd,
      "[Service]\nEnvironment=\"CHR=null,id=c\" X=y\nExecStart=/usr/bin/qemu-system-x86_64 \\\n  -device a,id=b \\\n# a comment\n  -chardev ${CHR}\nRestart=always\n"
    ),
    (.list, #"["-device", "a,id=b", "-chardev", "null,id=c"]"#),
    (.list, #"{"name": "vm", "run": {"args": ["-device", "a,id=b", "-chardev", "null,id=\u0063"]}}"#),
    (
      .list,
      "chr = 'c'\ncmd = [\n  'qemu-system-x86_64',  # the program\n  '-device', 'a,'\n  'id=b',\n]\ncmd += ['-chardev', f'null,id={chr}']\nsubprocess.run(cmd)\n"
    ),
    (
      .list,
      "args := []string{\"-device\", \"a,id=b\"}\nargs = append(args, \"-chardev\", \"null,id=\"+\"c\")\ncmd := exec.Command(\"qemu-system-x86_64\", args...)\n"
    ),
    (
      .list,
      "let mut cmd = Command::new(\"qemu-system-x86_64\");\ncmd.arg(\"-device\").arg(\"a,id=b\");\ncmd.args([\"-chardev\", r#\"null,id=c\"#]);\n"
    ),
    (.list, "qemuargs = [\n  [\"-device\", \"a,id=b\"],\n  [\"-chardev\", \"null,id=c\"],\n]\n"),
    (.list, "const args = [\"-device\", `a,id=${id}`, '-chardev', 'null,id=c'];\n".replacing("${id}", with: "b")),
    (.list, "extraArgs = [ \"-device\" \"a,id=b\" \"-chardev\" \"null,id=c\" ];"),
    (.list, "subprocess.run(\"qemu-system-x86_64 -device a,id=b -chardev null,id=c\", shell=True)"),
    (
      .yaml,
      "spec:\n  containers:\n  - name: vm\n    command: [qemu-system-x86_64]\n    args: [-device, 'a,id=b', -chardev, \"null,id=c\"]\n"
    ),
    (
      .yaml,
      "services:\n  vm:\n    image: qemu\n    command:\n      - qemu-system-x86_64\n      - -device\n      - a,id=b # first\n      - \"-chardev\"\n      - null,id=c\n    ports:\n      - 22\n"
    ),
    (.yaml, "run: >\n  qemu-system-x86_64\n  -device\n  a,id=b\n  -chardev null,id=c\nother: 1\n"),
    (.yaml, "environment:\n  ARGUMENTS: \"-device a,id=b -chardev null,id=c\"\n"),
    (.yaml, "qemu:\n  - -device a,id=b\n  - -chardev null,id=c\n"),
    (.readconfig, "# qemu config\n[device \"b\"]\n  driver = \"a\"\n\n[chardev \"c\"]\n  backend = \"null\"\n"),
    (.nul, "qemu\u{0}-device\u{0}a,id=b\u{0}-chardev\u{0}null,id=c\u{0}"),
  ]

  @Test(arguments: same) func everyContainerHoldsTheSameOptions(form: CommandForm, text: String) {
    let read = Self.read(text)
    #expect(read.commands.count == 1, "\(read.commands.map { $0.arguments.map(\.text) })")
    var options = read.commands.first.map { $0.arguments.map(\.text) } ?? []
    if read.commands.first?.arguments.first?.isQEMUProgram == true { options.removeFirst() }
    let expected = ["-device", "a,id=b", "-chardev", "null,id=c"]
    if form == .readconfig {
      #expect(options == ["-device", "id=b,driver=a", "-chardev", "id=c,backend=null"])
    } else {
      #expect(options == expected, "\(form)")
    }
    let problems = read.commands.flatMap(\.problems)
    #expect(problems.filter { $0.kind != .unknownValue("$@") }.isEmpty, "\(problems)")
    if form != .yaml || read.form == .list { #expect(read.form == form || form == .yaml) }
  }

  @Test(arguments: same) func aFormThatIsForcedIsTheFormThatIsFound(form: CommandForm, text: String) {
    #expect(Self.arguments(text, form).first?.suffix(4).last == Self.arguments(text).first?.last)
  }

  @Test(arguments: same) func everyArgumentKnowsWhereItWasRead(form: CommandForm, text: String) {
    let file = SourceFile(name: "test", text)
    for argument in CommandText(reading: file).commands.flatMap(\.arguments) {
      #expect(file.wholeRange.contains(argument.range))
      for part in argument.text.split(separator: ",").prefix(1) where form != .readconfig {
        #expect(file.text(in: argument.range(of: 0..<part.utf8.count)).contains(part.prefix(1)), "\(argument.text)")
      }
    }
  }

  @Test func severalCommandsAreSeveral() {
    let script = "qemu-system-x86_64 -device a &\nqemu-system-aarch64 -device b\n"
    #expect(
      Self.arguments(script) == [["qemu-system-x86_64", "-device", "a"], ["qemu-system-aarch64", "-device", "b"]])
    let sources =
      "source \"qemu\" \"x\" {\n  qemuargs = [[\"-device\", \"a\"]]\n}\nsource \"qemu\" \"y\" {\n  qemuargs = [[\"-device\", \"b\"]]\n}\n"
    #expect(Self.arguments(sources) == [["-device", "a"], ["-device", "b"]])
    let processes =
      "u 1 qemu-system-x86_64 -name a b -device {\"driver\":\"a\"}\nu 2 qemu-system-x86_64 -device {\"driver\":\"b\"}\n"
    #expect(Self.arguments(processes).map(\.last) == [#"{"driver":"a"}"#, #"{"driver":"b"}"#])
    let pods =
      "- command: [qemu-system-x86_64]\n  args: [\"-device\", \"a\"]\n- command: [qemu-system-x86_64]\n  args: [\"-device\", \"b\"]\n"
    #expect(Self.arguments(pods).map(\.last) == ["a", "b"])
  }

  /// Expressions that put values into a string, and the string.
  static let formats: [(text: String, argument: String)] = [
    ("name = 'x'\nrun(['-device', 'a,id=%s' % name])", "a,id=x"),
    ("name = 'x'\nrun(['-device', 'a,id=%s,nr=%d,p=50%%' % (name, 7)])", "a,id=x,nr=7,p=50%"),
    ("run(['-device', 'a,id={}-{}'.format('x', 'y')])", "a,id=x-y"),
    ("run(['-device', 'a,id={1}{0}{0}'.format('x', 'y')])", "a,id=yxx"),
    ("const NAME: &str = \"x\";\ncmd.args(&[\"-device\", &format!(\"a,id={NAME}\")]);", "a,id=x"),
    ("cmd.arg(\"-device\").arg(format!(\"a,id={}\", \"x\"));", "a,id=x"),
    ("id := \"x\"\nexec.Command(\"-device\", fmt.Sprintf(\"a,id=%s\", id))", "a,id=x"),
    ("run(['-device', '{\"driver\":\"%s\"}' % 'a'])", #"{"driver":"a"}"#),
  ]

  @Test(arguments: formats) func formatsArePutTogether(text: String, argument: String) {
    let command = Self.read(text).commands.first
    #expect(command?.arguments.map(\.text) == ["-device", argument])
    #expect(command?.problems.isEmpty == true)
  }

  /// Each word of the value is cut out of all its pieces: looking at every piece for every word would take minutes.
  @Test func manyAdditionsToAVariableAreRead() {
    let additions = String(repeating: "A+=\" -chardev null,id=c\"\n", count: 5_000)
    let command = Self.read("A=\"-device a\"\n\(additions)qemu-system-x86_64 $A\n").commands.first
    #expect(command?.arguments.count == 1 + 2 + 2 * 5_000)
    #expect(command?.arguments.last?.text == "null,id=c")
  }

  @Test func documentationIsNoCommand() {
    let text = "def start():\n  \"\"\"Starts a guest with -device a.\"\"\"\n  run(['-device', 'b'])\n"
    #expect(Self.arguments(text) == [["-device", "b"]])
  }

  @Test func aValueIsNoProgram() {
    let words = ["-device", "a", "-L", "/usr/share/qemu", "-object", "t,dir=/etc/pki/qemu", "-accel", "kvm"]
    let pairs = stride(from: 0, to: words.count, by: 2).map { "[\"\(words[$0])\", \"\(words[$0 + 1])\"]" }
    #expect(Self.arguments("qemuargs = [\n  " + pairs.joined(separator: ",\n  ") + "\n]\n") == [words])
    #expect(Self.arguments("kvm " + words.joined(separator: " ")).map { $0.suffix(words.count) } == [words[...]])
  }

  static let unknown: [(text: String, spelling: String, argument: String)] = [
    ("qemu-system-x86_64 -device a,id=$ID", "$ID", "a,id=$ID"),
    ("qemu-system-x86_64 -device \"a,id=$(hostname)\"", "$(hostname)", "a,id=$(hostname)"),
    ("qemu-system-x86_64 -device $(pick one | head -1)", "$(pick one | head -1)", "$(pick one | head -1)"),
    ("qemu-system-x86_64 -device `pick one`", "`pick one`", "`pick one`"),
    ("qemu-system-x86_64 -device ${DEVICE:?name a device}", "${DEVICE:?name a device}", "${DEVICE:?name a device}"),
    ("ExecStart=/usr/bin/qemu-system-x86_64 -device a,id=%i", "%i", "a,id=%i"),
    ("run(['-device', f'a,id={name}'])", "{name}", "a,id={name}"),
    ("exec.Command(\"-device\", fmt.Sprintf(\"a,id=%s\", id))", "%s", "a,id=%s"),
    ("args = [\"-device\", device]", "device", "device"),
    ("run(['-device', 'a,id=%s' % name()])", "%s", "a,id=%s"),
    ("run(['-device', 'a,id=%(name)s' % {'name': x}])", "%(name)s", "a,id=%(name)s"),
    ("run(['-device', 'a,id={name}'.format(name=x)])", "{name}", "a,id={name}"),
    ("cmd.args(&[\"-device\", &format!(\"a,id={name}\")]);", "{name}", "a,id={name}"),
    ("qemuargs = [[\"-device\", \"a,id=${var.name}\"]]", "${var.name}", "a,id=${var.name}"),
  ]

  /// Programs with conditions and loops, the options that are read, and what is said: the line, the variable, how it is read.
  static let conditions: [(text: String, options: String, remarks: [String])] = [
    ("if x; then A='-m 1'; fi\nqemu $A", "-m 1", ["1 A branch"]),
    ("A='-m 0'\nif x; then A='-m 1'\nelse A='-m 2'; fi\nqemu $A", "-m 1", ["2 A alternatives"]),
    ("if x; then\n B=1\nelif y; then A='-m 1'; else A='-m 2'; fi\nqemu $A", "-m 1", ["1 A alternatives"]),
    ("if x; then A='-m 1'; else A='-m 1'; fi\nqemu $A", "-m 1", ["1 A branch"]),
    ("A='-m 1'\nif x; then A='-m 1'; fi\nqemu $A", "-m 1", []), ("if x; then echo; fi\nqemu -m 1", "-m 1", []),
    ("if x; then qemu -m 1; else qemu -m 2; fi", "-m 1 + -m 2", []),
    ("if x\nthen\n  A=1\nfi\nif y; then B=2; fi\nqemu -m $B", "-m 2", ["5 B branch"]),
    ("a=(-m 1)\nif x; then a+=(-s); else a+=(-S); fi\nqemu ${a[@]}", "-m 1 -s", ["2 a alternatives"]),
    ("a=(-m 1)\nif x; then :; else a+=(-S); fi\nqemu ${a[@]}", "-m 1 -S", ["2 a branch"]),
    ("case $1 in\n a) M=1;;\n b|c) M=2\n ;;\n *) exit;;\nesac\nqemu -m $M", "-m 1", ["1 M alternatives"]),
    ("case $1 in\n (a) qemu -m 1;;\n b) qemu -m 2;;\nesac\n", "-m 1 + -m 2", []),
    ("M=1\nwhile getopts m: o; do case $o in m) M=$OPTARG;; esac; done\nqemu -m $M", "-m 1", ["2 M unchanged"]),
    ("a=(-m 1)\n[ x ] && a+=(-s)\nqemu ${a[@]}", "-m 1 -s", ["2 a branch"]),
    ("[ $X ] && M=1 || M=2\nqemu -m $M", "-m 1", ["1 M alternatives"]),
    ("[ $M ] ||\nM=2\nqemu -m $M", "-m 2", ["1 M branch"]),
    ("cd /x && M=1 && qemu -m $M", "-m 1", []), ("A=; for i in 1 2; do A=\"$A -m $i\"; done\nqemu $A", "-m 1 -m 2", []),
    ("A=; for i in {1..3}; do A=\"$A -m $i\"; done\nqemu $A", "-m 1 -m 2 -m 3", []),
    ("for i in *.img; do a+=(-hda x); done\nqemu ${a[@]}", "-hda x", ["1 a loop"]),
    ("for ((i=0; i<3; i++)); do\n a+=(-hda x)\ndone\nqemu ${a[@]}", "-hda x", ["1 a loop"]),
    ("f() { qemu -m $1 \"${@:2}\"; }\nf 1\nf 2", "-m 1 + -m 2", []),
    ("f() { a+=(-hda $1); }\nf x\nf y\nqemu ${a[@]}", "-hda x -hda y", []),
    ("function f {\n  qemu -m 1 \"$@\"\n}\nf -s", "-m 1 -s", []), ("f() { shift; qemu \"$@\"; }\nf a -m 1", "-m 1", []),
    ("start() { qemu -m 1; }\nstop() { kill 1; }\n\"$1\"", "-m 1", []),
    ("f() { f; qemu -m 1; }\nf", "-m 1", []),
    ("O = -m 1\nifeq ($(X),1)\nO += -s\nelse\nO += -S\nendif\nrun:\n\tqemu $(O)\n", "-m 1 -s", ["2 O alternatives"]),
    ("a = ['-m', '1']\nif x:\n  a += ['-s']\nelse:\n  a += ['-S']\nrun(a)", "-m 1 -s", ["2 a alternatives"]),
    ("m = '1'\nif x:\n  m = sys.argv[1]\nrun(['-m', m])", "-m 1", ["2 m unchanged"]),
    ("a = ['-m', '1']\nfor d in x:\n  a.append('-s')\nrun(a)", "-m 1 -s", ["2 a loop"]),
    ("a := []string{\"-m\", \"1\"}\nif x {\n\ta = append(a, \"-s\")\n}\nrun(a)", "-m 1 -s", ["2 a branch"]),
    ("const a = ['-m', '1'];\nif (x) a.push('-s');\nrun(a)", "-m 1 -s", ["2 a branch"]),
    (
      "c.arg(\"-m\").arg(\"1\");\nif x {\n  c.arg(\"-s\");\n} else {\n  c.arg(\"-S\");\n}", "-m 1 -s",
      ["2 c alternatives"]
    ),
    ("a = ['-m', '1', *(['-hda', 'x'] if x else ['-hdb', 'y'])]", "-m 1 -hda x -hdb y", ["1  expression"]),
    ("if x:\n  run(['-m', '1'])\nelse:\n  run(['-m', '2'])", "-m 1 + -m 2", []),
  ]

  @Test(arguments: conditions) func conditionsAreSaid(text: String, options: String, remarks: [String]) {
    let lines = LineIndex(SourceFile(name: "test", text))
    let commands = Self.read(text).commands
    let found = commands.map { command in
      command.arguments.map(\.text).filter { $0 != "qemu" && !$0.hasPrefix("${@") }.joined(separator: " ")
    }
    #expect(found.joined(separator: " + ") == options)
    let said = commands.flatMap(\.problems).compactMap { problem -> String? in
      guard case .conditional(let name, let use) = problem.kind else { return nil }
      return "\(lines.position(of: problem.range.lowerBound).line) \(name) \(use)"
    }
    #expect(said == remarks)
  }

  /// Elements whose value a program computes, and how the element is kept, between `-m` and `-smp 2`.
  static let computed: [(text: String, spelling: String?, argument: String)] = [
    ("run(['-m', sys.argv[1], '-smp', '2'])", "sys.argv[1]", "sys.argv[1]"),
    ("run(['-m', os.environ['N'], '-smp', '2'])", "os.environ['N']", "os.environ['N']"),
    ("run(['-m', os.environ.get('N', '1'), '-smp', '2'])", "os.environ.get('N', '1')", "os.environ.get('N', '1')"),
    ("n = int(os.environ['N'])\nrun(['-m', str(n), '-smp', '2'])", "str(n)", "str(n)"),
    ("n = 4\nrun(['-m', str(n), '-smp', '2'])", nil, "4"),
    ("n = '1'\nn = f()\nrun(['-m', n, '-smp', '2'])", "n", "n"),
    ("run(['-m', x + 'M', '-smp', '2'])", "x", "xM"),
    ("run(['-m', 'a' + x, '-smp', '2'])", "x", "ax"),
    ("run(['-m', 'a' + f(1, 2) + 'b', '-smp', '2'])", "f(1, 2)", "af(1, 2)b"),
    ("run(['-m', f'{x:02d}M', '-smp', '2'])", "{x:02d}", "{x:02d}M"),
    ("run(['-m', f'{a[\"x\"]}M', '-smp', '2'])", "{a[\"x\"]}", "{a[\"x\"]}M"),
    ("run(['-m', f'{{1}}', '-smp', '2'])", nil, "{1}"),
    ("run(['-m', '1' if x else '2', '-smp', '2'])", "'1' if x else '2'", "'1' if x else '2'"),
    ("run(['-m', os.path.join('/a', 'b'), '-smp', '2'])", nil, "/a/b"),
    ("run(['-m', ','.join(['a', 'b']), '-smp', '2'])", nil, "a,b"),
    ("run(['-m', 'a'.upper(), '-smp', '2'])", "'a'.upper()", "'a'.upper()"),
    ("n = 1\nrun(['-m', args.n, '-smp', '2'])", "args.n", "args.n"),
    ("class A:\n  def f(self):\n    self.n = 'x'\n    run(['-m', self.n, '-smp', '2'])", nil, "x"),
    ("const a = ['-m', `${m}M`, '-smp', '2'];", "${m}", "${m}M"),
    ("const a = ['-m', opts.m || '1', '-smp', '2'];", "opts.m || '1'", "opts.m || '1'"),
    ("const a = ['-m', x ? '1' : '2', '-smp', '2'];", "x ? '1' : '2'", "x ? '1' : '2'"),
    ("a := []string{\"-m\", strconv.Itoa(n), \"-smp\", \"2\"}", "strconv.Itoa(n)", "strconv.Itoa(n)"),
    ("a := []string{\"-m\", fmt.Sprintf(\"%dM\", n), \"-smp\", \"2\"}", "%d", "%dM"),
    ("a := append([]string{}, \"-m\", os.Getenv(\"M\"), \"-smp\", \"2\")", "os.Getenv(\"M\")", "os.Getenv(\"M\")"),
    ("c.arg(\"-m\").arg(m.to_string()).arg(\"-smp\").arg(\"2\");", "m.to_string()", "m.to_string()"),
    ("c.arg(\"-m\").env(\"A\", \"b\").arg(m).arg(\"-smp\").arg(\"2\");", "m", "m"),
    ("c.args([\"-m\", &m, \"-smp\", \"2\"]);", "&m", "&m"),
    ("c.args([\"-m\", &format!(\"{m}M\"), \"-smp\", \"2\"]);", "{m}", "{m}M"),
    ("let m = \"1\".to_string();\nc.args([\"-m\", &m, \"-smp\", \"2\"]);", nil, "1"),
    ("qemuargs = [[\"-m\", var.m], [\"-smp\", 2]]", "var.m", "var.m"),
    ("variable \"m\" {\n  default = \"1\"\n}\nqemuargs = [[\"-m\", \"${var.m}M\"], [\"-smp\", 2]]", nil, "1M"),
    ("{\"variables\": {\"m\": \"1\"}, \"qemuargs\": [[\"-m\", \"{{user `m`}}\"], [\"-smp\", \"2\"]]}", nil, "1"),
    ("{\"qemuargs\": [[\"-m\", \"{{user `m`}}\"], [\"-smp\", \"2\"]]}", "{{user `m`}}", "{{user `m`}}"),
    ("run(\"-m\", \"#{m}M\", \"-smp\", \"2\")", "#{m}", "#{m}M"),
    ("let a = [\"-m\", \"\\(m)M\", \"-smp\", \"2\"]", "\\(m)", "\\(m)M"),
    ("$a = [\"-m\", \"{$m}M\", \"-smp\", \"2\"];", "{$m}", "{$m}M"),
    ("$a = [\"-m\", \"a\" . $m, \"-smp\", \"2\"];", "m", "am"),
    ("args = [ \"-m\" (toString m) \"-smp\" \"2\" ];", "(toString m)", "(toString m)"),
    ("command:\n  - -m\n  - ${M}\n  - -smp\n  - 2\n", "${M}", "${M}"),
    ("command:\n  - -m\n  - ${M:-1}\n  - -smp\n  - 2\n", nil, "1"),
    ("command:\n  - -m\n  - {{ .Values.m }}\n  - -smp\n  - 2\n", "{{ .Values.m }}", "{{ .Values.m }}"),
    ("command: [-m, \"{{ m }}M\", -smp, 2]\n", "{{ m }}", "{{ m }}M"),
    ("command: [-m, {{ m }}, -smp, 2]\n", "{{ m }}", "{{ m }}"),
    ("args: [-m, $(M), -smp, 2]\nenv:\n- name: M\n  value: \"1\"\n", nil, "1"),
    ("args: [-m, $(M), -smp, 2]\n", "$(M)", "$(M)"), ("args: [-m, $$M, -smp, 2]\n", nil, "$M"),
    ("qemu-system-x86_64 -m {{ m }} -smp 2", "{{ m }}", "{{ m }}"),
    ("qemu-system-x86_64 -m '{{ m }}M' -smp 2", "{{ m }}", "{{ m }}M"),
    ("qemu-system-x86_64 -m \"<%= m %>\" -smp 2", nil, "<%= m %>"),
    ("qemu-system-x86_64 -m <%= m %> -smp 2", "<%= m %>", "<%= m %>"),
  ]

  @Test(arguments: computed) func aComputedElementKeepsItsPlace(text: String, spelling: String?, argument: String) {
    let commands = Self.read(text).commands
    #expect(commands.map { $0.arguments.map(\.text).suffix(4) } == [["-m", argument, "-smp", "2"]])
    #expect(commands.first?.problems.map(\.kind) == spelling.map { [.unknownValue($0)] } ?? [])
    let range = commands.first?.problems.first?.range
    #expect(range.map { SourceFile(name: "", text).text(in: $0) } == spelling)
  }

  @Test(arguments: unknown) func whatIsNotKnownIsKeptAndSaid(text: String, spelling: String, argument: String) {
    let command = Self.read(text).commands.first
    #expect(command?.arguments.last?.text == argument)
    #expect(command?.problems.map(\.kind) == [.unknownValue(spelling)])
    #expect(command?.problems.first.map { SourceFile(name: "", text).text(in: $0.range) } == spelling)
  }

  @Test func specifiersOfUnitsAreReplacedWhereTheFileSaysThem() {
    let unit = """
      [Service]
      Environment=SOCKET=%t/%i.sock OTHER=%h
      ExecStart=/usr/bin/qemu-system-x86_64 -device a,id=${SOCKET} -device "b %p 50%%" -device ${OTHER}
      """
    func read(_ path: String) -> TextCommand? {
      CommandText(reading: SourceFile(name: path, unit)).commands.first
    }
    let web = read("/etc/systemd/system/vm@web.service")
    #expect(
      web?.arguments.map(\.text).filter { !$0.hasPrefix("-") }.dropFirst() == ["a,id=/run/web.sock", "b vm 50%", "%h"])
    #expect(web?.problems.map(\.kind) == [.unknownValue("%h")])
    let template = read("vm@.service")
    #expect(template?.arguments[2].text == "a,id=/run/%i.sock")
    #expect(template?.problems.map(\.kind) == [.unknownValue("%i"), .unknownValue("%h")])
    #expect(read("/home/u/.config/systemd/user/vm.service")?.problems.first?.kind == .unknownValue("%t"))
  }

  @Test func filesThatAreNamedAreRead() {
    let files = ["vm.cfg": "[device \"b\"]\n  driver = \"a\"\n", "more": "-chardev null,id=c"]
    let text = SourceFile(name: "test", "qemu-system-x86_64 -readconfig vm.cfg @more -readconfig missing")
    let command = CommandText(reading: text) { files[$0].map { Array($0.utf8) } }.commands.first
    #expect(
      command?.arguments.map(\.text) == [
        "qemu-system-x86_64", "-device", "id=b,driver=a", "-chardev", "null,id=c", "-readconfig", "missing",
      ])
    #expect(command?.problems.map(\.kind) == [.unreadableFile("missing")])
    #expect(command.map { text.text(in: $0.arguments[2].range) } == "vm.cfg")
  }

  /// A file of options can be all that a command is given.
  @Test(arguments: [
    "qemu-system-x86_64 @more", "@more", "sudo qemu-system-x86_64 @more &", "qemu-system-x86_64\u{0}@more\u{0}",
    "run(['qemu-system-x86_64', '@more'])", "command: [qemu-system-x86_64, '@more']\n",
    "[Service]\nExecStart=/usr/bin/qemu-system-x86_64 @more\n", "OPTIONS=@more\nqemu-system-x86_64 $OPTIONS",
    "u 1 0:00 qemu-system-x86_64 @more\n",
  ]) func aFileOfOptionsCanBeTheOnlyArgument(text: String) {
    let read = CommandText(reading: SourceFile(name: "test", text)) {
      $0 == "more" ? Array("-chardev null,id=c".utf8) : nil
    }
    #expect(read.commands.map { $0.arguments.map(\.text).suffix(2) } == [["-chardev", "null,id=c"]])
  }

  /// Settings of Proxmox VE that imply serial devices, as `qm showcmd` prints them.
  @Test func settingsOfProxmoxImplyDevices() {
    let socket = "socket,path=/var/run/qemu-server/101.qga,server=on,wait=off,id=qga0"
    let settings: [(text: String, arguments: [String])] = [
      (
        "agent: 1",
        [
          "-chardev", socket, "-device", "virtio-serial,id=qga0,bus=pci.0,addr=0x8", "-device",
          "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0",
        ]
      ),
      ("agent: enabled=1,type=isa", ["-chardev", socket, "-device", "isa-serial,chardev=qga0"]),
      ("agent: 0\nargs: -m 1\n[before]\nagent: 1", ["-m", "1"]),
      (
        "serial1: socket",
        [
          "-chardev", "socket,id=serial1,path=/var/run/qemu-server/101.serial1,server=on,wait=off", "-device",
          "isa-serial,chardev=serial1",
        ]
      ),
      (
        "serial0: /dev/ttyS0",
        ["-chardev", "serial,id=serial0,path=/dev/ttyS0", "-device", "isa-serial,chardev=serial0"]
      ),
      (
        "vga: qxl2,memory=64",
        [
          "-device", "virtio-serial,id=spice,bus=pci.0,addr=0x9", "-chardev", "spicevmc,id=vdagent,name=vdagent",
          "-device",
          "virtserialport,chardev=vdagent,name=com.redhat.spice.0",
        ]
      ),
    ]
    for (text, arguments) in settings {
      let file = SourceFile(name: "/etc/pve/qemu-server/101.conf", "cores: 2\n\(text)\nostype: l26\n")
      #expect(CommandText(reading: file).commands.map { $0.arguments.map(\.text) } == [arguments])
    }
    let unnamed = CommandText(reading: SourceFile(name: "files", "cores: 2\nagent: 1\nserial0: /dev/ttyS0\n"))
    #expect(unnamed.commands.flatMap(\.problems) == [TextProblem(.unknownValue("$VMID"), at: SourceRange(16, 17))])
    #expect(Self.arguments("cores: 2\nostype: l26\n").isEmpty)
    #expect(Self.arguments("agent: 1\n").isEmpty)
  }

  @Test func anEmptyArgumentIsOneAndAnEmptyArrayIsNone() {
    #expect(Self.arguments("a=()\nqemu -append \"\" \"${a[@]}\" -m 1") == [["qemu", "-append", "", "-m", "1"]])
  }

  @Test func optionsWithoutValuesAreOptions() {
    #expect(
      Self.arguments("qemu-system-x86_64 -nographic vm.img") == [["qemu-system-x86_64", "-nographic", "vm.img"]])
    #expect(Self.arguments("qemu-system-x86_64 --version").isEmpty)
    #expect(Self.arguments("the @more of it").isEmpty)
  }

  @Test(arguments: 0..<200) func noTextIsTooStrange(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "-device", "-chardev", " ", "\n", "'", "\"", "\\", "$", "{\"", "}", "`", "$'", "\\x", "#", ": starting up\n", "[",
      "]",
      "\u{0}", ",", "=", ">", "(", ")", "${", "${a:-", "a=(", "a+=", "${a[@]}", "- ", "args: ", "ExecStart=", "<<E\n",
      "%i",
      "qemu-system-x86_64", "r#\"", "f'", ".arg(", ".join(", "\"\"\"", "+", "a = ", "[device \"a\"]", "|", "@a",
    ]
    let text = (0..<40).map { _ in random.oneIn(4) ? random.nastyString(upTo: 3) : random.pick(pieces) }.joined()
    let file = SourceFile(name: "test", text)
    for form in CommandForm.allCases.map(Optional.some) + [nil] {
      for command in CommandText(reading: file, form: form).commands {
        for range in command.arguments.map(\.range) + command.problems.map(\.range) {
          #expect(file.wholeRange.contains(range), "\(form.debugDescription) \(seed)")
        }
      }
    }
  }
}
