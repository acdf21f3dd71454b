"""Unusual inputs: each takes a number n and gives a text that grows with it in one way."""
import json

GENERATORS = {}


def hostile(function):
    """Registers a generator under its name, with hyphens."""
    GENERATORS[function.__name__.replace("_", "-")] = function
    return function


def domain(devices, machine="pc", arch="x86_64", head="", tail="", line="\n"):
    """A domain with these devices, each on a line of its own."""
    begin = ["<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>", "<name>vm</name>", head,
             f"<os><type arch='{arch}' machine='{machine}'>hvm</type></os>", "<devices>"]
    return line.join([*begin, *devices, "</devices>", tail, "</domain>", ""])


def channel(inner="", type="pty", target="<target type='virtio'/>"):
    return f"<channel type='{type}'>{inner}{target}</channel>"


def named(name):
    return f"<target type='virtio' name='{name}'/>"


def port(controller=0, number=1, bus=0):
    return f"<address type='virtio-serial' controller='{controller}' bus='{bus}' port='{number}'/>"


def tcp(host, service, mode="bind", type="tcp"):
    return channel(f"<source mode='{mode}' host='{host}' service='{service}'/>", type=type)


def address(number):
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def each(template, **keywords):
    """A generator of domains that have n devices of a template, which is given a number."""
    return lambda n: domain([template(i) for i in range(n)], **keywords)


def register(**generators):
    for name, function in generators.items():
        GENERATORS[name.replace("_", "-")] = function


# Sources.
register(
    tcp_distinct_hosts_one_port=each(lambda i: tcp(address(i), 4555)),
    tcp_distinct_ipv6_hosts_one_port=each(lambda i: tcp(f"fd00::{i:x}", 4555)),
    tcp_named_hosts_one_port=each(lambda i: tcp(f"host{i}", 4555)),
    tcp_all_the_same=each(lambda i: tcp("0.0.0.0", 4555)),
    tcp_all_distinct=each(lambda i: tcp(address(i), i % 65535 + 1)),
    tcp_bad_services=each(lambda i: tcp(address(i), f"-{i}")),
    tcp_connect=each(lambda i: tcp("", f"name{i}", mode="connect")),
    udp_all_the_same=each(lambda i: tcp("127.0.0.1", 4555, type="udp")),
    sockets_all_the_same=each(lambda i: channel("<source mode='bind' path='/tmp/a'/>", "unix")),
    sockets_all_distinct=each(lambda i: channel(f"<source mode='bind' path='/run/vm/{i}.sock'/>", "unix")),
    sockets_of_other_domains=each(
        lambda i: channel(f"<source mode='bind' path='/var/lib/libvirt/qemu/channel/target/domain-{i}-x/a'/>", "unix")),
    files_all_the_same=each(lambda i: channel("<source path='/srv/a'/><log file='/srv/log'/>", "file")),
    unknown_types=each(lambda i: channel(type=f"type{i}")),
    unknown_modes=each(lambda i: channel(f"<source mode='m{i}' path='/run/{i}'/>", "unix")),
    sources_of_one_channel=lambda n: domain([channel("".join(f"<source path='/a{i}'/>" for i in range(n)), "unix")]),
    labels_of_distinct_models=lambda n: domain(
        [channel("<source>" + "".join(f"<seclabel model='m{i}'/>" for i in range(n)) + "</source>", "unix")]),
    labels_of_one_model=lambda n: domain(
        [channel("<source>" + "".join("<seclabel model='dac' relabel='no'/>" for i in range(n)) + "</source>", "unix")]),
    spice_without_graphics=each(lambda i: channel(type="spicevmc", target=named("com.redhat.spice.0"))),
    spice_ports=each(lambda i: channel(f"<source channel='a{i}'/>", "spiceport"), tail=""),
    vdagents=each(lambda i: channel("<source><clipboard copypaste='yes'/></source>", "qemu-vdagent")),
    dbus_channels=each(lambda i: channel(f"<source channel='a b{i}'/>", "dbus")),
    nmdm_channels=each(lambda i: channel(f"<source master='/dev/nmdm{i}A' slave='/dev/nmdm{i}B'/>", "nmdm")),
)

# Names, ports, aliases.
register(
    names_all_the_same=each(lambda i: channel(target=named("a"))),
    names_all_distinct=each(lambda i: channel(target=named(f"org.example.{i}"))),
    names_near_the_agents=each(lambda i: channel(target=named(f"org.qemu.guest_agent.{i + 1}"), type="unix")),
    names_with_commas=each(lambda i: channel(target=named(f"a,b{i}"))),
    agents=each(lambda i: channel(target=named("org.qemu.guest_agent.0"), type="unix")),
    ports_all_the_same=each(lambda i: channel(port())),
    ports_all_the_same_on_a_large_controller=lambda n: domain(
        [f"<controller type='virtio-serial' index='0' ports='{n + 1}'/>"]
        + [channel(port(0, i + 1)) for i in range(n // 2)] + [channel(port(0, i + 1)) for i in range(n // 2)]),
    ports_out_of_range=each(lambda i: channel(port(0, i + 31))),
    ports_zero=each(lambda i: channel(port(0, 0))),
    ports_of_undeclared_controllers=each(lambda i: channel(port(i + 1))),
    ports_of_undeclared_controllers_backwards=lambda n: domain([channel(port(n - i)) for i in range(n)]),
    ports_of_one_undeclared_controller=each(lambda i: channel(port(7, i + 1))),
    ports_of_huge_controllers=each(lambda i: channel(port(2147483647 - i))),
    ports_of_impossible_controllers=each(lambda i: channel(port(4294967295 - i))),
    ports_without_number=each(lambda i: channel(f"<address type='virtio-serial' controller='{i}'/>")),
    ports_of_full_controller=each(lambda i: channel("<address type='virtio-serial' controller='0'/>")),
    ports_of_bus_one=each(lambda i: channel(port(i // 30, i % 30 + 1, 1))),
    ports_unnamed=each(lambda i: channel()),
    addresses_of_one_channel=lambda n: domain([channel("".join(port(0, i + 1) for i in range(n)))]),
    addresses_of_wrong_types=each(lambda i: channel("<address type='usb' bus='0' port='1'/>")),
    addresses_of_unknown_types=each(lambda i: channel(f"<address type='t{i}'/>")),
    aliases_all_the_same=each(lambda i: channel("<alias name='ua-x'/>")),
    aliases_all_distinct=each(lambda i: channel(f"<alias name='ua-{i}'/>")),
    aliases_of_libvirt=each(lambda i: channel(f"<alias name='channel{i}'/>")),
    guestfwd_all_the_same=each(
        lambda i: channel(target="<target type='guestfwd' address='10.0.2.1' port='4600'/>")),
    guestfwd_all_distinct=each(
        lambda i: channel(target=f"<target type='guestfwd' address='10.0.2.{i % 250 + 4}' port='{i}'/>")),
    targets_of_one_channel=lambda n: domain(
        ["<channel type='pty'>" + "".join(named(f"a{i}") for i in range(n)) + "</channel>"]),
    target_types_unknown=each(lambda i: channel(target=f"<target type='virtoi{i}'/>")),
    logs_of_one_channel=lambda n: domain([channel("".join(f"<log file='/a{i}'/>" for i in range(n)))]),
)


def controller(i, type="virtio-serial", inner="", more=""):
    return f"<controller type='{type}' index='{i}'{more}>{inner}</controller>"


def pci(bus=0, slot=4, function=0):
    return f"<address type='pci' domain='0' bus='{bus}' slot='{slot}' function='{function}'/>"


# Controllers and placement.
register(
    controllers=each(controller),
    controllers_backwards=lambda n: domain([controller(n - i) for i in range(n)]),
    controllers_without_index=each(lambda i: "<controller type='virtio-serial'/>"),
    controllers_q35=each(controller, machine="q35"),
    controllers_pseries=each(controller, machine="pseries", arch="ppc64le"),
    controllers_virt=each(controller, machine="virt", arch="aarch64"),
    controllers_s390=each(controller, machine="s390-ccw-virtio", arch="s390x"),
    controllers_isapc=each(controller, machine="isapc"),
    controllers_all_the_same=each(lambda i: controller(0)),
    controllers_full_of_channels=lambda n: domain(
        [controller(i, more=" ports='2'") + channel(port(i, 1)) for i in range(n)] + [channel()] * n),
    controllers_of_no_ports=each(lambda i: controller(i, more=" ports='0' vectors='9999'")),
    controllers_at_one_address=each(lambda i: controller(i, inner=pci())),
    controllers_at_bad_addresses=each(lambda i: controller(i, inner=pci(i % 256, 40))),
    controllers_at_unknown_buses=each(lambda i: controller(i, inner=pci(i % 200 + 50))),
    controllers_at_functions=each(lambda i: controller(i, inner=pci(0, i // 8 % 32, i % 8))),
    controllers_at_one_subchannel=each(
        lambda i: controller(i, inner="<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0001'/>"),
        machine="s390-ccw-virtio", arch="s390x"),
    controllers_with_zpci=each(
        lambda i: controller(
            i, inner=f"<address type='pci'><zpci uid='0x{i % 65535 + 1:x}' fid='0x{i:x}'/></address>"),
        machine="s390-ccw-virtio", arch="s390x"),
    controllers_with_one_zpci=each(
        lambda i: controller(i, inner="<address type='pci'><zpci uid='0x1' fid='0x1'/></address>"),
        machine="s390-ccw-virtio", arch="s390x"),
    controllers_on_mmio=each(lambda i: controller(i, inner="<address type='virtio-mmio'/>")),
    controllers_with_one_acpi_index=each(lambda i: controller(i, inner="<acpi index='7'/>")),
    controllers_with_acpi_indices=each(lambda i: controller(i, inner=f"<acpi index='{i + 1}'/>")),
    controllers_with_drivers=each(lambda i: controller(i, inner="<driver iommu='on' packed='on' queues='4'/>")),
    controllers_of_unknown_types=each(lambda i: controller(i, type=f"type{i}")),
    controllers_of_unknown_models=each(lambda i: controller(i, more=f" model='m{i}'")),
    controllers_scsi=each(lambda i: controller(i, type="scsi", more=" model='virtio-scsi'")),
    controllers_scsi_all_the_same=each(lambda i: controller(0, type="scsi")),
    controllers_usb=each(lambda i: controller(i, type="usb", more=" model='ich9-ehci1'")),
    controllers_sata=each(lambda i: controller(i, type="sata")),
    controllers_ccid=each(lambda i: controller(i, type="ccid")),
    controllers_ide=each(lambda i: controller(i, type="ide")),
    bridges=each(lambda i: controller(i + 1, type="pci", more=" model='pci-bridge'")),
    bridges_backwards=lambda n: domain(
        [controller(n - i, type="pci", more=" model='pci-bridge'", inner=pci((n - i - 1) % 256, 3)) for i in range(n)]),
    bridges_all_the_same=each(lambda i: controller(1, type="pci", more=" model='pci-bridge'")),
    bridges_without_index=each(lambda i: "<controller type='pci' model='pci-bridge'/>"),
    root_ports=each(
        lambda i: controller(i + 1, type="pci", more=" model='pcie-root-port'",
                             inner=f"<target chassis='{i}' port='{i}'/>"), machine="q35"),
    host_bridges=each(
        lambda i: controller(i, type="pci", more=" model='pci-root'", inner=f"<target index='{i}'/>"),
        machine="pseries", arch="ppc64le"),
)


def letters(number):
    """The name of a disk behind its prefix: a to z, then aa."""
    name = ""
    number += 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(97 + rest) + name
    return name


# Other devices.
register(
    consoles=each(lambda i: "<console type='pty'><target type='virtio'/></console>"),
    consoles_serial=each(lambda i: "<console type='pty'><target type='serial'/></console>"),
    consoles_plain=each(lambda i: "<console type='pty'/>"),
    consoles_unknown=each(lambda i: f"<console type='pty'><target type='t{i}'/></console>"),
    consoles_with_ports=each(lambda i: f"<console type='pty'><target type='virtio'/>{port(i // 30, i % 30 + 1)}</console>"),
    consoles_with_one_port=each(lambda i: f"<console type='pty'><target type='virtio'/>{port(0, 0)}</console>"),
    consoles_of_undeclared_controllers=each(
        lambda i: f"<console type='pty'><target type='virtio'/>{port(i + 1)}</console>"),
    consoles_sclp=each(
        lambda i: "<console type='pty'><target type='sclp'/></console>", machine="s390-ccw-virtio", arch="s390x"),
    serials=each(lambda i: "<serial type='pty'/>"),
    serials_with_ports=each(lambda i: f"<serial type='tcp'><source mode='bind' host='h{i}' service='1'/></serial>"),
    parallels=each(lambda i: "<parallel type='file'><source path='/a'/></parallel>"),
    smartcards=each(lambda i: "<smartcard mode='passthrough' type='spicevmc'/>"),
    redirections=each(lambda i: "<redirdev bus='usb' type='spicevmc'/>"),
    disks=each(lambda i: f"<disk type='file'><target dev='vd{letters(i)}' bus='virtio'/></disk>"),
    disks_scsi=each(lambda i: f"<disk type='file'><target dev='sd{letters(i)}' bus='scsi'/></disk>"),
    disks_sata=each(lambda i: f"<disk type='file'><target dev='sd{letters(i)}' bus='sata'/></disk>"),
    disks_ide=each(lambda i: f"<disk type='file'><target dev='hd{letters(i)}' bus='ide'/></disk>"),
    disks_with_distant_names=each(lambda i: "<disk type='file'><target dev='sdzzzzzz' bus='scsi'/></disk>"),
    disks_on_distant_controllers=each(
        lambda i: "<disk type='file'><target dev='sda' bus='scsi'/>"
        "<address type='drive' controller='2147483647' bus='0' target='0' unit='0'/></disk>"),
    hostdevs_scsi=each(
        lambda i: "<hostdev mode='subsystem' type='scsi'><source/>"
        "<address type='drive' controller='2147483647' bus='0' target='0' unit='0'/></hostdev>"),
    hostdevs=each(lambda i: "<hostdev mode='subsystem' type='pci'><source/></hostdev>", machine="q35"),
    interfaces=each(lambda i: "<interface type='user'><model type='virtio'/></interface>"),
    interfaces_q35=each(lambda i: "<interface type='user'><model type='e1000'/></interface>", machine="q35"),
    interfaces_at_one_address=each(lambda i: f"<interface type='user'>{pci()}</interface>"),
    graphics=each(lambda i: "<graphics type='spice' port='5900'/>"),
    videos=each(lambda i: "<video><model type='qxl'/></video>"),
    sounds=each(lambda i: "<sound model='ich9'/>", machine="q35"),
    watchdogs=each(lambda i: "<watchdog model='i6300esb'/>"),
    balloons=each(lambda i: "<memballoon model='virtio'/>"),
    inputs=each(lambda i: "<input type='tablet' bus='virtio'/>"),
    entropy_sources=each(lambda i: "<rng model='virtio'><backend model='egd' type='udp'/></rng>"),
    shared_memories=each(lambda i: "<shmem name='a'><model type='ivshmem-plain'/></shmem>"),
    filesystems=each(lambda i: "<filesystem type='mount'><source dir='/a'/><target dir='b'/></filesystem>"),
    devices_unknown=each(lambda i: f"<device{i} a='b'/>"),
)

# The text itself.
register(
    unknown_attributes=each(lambda i: f"<channel type='pty' tpye='{i}'><target type='virtio'/></channel>"),
    unknown_attributes_distinct=each(lambda i: f"<channel type='pty' tpye{i}='{i}'><target type='virtio'/></channel>"),
    unknown_elements=each(lambda i: channel("<soruce/>")),
    unknown_elements_distinct=each(lambda i: channel(f"<soruce{i}/>")),
    attributes_of_one_element=lambda n: domain(
        ["<channel type='pty'" + "".join(f" a{i}=''" for i in range(n)) + "><target type='virtio'/></channel>"]),
    namespaces_of_one_element=lambda n: domain(
        ["<channel type='pty'" + "".join(f" xmlns:a{i}='u'" for i in range(n)) + "><target type='virtio'/></channel>"]),
    children_of_one_element=lambda n: domain([channel("<a/>" * n)]),
    line=each(lambda i: tcp("0.0.0.0", "none!"), line=""),
    line_of_unknown_attributes=each(
        lambda i: f"<channel type='pty' tpye='{i}'><target type='virtio'/></channel>", line=""),
    word_as_name=lambda n: domain([channel(target=named("a" * 30 * n))]),
    word_as_type=lambda n: domain([channel(type="a" * 30 * n)]),
    word_as_host=lambda n: domain([tcp("a" * 30 * n, 4555)]),
    word_as_service=lambda n: domain([tcp("0.0.0.0", "9" * 30 * n)]),
    word_as_path=lambda n: domain([channel(f"<source mode='bind' path='/{'a/' * 15 * n}'/>", "unix")]),
    word_as_dotted_path=lambda n: domain([channel(f"<source mode='bind' path='/a/{'a.' * 15 * n}'/>", "unix")]),
    word_as_port=lambda n: domain([channel(port(0, "9" * 30 * n))]),
    word_as_element=lambda n: domain([channel(f"<{'a' * 30 * n}/>")]),
    word_as_attribute=lambda n: domain([channel(f"<source {'a' * 30 * n}=''/>")]),
    word_as_domain_type=lambda n: f"<domain type='{'a' * 30 * n}'/>",
    word_as_machine=lambda n: domain([channel()], machine="a" * 30 * n),
    word_of_spaces=lambda n: domain([channel(target=named(" " * 30 * n))]),
    word_of_wide_characters=lambda n: domain([channel(target=named("\u4e2d" * 10 * n))]),
    word_of_references=lambda n: domain([channel(target=named("&#9;" * 8 * n))]),
    word_of_ampersands=lambda n: domain([channel(target=named("&amp;" * 6 * n))]),
    text=lambda n: domain(["text " * 6 * n]),
    text_in_pieces=each(lambda i: "text <channel type='pty'><target type='virtio'/></channel>"),
    comments=each(lambda i: "<!-- nothing to say -->"),
    comment=lambda n: domain(["<!--" + " word" * 6 * n + "-->"]),
    instructions=each(lambda i: "<?php echo ?>"),
    sections=each(lambda i: "<![CDATA[text]]>"),
    nothing=lambda n: "\n" * 30 * n,
    spaces=lambda n: " " * 30 * n,
    zeros=lambda n: "\0" * 30 * n,
    brackets=lambda n: "<" * 30 * n,
    ampersands=lambda n: "&" * 30 * n,
    depth=lambda n: "<a>" * 10 * n,
    depth_closed=lambda n: "<a>" * 5 * n + "</a>" * 4 * n,
    roots=lambda n: channel() * n,
    roots_malformed=lambda n: channel() * n + "<channel",
    domains=lambda n: "<domain type='kvm'/>\n" * n,
    entities=lambda n: "<!DOCTYPE a [<!ENTITY b 'c'>" + "<!ENTITY d '&b;&b;'>" * n + "]>" + domain([]),
    unclosed=lambda n: domain([channel()] * n)[:-12],
    unquoted=lambda n: domain([channel()] * n + ["<channel type=pty>"]),
    quote_open=lambda n: domain(["<channel type='pty>"] + [channel().replace("'", '"')] * n),
    comment_open=lambda n: domain([channel()] * (n // 2) + ["<!--"] + [channel()] * (n // 2)),
    mismatch=lambda n: domain([channel()] * n + ["</channel>"]),
)

# Comments that silence.
register(
    suppressed=each(lambda i: f"<!-- virt-channel: ignore VC103 -->\n<channel type='pty' foo='{i}'/>"),
    suppressed_in_vain=each(lambda i: "<!-- virt-channel: ignore VC103 -->\n" + channel()),
    suppressed_by_file=lambda n: domain(
        ["<!-- virt-channel: ignore-file VC103 -->"] * (n // 2) + ["<channel type='pty' foo='1'/>"] * (n // 2)),
    suppressed_by_one=lambda n: domain(
        ["<!-- virt-channel: ignore-file " + ", ".join(["VC103"] * n) + " -->"] + ["<channel type='pty' foo='1'/>"] * n),
    suppressed_by_unknown=each(lambda i: f"<!-- virt-channel: ignore VC{i + 900} -->\n{channel()}"),
    suppressed_by_words=lambda n: domain(
        ["<!-- virt-channel: ignore " + ", ".join(f"a{i}" for i in range(n)) + " -->", channel()]),
    suppressed_sockets=each(
        lambda i: "<!-- virt-channel: ignore VC801 -->\n" + channel(f"<source mode='bind' path='/run/{i}'/>", "unix")),
    suppressed_nested=lambda n: "".join(
        f"<!-- virt-channel: ignore VC103 --><a x='{i}'>" for i in range(200)) + domain(
            ["<channel type='pty' foo='1'/>"] * n),
)

# Templates.
register(
    templates=each(lambda i: channel(target=named(f"{{{{ name{i} }}}}"))),
    templates_of_ports=each(lambda i: channel(port(0, "${port}"), target=named(f"a{i}"))),
    templates_in_one_path=lambda n: domain([channel("<source mode='bind' path='" + "/{{ a }}" * 6 * n + "'/>", "unix")]),
    templates_in_one_name=lambda n: domain([channel(target=named("{{ a }}" * 6 * n))]),
    templates_in_one_gap=lambda n: domain(["{{ a }}\n" * 6 * n, channel()]),
    statements_in_one_gap=lambda n: domain(["{% if a %}{% endif %}\n" * 2 * n, channel()]),
    templates_between_children=lambda n: domain(["<x/>" + " " * 20] * n + ["{{ a }}"]),
    templates_unclosed=lambda n: domain([channel(target=named("{{" * 15 * n))]),
    templates_unclosed_each=each(lambda i: channel(target=named("${")), line=" "),
    templates_of_words=lambda n: domain([channel(target=named("@a" * 15 * n))]),
    templates_of_underscores=lambda n: domain([channel(target=named("__A_" * 8 * n))]),
    templates_of_escapes=lambda n: domain([channel(target=named("&lt;%" * 6 * n))]),
    templates_of_percents=lambda n: domain([channel(target=named("%(a" * 10 * n))]),
    templates_of_sockets=each(lambda i: channel(f"<source mode='bind' path='/run/${{x}}{i}'/>", "unix")),
    machine_unknown=each(lambda i: channel("<source mode='bind' path='/tmp/a'/>", "unix"), machine="pc-q53"),
)


def arguments(words):
    """A domain with these words on QEMU's command line."""
    lines = "\n".join(f"<qemu:arg value='{word}'/>" for word in words)
    return domain([channel(target=named("a"))], tail=f"<qemu:commandline>\n{lines}\n</qemu:commandline>")


# More of the same kinds: found by reading the code.
register(
    children_misspelled=lambda n: domain([channel("<sourc/>" * n)]),
    controllers_of_one_index_with_ports=lambda n: domain(
        [controller(0)] * (n // 2) + [channel(port(0, i + 1)) for i in range(n // 2)]),
    controllers_usb_at_addresses=each(
        lambda i: controller(i, type="usb", more=" model='ich9-ehci1'", inner=pci(0, i % 32, 7))),
    videos_primary=each(lambda i: "<video><model type='qxl' primary='yes'/></video>"),
    disks_backwards=lambda n: domain(
        [f"<disk type='file'><target dev='vd{letters(n - i)}' bus='virtio'/></disk>" for i in range(n)]),
    disks_of_distinct_buses=each(lambda i: f"<disk type='file'><target dev='vda' bus='bus{i}'/></disk>"),
    aliases_without_prefix=each(lambda i: channel(f"<alias name='agent{i}'/>")),
    targets_of_old_recipes=each(lambda i: channel(target=f"<target type='virtio' name='a{i}' port='{i + 1}'/>")),
    consoles_serial_with_addresses=each(
        lambda i: f"<console type='pty'><target type='serial'/>{port(i + 1)}</console>"),
    controllers_ccw_with_bad_numbers=each(
        lambda i: controller(i, inner=f"<address type='ccw' cssid='x{i}' ssid='0' devno='1'/>"),
        machine="s390-ccw-virtio", arch="s390x"),
    controllers_virtio_models_on_ccw=each(
        lambda i: controller(i, more=" model='virtio-transitional'"), machine="s390-ccw-virtio", arch="s390x"),
    word_as_generated_path=lambda n: domain(
        [channel(f"<source mode='bind' path='/var/lib/libvirt/qemu/{'1' * 30 * n}/a'/>", "unix")]),
    devices_outside=lambda n: domain([]).replace("<devices>", channel() * n + "<devices>"),
    line_of_undeclared_controllers=each(lambda i: channel(port(i + 1)), line=""),
    comments_before_device=lambda n: domain(["<!-- a -->"] * n + ["<channel type='pty'><target type='virtio'/></channel>"]),
    one_attribute_of_lines=lambda n: domain([channel(target=named("a\n" * 15 * n))]),
)

# QEMU's own options.
register(
    options=lambda n: arguments(word for i in range(n // 2) for word in ("-chardev", f"pty,id=c{i}")),
    options_all_the_same=lambda n: arguments(word for i in range(n // 2) for word in ("-chardev", "pty,id=charchannel0")),
    options_of_devices=lambda n: arguments(
        word for i in range(n // 2) for word in ("-device", f"virtserialport,chardev=c{i},name=n{i},bus=b{i}.0")),
    options_of_one_name=lambda n: arguments(
        word for i in range(n // 2) for word in ("-device", "virtserialport,chardev=charchannel0,name=a")),
    options_of_controllers=lambda n: arguments(
        word for i in range(n // 2) for word in ("-device", "virtio-serial-pci,id=virtio-serial0")),
    options_of_sockets=lambda n: arguments(
        word for i in range(n // 2) for word in ("-chardev", f"socket,id=c{i},path=/run/a,server=on,wait=off")),
    options_unknown=lambda n: arguments(f"-option{i}" for i in range(n)),
    option_of_properties=lambda n: arguments(["-chardev", "pty,id=c" + "".join(f",p{i}=v" for i in range(n))]),
    option_of_commas=lambda n: arguments(["-chardev", "pty,id=c" + "," * n]),
    option_of_json=lambda n: arguments(["-device", '{"driver":"virtserialport"' + "".join(f',"p{i}":1' for i in range(n)) + "}"]),
    option_of_brackets=lambda n: arguments(["-device", "{" * n]),
)


def spec(devices):
    """A file for generate --from."""
    return json.dumps({"devices": devices})


def requests(make):
    """Arguments of `generate` for n devices that a function makes."""
    def write(n, folder):
        (folder / "devices.json").write_text(spec([make(i) for i in range(n)]))
        return ["generate", "devices", "--from", str(folder / "devices.json")]
    return write


def insertions(make, text=lambda n: domain(["<emulator>/usr/bin/kvm</emulator>"]), more=()):
    """Arguments of `generate --into` for n devices that a function makes, into a text for n."""
    def write(n, folder):
        (folder / "vm.xml").write_text(text(n))
        return [*requests(make)(n, folder), "--into", str(folder / "vm.xml"), *more]
    return write


def directory(make):
    """Arguments of `lint` for n files of a few hundred bytes."""
    def write(n, folder):
        files = folder / str(n)
        files.mkdir(exist_ok=True)
        for number in range(n):
            (files / f"{number}.xml").write_text(f"<domain type='kvm'><name>vm{number}</name><devices>{make(number)}</devices></domain>")
        return ["lint", "-j", "1", str(files)]
    return write


def request(i):
    return {"channel": {"source": {"path": f"/srv/{i}"}, "target": {"name": f"org.example.{i}"}}}


def written(i):
    return channel(f"<source mode='bind' path='/srv/{i}'/>", "unix", named(f"org.example.{i}"))


def command_line(make):
    """Arguments of `xml` for a command whose chardev has what a function makes for n."""
    def write(n, folder):
        (folder / "command").write_text(
            f"qemu-system-x86_64 -device virtio-serial -chardev null,id=c{make(n)} -device virtserialport,chardev=c")
        return ["xml", str(folder / "command")]
    return write


# Runs of a command that reads something else than one domain: each writes its files and gives the arguments.
RUNS = {
    "generate-channels": requests(request),
    "generate-faulty": requests(lambda i: {"channel": {"source": {"path": "a"}, "target": {"nam": f"a{i}"}}}),
    "generate-refused": requests(lambda i: {"channel": {"target": {"name": "a"}, "address": {"type": "usb"}}}),
    "generate-into": insertions(request),
    "generate-into-json": insertions(request, more=["--format", "json"]),
    "generate-into-again": insertions(request, lambda n: domain([written(i) for i in range(n)])),
    "generate-into-replacing": insertions(
        lambda i: {"channel": {"source": {"path": f"/new/{i}"}, "target": {"name": f"org.example.{i}"}}},
        lambda n: domain([written(i) for i in range(n)]), ["--replace"]),
    "generate-into-one-name": insertions(lambda i: {"channel": {"target": {"name": "a"}}}),
    "generate-into-controllers": insertions(lambda i: {"controller": {}}),
    "generate-into-mixed": insertions(lambda i: [{"controller": {}}, request(i), {"console": {}}][i % 3]),
    "generate-into-undeclared": insertions(
        lambda i: {"channel": {"target": {"name": f"a{i}"}, "address": {"type": "virtio-serial", "controller": i}}}),
    "xml-bare-words": command_line(lambda n: ",abcde" * n),
    "xml-properties": command_line(lambda n: "".join(f",p{i}=1" for i in range(n))),
    "xml-commas": command_line(lambda n: "," * 9 * n),
    "lint-files": directory(written),
    "lint-files-one-socket": directory(lambda i: channel("<source mode='bind' path='/run/a'/>", "unix")),
    "lint-files-distinct-hosts": directory(lambda i: tcp(address(i), 4555)),
    "lint-files-one-log": directory(lambda i: channel("<log file='/var/log/a'/>")),
    "lint-files-other-names": directory(lambda i: channel(f"<source mode='bind' path='/run/vm{i + 1}/a'/>", "unix")),
}
