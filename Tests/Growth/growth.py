#!/usr/bin/env python3
"""Measures how the work of every command grows with unusual inputs (hostile.py), and prints what each doubling costs.

usage: Tests/Growth/growth.py BINARY [--only WORD] [--command WORD] [--all] [--limit SECONDS] [--instructions]

Each input is doubled until a command takes SECONDS. Rows are printed where the last doubling takes much more than twice as long, or a
byte more than a microsecond; with --all every row. That never fails. With --instructions valgrind counts them instead, which is the
same on every machine: then the exit status is 1 where a command grows faster than it may.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

import hostile

COMMANDS = {
    "lint": ["lint", "-j", "1", "--select", "all"],
    "lint --format json": ["lint", "-j", "1", "--select", "all", "--format", "json"],
    "fix --unsafe": ["fix", "-j", "1", "--select", "all", "--unsafe"],
    "argv": ["argv"],
    "resolve": ["resolve"],
    "map": ["map"],
    "compare": ["compare", "--from", "7.0.0", "--to", "9.0.0"],
}
FIRST = 250
MOST_BYTES = 4_000_000
# A doubling of linear work doubles what comes on top; n log n and tables that grow add to that.
MOST_GROWTH = 2.6


def cpu(command):
    """The seconds of CPU that a command takes; infinity where it does not end in a minute."""
    process = subprocess.Popen(["timeout", "60", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == 124:
        return float("inf")
    if code not in (0, 1, 2):
        print(f"status {code}: {' '.join(map(str, command))}", flush=True)
    return usage.ru_utime + usage.ru_stime


def instructions(command):
    """The instructions that a command takes, in millions."""
    with tempfile.NamedTemporaryFile() as log:
        subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log.name}", *command],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
        text = pathlib.Path(log.name).read_text()
    return int(text.split("Collected :")[1].split()[0]) / 1e6


def size(arguments):
    """The bytes of all files that arguments name, and of those in directories that they name."""
    paths = [path for path in map(pathlib.Path, arguments) if path.is_absolute()]
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    return sum(file.stat().st_size for file in files if file.is_file())


def runs():
    """Every input with every command: a name, the command, and what writes the files for n and gives the arguments and their size."""
    for name, make in hostile.GENERATORS.items():
        for command, words in COMMANDS.items():
            def write(n, folder, make=make, words=words):
                (folder / "vm.xml").write_text(make(n))
                return [*words, str(folder / "vm.xml")], (folder / "vm.xml").stat().st_size
            yield name, command, write
    for name, make in hostile.RUNS.items():
        def write(n, folder, make=make):
            arguments = make(n, folder)
            return arguments, size(arguments)
        yield name, name.split("-")[0], write


def series(binary, write, limit):
    """Doubles the input until the command takes `limit` seconds: triples of n, bytes and seconds."""
    points, n = [], FIRST
    with tempfile.TemporaryDirectory() as folder:
        while True:
            arguments, size = write(n, pathlib.Path(folder))
            points.append((n, size, cpu([binary, *arguments])))
            if points[-1][2] > limit or size > MOST_BYTES / 2:
                return points
            n *= 2


def print_times(binary, selected, limit, all_rows):
    print("| input | command | n | bytes | CPU s | last doubling | µs/byte |\n|---|---|---|---|---|---|---|")
    for name, command, write in selected:
        points = series(binary, write, limit)
        n, size, seconds = points[-1]
        factor = seconds / max(points[-2][2] if len(points) > 1 else seconds, 0.004)
        each = seconds / size * 1e6
        if all_rows or (factor > 2.7 and seconds > 0.1) or (each > 1 and seconds > 0.05):
            print(f"| {name} | {command} | {n} | {size} | {seconds:.2f} | {factor:.1f} | {each:.2f} |", flush=True)


def growth(binary, write, n=100):
    """How many times as many instructions the second of two doublings adds as the first."""
    counts = []
    with tempfile.TemporaryDirectory() as folder:
        for factor in (1, 2, 4):
            arguments, _ = write(n * factor, pathlib.Path(folder))
            counts.append(instructions([binary, *arguments]))
    added = counts[1] - counts[0], counts[2] - counts[1]
    return counts, added[1] / max(added[0], 0.3)


def check_instructions(binary, selected, all_rows):
    print("| input | command | instructions of n = 100, 200, 400, in millions | growth |\n|---|---|---|---|")
    worst = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda run: (run[0], run[1], *growth(binary, run[2])), list(selected))
        for name, command, counts, factor in results:
            worst = max(worst, factor)
            if all_rows or factor > MOST_GROWTH:
                print(f"| {name} | {command} | {', '.join(f'{count:.1f}' for count in counts)} | {factor:.2f} |", flush=True)
    return worst <= MOST_GROWTH


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--only", default="")
    parser.add_argument("--command", default="")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--limit", type=float, default=0.5)
    parser.add_argument("--instructions", action="store_true")
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    selected = [
        run for run in runs() if options.only in run[0] and options.command in ("", run[1])]
    if options.instructions:
        with tempfile.TemporaryDirectory() as folder:
            # valgrind does not understand all of Swift's debug information.
            stripped = f"{folder}/virt-channel"
            subprocess.run(["strip", "--strip-debug", "-o", stripped, binary], check=True)
            sys.exit(0 if check_instructions(stripped, selected, options.all) else 1)
    print_times(binary, selected, options.limit, options.all)


if __name__ == "__main__":
    main()
