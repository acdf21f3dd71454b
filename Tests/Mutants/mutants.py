#!/usr/bin/env python3
"""usage: mutants.py [WORD ...]

Puts the wrong changes of mutants.toml into a copy of the sources, all at once and each behind a number, builds it once, and
runs the tests with each number in turn, until one fails: that test has killed the mutant. With words, only mutants whose text has one.
"""
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / ".build" / "mutants"
GOAL = 0.95
LIMIT = 900
QUICK = "^(DomainModel|QEMUOptions|Resolution|Translation|Topology|LintRules|Generation)Tests"
UNRELATED = "MutantListTests|LibraryExamples|UserProgramTests|PageTests|GuestAgentTests|LibvirtHostTests"

SWITCH = '''// Written by Tests/Mutants/mutants.py.
@_silgen_name("getenv") private func variable(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>?

private let activeMutant = unsafe variable("MUTANT").flatMap { unsafe Int(String(cString: $0)) }

func isMutant(_ number: Int) -> Bool { activeMutant == number }
'''


def mutants():
    with open(ROOT / "Tests/Mutants/mutants.toml", "rb") as file:
        listed = tomllib.load(file)["mutant"]
    return list(enumerate(listed, start=1))


def copy_sources():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    kept = {COPY / os.fsdecode(name) for name in files if name}
    for name in filter(None, files):
        source, target = ROOT / os.fsdecode(name), COPY / os.fsdecode(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copy2(source, target, follow_symlinks=False)
    for old in (COPY / "Sources").rglob("*.swift"):
        if old not in kept:
            old.unlink()
    shared = ROOT.parent / "shared"
    link = COPY.parent / "shared"
    if shared.exists() and not link.exists():
        link.symlink_to(shared)


def instrument(listed):
    """Replaces each expression by a choice between it and its mutants."""
    places = {}
    for number, mutant in listed:
        places.setdefault((mutant["file"], mutant["was"], mutant.get("nth", 1)), []).append((number, mutant["now"]))
    for (file, was, nth), changes in sorted(places.items(), key=lambda place: (place[0][0], -place[0][2])):
        path = COPY / file
        parts = path.read_text().split(was)
        if len(parts) <= nth:
            sys.exit(f"{file} has no longer (for the {nth}. time): {was}")
        # A label before the value stays outside of the choice.
        label = re.match(r'"[^"]*"(?:, \w+)?: |\w+: ', was)
        lead = label.group() if label and all(now.startswith(label.group()) for _, now in changes) else ""
        choice = was[len(lead):]
        for number, now in changes:
            choice = f"(isMutant({number}) ? ({now[len(lead):]}) : ({choice}))"
        path.write_text(was.join(parts[:nth]) + lead + choice + was.join(parts[nth:]))
    for module in {Path(mutant["file"]).parts[1] for _, mutant in listed}:
        (COPY / "Sources" / module / "Mutant.swift").write_text(SWITCH)


def failures(number, *choice):
    """The first test that fails with a mutant; None when none ends in time, which is noticed as well."""
    command = ["swift", "test", "--skip-build", *choice]
    tests = subprocess.Popen(command, cwd=COPY, env=os.environ | {"MUTANT": str(number)}, text=True, errors="replace",
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    late = threading.Timer(LIMIT, end, [tests])
    late.start()
    for line in tests.stdout:
        if failed := re.search(r"✘ Test (\S.*?) (?:failed after|recorded an issue)", line):
            end(tests)
            late.cancel()
            return [failed[1]]
    late.cancel()
    status = tests.wait()
    if status == -signal.SIGKILL:
        return None
    return ["(the program ended)"] if status else []


def end(tests):
    """Ends the tests with all programs that they have started in their group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(tests.pid, signal.SIGKILL)
    tests.wait()


def run(number):
    """The tests that fail, the quick ones first: most mutants do not get past them."""
    quick = failures(number, "--filter", QUICK)
    return quick if quick or quick is None else failures(number, "--skip", f"{QUICK}|{UNRELATED}")


def main():
    words = sys.argv[1:]
    listed = mutants()
    copy_sources()
    instrument(listed)
    subprocess.run(["swift", "build", "--build-tests"], cwd=COPY, check=True, stdout=sys.stderr)
    if failed := run(0):
        sys.exit(f"without a mutant these fail: {', '.join(failed)}")
    killed = tried = 0
    print("| mutant | killed by |\n|---|---|")
    for number, mutant in listed:
        if words and not any(word in f"{mutant['what']} {mutant['file']}" for word in words):
            continue
        failed = run(number)
        tried += 1
        killed += failed != []
        verdict = "no test ends" if failed is None else ", ".join(failed) or "**nothing**"
        print(f"| {mutant['what']} | {verdict} |", flush=True)
    print(f"\n{killed} of {tried} killed")
    sys.exit(killed < GOAL * tried)


main()
