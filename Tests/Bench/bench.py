#!/usr/bin/env python3
"""Measures virt-channel beside public tools in the same run, and prints Markdown tables of ratios. It fails by no number.

usage: Tests/Bench/bench.py BINARY [many] [colliding] [each] [single] [editor] [growth] [memory] [host]
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from editor import Editor

HERE = pathlib.Path(__file__).resolve().parents[2]
# The portable program of `make static`, measured beside the other where it was built.
STATIC = str(HERE / ".build/static/virt-channel") if (HERE / ".build/static/virt-channel").exists() else None
TEMPLATE = (HERE / "fixtures/bench/server.xml").read_text()


class Usage:
    """What a command used: seconds of CPU and of wall time, and bytes of memory at its peak.

    The peak counts from the fork on, and so is never less than what this script holds: it must stay small.
    """

    def __init__(self, *command):
        with open(os.devnull, "w") as null:
            start = os.times().elapsed
            process = subprocess.Popen([str(word) for word in command], stdout=null, stderr=null)
            _, _, usage = os.wait4(process.pid, 0)
        self.wall = os.times().elapsed - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024


def best(*command, runs=3):
    return min((Usage(*command) for _ in range(runs)), key=lambda usage: usage.cpu)


def write_domains(folder, count):
    folder.mkdir()
    for number in range(1, count + 1):
        text = TEMPLATE.replace("@NUMBER12@", f"{number:012x}").replace("@NUMBER@", str(number))
        mac = f"{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
        (folder / f"{number}.xml").write_text(text.replace("@MAC@", mac))
    return folder


def write_colliding(folder, count):
    """Domains that all have one socket, so that each has a finding and a run compares all of them."""
    for path in write_domains(folder, count).iterdir():
        path.write_text(path.read_text().replace("<source mode='bind'/>", "<source mode='bind' path='/srv/agent.sock'/>"))
    return folder


def table(title, *columns):
    print(f"\n### {title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")


def row(*cells):
    print("|", " | ".join(str(cell) for cell in cells), "|", flush=True)


def many(binary, folder, count=10_000):
    """CPU time over many files, as ratios to a parser that checks nothing."""
    domains = write_domains(folder / "many", count)
    files = [f"{domains}/{number}.xml" for number in range(1, count + 1)]
    base = best("xmllint", "--noout", *files)
    table(f"{count:,} domains of {len(TEMPLATE):,} bytes", "command", "CPU s", "ratio", "wall s")
    commands = {
        "xmllint --noout --sax": ["xmllint", "--noout", "--sax", *files],
        "virt-channel lint -j 1": [binary, "lint", "-j", "1", domains],
        "virt-channel lint -j 2": [binary, "lint", "-j", "2", domains],
        "virt-channel lint -j 1 --select VC001": [binary, "lint", "-j", "1", "--select", "VC001", domains],
    }
    row("xmllint --noout", f"{base.cpu:.2f}", "1", f"{base.wall:.2f}")
    for name, command in commands.items():
        usage = best(*command)
        row(name, f"{usage.cpu:.2f}", f"{usage.cpu / base.cpu:.2f}", f"{usage.wall:.2f}")


def colliding(binary, folder, count=10_000, most=100_000):
    """CPU time and memory over many files with the same socket path."""
    domains = write_colliding(folder / "colliding", count)
    base = best("xmllint", "--noout", *domains.iterdir())
    table(f"{count:,} domains with the same socket path", "command", "CPU s", "ratio", "wall s", "MB")
    row("xmllint --noout", f"{base.cpu:.2f}", "1", f"{base.wall:.2f}", "")
    for jobs in (1, 2):
        usage = best(binary, "lint", "-j", jobs, domains)
        row(f"virt-channel lint -j {jobs}", f"{usage.cpu:.2f}", f"{usage.cpu / base.cpu:.2f}", f"{usage.wall:.2f}",
            f"{usage.memory / 1e6:.1f}")
    usage = best(binary, "lint", "-j", 1, write_colliding(folder / "colliding-most", most), runs=1)
    row(f"virt-channel lint -j 1, {most:,} files", f"{usage.cpu:.2f}", "", f"{usage.wall:.2f}", f"{usage.memory / 1e6:.1f}")


def each(binary, folder, count=1_000):
    """CPU time over many files, a process each: how commands are run that take one file."""
    domains = write_domains(folder / "each", count)
    files = folder / "files"
    files.write_text("\n".join(f"{domains}/{number}.xml" for number in range(1, count + 1)))
    table(f"{count:,} domains, a process each", "command", "CPU s", "ratio", "wall s")
    base = None
    for program, *arguments in (
            ["xmllint", "--noout"], [binary, "lint"], [binary, "argv"], [binary, "resolve"]):
        usage = best("xargs", "-n1", "-a", files, program, *arguments)
        base = base or usage
        name = " ".join(["xmllint" if program == "xmllint" else "virt-channel", *arguments])
        row(name, f"{usage.cpu:.2f}", f"{usage.cpu / base.cpu:.2f}", f"{usage.wall:.2f}")


def single(binary, folder):
    """Wall time of one file, start included."""
    domains = write_domains(folder / "single", 1)
    report = folder / "single.json"
    commands = ["xmllint --noout", "virt-xml-validate", f"{binary} --version"]
    programs = [str(binary)] + ([STATIC] if STATIC else [])
    commands += [f"{program} {name}" for program in programs for name in ("lint", "lint -j 1", "argv", "resolve", "map")]
    commands += [f"{STATIC} --version"] if STATIC else []
    lines = [c if c.endswith("--version") else f"{c} {domains}/1.xml" for c in commands]
    subprocess.run(
        ["hyperfine", "--shell=none", "--ignore-failure", "--warmup=5", "--min-runs=40", f"--export-json={report}", *lines],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    medians = [result["median"] for result in json.loads(report.read_text())["results"]]
    table("One domain", "command", "wall ms (median)", "to xmllint", "to virt-xml-validate")
    for command, median in zip(commands, medians):
        name = command.replace(STATIC or " ", "static virt-channel").replace(str(binary), "virt-channel")
        row(name, f"{median * 1000:.1f}", f"{median / medians[0]:.2f}", f"{median / medians[1]:.2f}")


def editor(binary, folder, lines=200, changes=200):
    """From a change in an editor to its findings, beside a run of lint."""
    channel = "    <channel type='pty'>\n      <target type='virtio' name='{0}'/>\n    </channel>\n"
    start = "<domain type='kvm'>\n  <name>vm</name>\n  <memory>1048576</memory>\n  <devices>\n"
    end = "    <controller type='virtio-serial' index='0' ports='x'/>\n  </devices>\n</domain>\n"
    channels = "".join(channel.format(number) for number in range((lines - 7) // 3 - 6))
    text = start + channels + "\n" * (lines - 7 - channels.count("\n")) + end
    file = folder / "editor.xml"
    file.write_text(text)
    line = text.count("\n") - 3
    client = Editor(binary)
    client.open(text)
    column = text.split("\n")[line].index("ports='") + len("ports='")
    times = sorted(client.change(line, column, "xy"[number % 2]) for number in range(changes + 1, 1, -1))
    client.close()
    runs = sorted(Usage(binary, "lint", file).wall for _ in range(20))
    change, run = times[len(times) // 2] * 1000, runs[len(runs) // 2] * 1000
    table(f"An editor with a domain of {lines} lines", "", "wall ms (median)", "to lint")
    row("virt-channel lint", f"{run:.1f}", "1.00")
    row("virt-channel lsp, from a change to its findings", f"{change:.1f}", f"{change / run:.2f}")


def write_channels(file, count):
    """One domain with many channels, spread over as many controllers as they need."""
    ports = 500
    with open(file, "w") as output:
        output.write("<domain type='kvm'>\n  <name>large</name>\n  <memory>1</memory>\n"
                     "  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n")
        for index in range(-(-count // (ports - 1))):
            output.write(f"    <controller type='virtio-serial' index='{index}' ports='{ports}'/>\n")
        for number in range(count):
            controller, port = divmod(number, ports - 1)
            output.write("    <channel type='unix'>\n"
                         f"      <source mode='bind' path='/srv/sockets/org.example.channel.{number}.sock'/>\n"
                         f"      <target type='virtio' name='org.example.channel.{number}'/>\n"
                         f"      <address type='virtio-serial' controller='{controller}' bus='0' port='{port + 1}'/>\n"
                         "    </channel>\n")
        output.write("  </devices>\n</domain>\n")
    return file


def growth(binary, folder, small=10_000, large=100_000):
    """How time and memory grow with the number of channels of one domain."""
    inputs = {count: write_channels(folder / f"{count}.xml", count) for count in (small, large)}
    scripts = {count: folder / f"{count}.args" for count in inputs}
    for count, script in scripts.items():
        with open(script, "w") as output:
            subprocess.run([binary, "argv", inputs[count]], stdout=output, stderr=subprocess.DEVNULL)
    table(f"One domain with {small:,} and {large:,} channels", "command", "CPU s", "CPU s", "ratio", "memory / file")
    for name in ("lint", "fix", "argv", "resolve", "map", "xml"):
        files = scripts if name == "xml" else inputs
        few, lots = (best(binary, name, files[count], runs=runs) for count, runs in ((small, 20), (large, 3)))
        memory = lots.memory / os.path.getsize(files[large])
        row(f"virt-channel {name}", f"{few.cpu:.2f}", f"{lots.cpu:.2f}", f"{lots.cpu / few.cpu:.1f}", f"{memory:.1f}")


def memory(binary, folder):
    """Memory at the peak by the number of files."""
    table("Memory by the number of files", "files", "lint -j 1, MB", "lint -j 2, MB")
    for count in (1_000, 10_000, 100_000):
        domains = write_domains(folder / f"memory{count}", count)
        peaks = [Usage(binary, "lint", "-j", jobs, domains).memory / 1e6 for jobs in (1, 2)]
        row(f"{count:,}", *(f"{peak:.1f}" for peak in peaks))


def host(binary, folder, count=300):
    """The domains of a libvirt host: QEMU's driver inside virsh, so that no daemon is needed."""
    domains = write_domains(folder / "host", count)
    for path in domains.iterdir():
        path.write_text(path.read_text().replace("type='kvm'", "type='qemu'"))
    uri = f"qemu:///embed?root={folder}/libvirt"
    virsh = ["virsh", "-q", "-c", uri]
    Usage(*virsh, "; ".join(f"define {path}" for path in domains.iterdir()))
    listed = subprocess.run([*virsh, "list --all --uuid"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    uuids = [line for line in map(str.strip, listed.stdout.splitlines()) if line.count("-") == 4]
    if len(uuids) < count:
        return print(f"\nlibvirt has {len(uuids)} of {count} domains: no figures of a host")
    reading = "; ".join(f"dumpxml --inactive {uuid}" for uuid in uuids)
    table(f"The {count} domains of a host, over one connection", "command", "wall s")
    row("virsh uri", f"{best(*virsh, 'uri').wall:.2f}")
    row("virsh dumpxml --inactive of each, in one process", f"{best(*virsh, reading).wall:.2f}")
    row("virt-channel lint -c --all", f"{best(binary, 'lint', '-c', uri, '--all').wall:.2f}")


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    parts = {part.__name__: part for part in (many, colliding, each, single, editor, growth, memory, host)}
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[2:] or parts:
            parts[name](binary, pathlib.Path(folder))


if __name__ == "__main__":
    main()
