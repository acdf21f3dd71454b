"""Channels, consoles and their controllers in every form that libvirt reads, some of them wrong."""
import random

LIBRARY = '/var/lib/libvirt/qemu/channel/target'


class Ports:
    """Virtio-serial devices of one domain; what they are depends on the generator of random numbers alone."""

    def __init__(self, random, architecture, faulty):
        self.random, self.architecture, self.faulty = random, architecture, faulty
        self.made, self.stated, self.indices = 0, 0, [0, 1, 2, 3, 4, 7]

    def chance(self, p): return self.random.random() < p

    def wrong(self, p): return self.faulty and self.chance(p)

    def pick(self, *choices): return self.random.choice(choices)

    def attributes(self, **values): return ''.join(f' {name}="{value}"' for name, value in values.items() if value is not None)

    def number(self):
        self.made += 1
        return self.made

    # -- chardevs

    def chardev(self):
        """The type and the children that say where the bytes go."""
        kind = self.pick('pty', 'pty', 'unix', 'unix', 'unix', 'tcp', 'udp', 'file', 'dev', 'pipe', 'null', 'vc', 'stdio',
                         'spicevmc', 'spiceport', 'qemu-vdagent', 'dbus', 'unix', 'pty')
        if self.wrong(0.03): kind = 'nmdm'
        make = getattr(self, 'source_' + kind.replace('-', '_'), lambda: '')
        source = '' if self.wrong(0.06) else make()
        if self.wrong(0.02): kind = self.pick('UNIX', 'socket', 'pty ', '')
        return kind, source + self.log()

    def log(self):
        if not self.chance(0.08): return ''
        return f"<log{self.attributes(file=self.pick('/var/log/l.log', '/var/log/a,b.log', None), append='yes' if self.wrong(0.1) else self.pick(None, None, 'on', 'off'))}/>"

    def path(self): return f'/run/vm/{self.pick("a", "b,c", "d e")}{self.number()}.sock'

    def label(self):
        if not self.chance(0.05): return ''
        return self.pick("<seclabel model='dac' relabel='no'/>", "<seclabel relabel='no'/>", "<seclabel model='selinux' relabel='yes'><label>a:b:c</label></seclabel>")

    def element(self, inside='', **values):
        text = self.attributes(**values)
        return f'<source{text}>{inside}</source>' if inside else f'<source{text}/>'

    def reconnect(self):
        if not self.chance(0.12): return ''
        enabled = self.pick('yes', 'yes', 'no', None)
        return f"<reconnect{self.attributes(enabled=enabled, timeout=self.pick('0', '4294968', None) if self.wrong(0.3) else '5')}/>"

    def source_pty(self): return self.pick('', '', "<source path='/dev/pts/3'/>")

    def source_unix(self):
        path = self.pick(self.path(), self.path(), self.path(), None, f'{LIBRARY}/domain-7-old/org.example.1', f'{LIBRARY}/old.org.qemu.guest_agent.0')
        mode = self.pick('bind', 'bind', 'bind', 'connect', None, 'server' if self.wrong(0.1) else 'bind')
        inside = (self.reconnect() if mode == 'connect' or self.wrong(0.2) else '') + self.label()
        return self.element(inside, mode=mode, path=path)

    def source_tcp(self):
        mode = self.pick('bind', 'connect', None)
        source = self.element(self.reconnect() if mode == 'connect' or self.wrong(0.2) else '', mode=mode, host=self.pick('127.0.0.1', '::1', 'example.org', None if self.wrong(0.2) else 'h'),
                              service=self.pick('4444', '0', 'http', None if self.wrong(0.2) else '5'), tls=self.pick(None, None, None, 'no', 'yes'))
        return source + self.pick('', '', "<protocol type='raw'/>", "<protocol type='telnet'/>", "<protocol type='telnets'/>", "<protocol type='tls'/>")

    def source_udp(self):
        bind = self.pick('', self.element(mode='bind', host=self.pick('0.0.0.0', None), service=self.pick('4445', None)))
        return bind + self.element(mode='connect', host=self.pick('127.0.0.1', '::1', None), service=self.pick('4446', '4446', None if self.wrong(0.3) else '1'))

    def source_file(self): return self.element(self.label(), path=f'/tmp/{self.number()}.log', append=self.pick(None, 'on', 'off'))

    def source_dev(self): return self.element(path=self.pick('/dev/ttyS1', '/dev/null'))

    def source_pipe(self): return self.element(path='/tmp/pipe')

    def source_nmdm(self): return self.element(master='/dev/nmdm0A', slave=self.pick('/dev/nmdm0B', None))

    def source_spiceport(self): return self.element(channel=self.pick('org.spice-space.webdav.0', 'org.example.port'))

    def source_qemu_vdagent(self): return self.pick('', "<source><clipboard copypaste='yes'/><mouse mode='client'/></source>", "<source><mouse mode='server'/></source>")

    def source_dbus(self): return self.element(channel=self.pick('org.qemu.console.serial.0', 'org.example.d'))

    # -- where a port is

    def port(self):
        if not self.chance(0.4): return ''
        if self.wrong(0.08): return self.pick("<address type='pci' domain='0' bus='0' slot='9' function='0'/>", "<address type='ccw' cssid='0xfe' ssid='0' devno='5'/>",
                                               "<address type='spapr-vio' reg='0x3000'/>", "<address type='usb' bus='0' port='1'/>", "<address type='virtio-mmio'/>")
        self.stated += 1
        port = self.pick('1', '0', '31') if self.wrong(0.2) else self.pick(None, str(self.stated))
        controller = self.pick(None, '0', '0', '0', '1', '2' if self.wrong(0.3) else '0')
        return f"<address type='virtio-serial'{self.attributes(controller=controller, bus=self.pick(None, '0'), port=port)}/>"

    def alias(self, kind): return self.pick('', '', '', f'<alias name="ua-{kind}{self.number()}"/>', f'<alias name="{kind}4"/>')

    def acpi(self): return '<acpi index="3"/>' if self.wrong(0.01) else ''

    # -- devices

    def channel(self):
        kind, source = self.chardev()
        if self.chance(0.08) and (kind != 'spicevmc' or self.faulty):
            target = f"<target{self.attributes(type='guestfwd', address=self.pick('::1', None, 'name') if self.wrong(0.3) else self.pick('10.0.2.1', '10.0.2.7'), port=None if self.wrong(0.2) else self.pick('4600', '80'))}/>"
            return f'<channel type="{kind}">{source}{target}{self.alias("channel")}</channel>'
        if self.wrong(0.02): return f'<channel type="{kind}">{source}<target type="{self.pick("xen", "bogus", "serial")}" name="x"/></channel>'
        name = self.pick('org.qemu.guest_agent.0', 'com.redhat.spice.0', 'org.libguestfs.channel.0', f'org.example.{self.number()}', f'org.example.{self.number()}', 'a,b', 'back\\slash', None)
        if kind == 'spicevmc' and not self.wrong(0.5): name = self.pick('com.redhat.spice.0', 'com.redhat.spice.0', None)
        return (f'<channel type="{kind}">{source}<target type="virtio"{self.attributes(name=name)}/>'
                f'{self.alias("channel")}{self.acpi()}{self.port()}</channel>')

    def console(self):
        kind, source = self.chardev()
        target = self.pick('serial', 'serial', 'sclp', 'sclplm', 'xen', 'lxc') if self.wrong(0.1) else 'virtio'
        if kind == 'spicevmc' and not self.wrong(0.5): kind, source = 'pty', ''
        tty = self.pick(None, None, None, '/dev/pts/4')
        return (f'<console type="{kind}"{self.attributes(tty=tty)}>{source}<target type="{target}"{self.attributes(port=self.pick(None, "0", "3"))}/>'
                f'{self.alias("console")}{self.port() if target == "virtio" or self.wrong(0.1) else ""}</console>')

    def place(self):
        if not self.chance(0.25): return ''
        if self.wrong(0.2): return self.pick("<address type='pci'/>", "<address type='virtio-mmio'/>", "<address type='ccw'/>", "<address type='spapr-vio'/>")
        if self.architecture == 's390x' and not self.wrong(0.2): return f"<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x{self.random.randrange(64):04x}'/>"
        bus = self.pick(1, 2) if self.chance(0.05) or self.wrong(0.3) else 0
        return f"<address type='pci' domain='0x0000' bus='0x{bus:02x}' slot='0x{self.slot(bus):02x}' function='0x{self.pick(0, 0, 0, 0, 1, 2)}'/>"

    def slot(self, bus): return self.random.randrange(0, 32) if self.wrong(0.2) else self.pick(0, 1) if bus else self.random.randrange(3, 29)

    def driver(self):
        if not self.chance(0.15): return ''
        name = self.pick('ioeventfd', 'queues') if self.wrong(0.2) else self.pick('iommu', 'ats', 'packed', 'page_per_vq')
        return f"<driver {name}='{self.pick('on', 'on', 'off')}'/>" if name != 'queues' else "<driver queues='2'/>"

    def controller(self):
        index = self.pick(None, '0', '1') if self.wrong(0.2) or not self.indices else self.indices.pop(0) if self.chance(0.8) else None
        values = self.attributes(index=index, ports=self.pick('1', '2', '32') if self.wrong(0.2) else self.pick(None, None, None, '1' if self.chance(0.1) else '16', '20', '31'), vectors=self.pick(None, None, None, '0', '2', '4'),
                                 model=self.pick(None, None, None, 'virtio', 'virtio-transitional', 'virtio-non-transitional'))
        return f"<controller type='virtio-serial'{values}>{self.driver()}{self.alias('virtio-serial')}{self.place()}</controller>"

    def device(self):
        return self.pick(self.channel, self.channel, self.console, self.controller)()
