#!/usr/bin/python3
"""Asks the real libvirt about random and bred domains, and compares what virt-channel makes of them.

usage: oracle.py BINARY [--seed 1] [--count 1000] [--kinds random,bred] [--machines pc,q35,...] [--stock DIRECTORY ...] [--show 5] [--keep DIRECTORY]

libvirt's QEMU driver runs inside this process (qemu:///embed), so no daemon is needed. What libvirt refuses, `lint`, `argv` and `resolve` are to
refuse; what it takes, `argv` is to print as libvirt does and, of random domains, `resolve` is to fill in as `define` and `dumpxml --inactive` do.
Random domains are made from nothing; bred ones have the devices of the real domains below the stock directories.
Ends with status 1 when a difference is not among the explained ones.
"""
import argparse, collections, concurrent.futures, json, os, re, subprocess, sys, tempfile

import bred_domain, random_domain
from bred_domain import BredDomain, Stock
from comparison import differences
from embedded import Embedded, words
from explained import AT_START, explanation
from random_domain import RandomDomain


class Verdict:
    """What libvirt says of a domain: how it saves it, the options that virt-channel prints, or why it refuses it."""

    def __init__(self, libvirtd, xml):
        self.saved, self.refusal = libvirtd.define(xml)
        native, why = libvirtd.native(xml)
        self.refusal = self.refusal or why
        self.options = ours_of(native) if native else None


OURS = 'char(ua-|channel|console|redir|parallel|smartcard|rng)'


def ours_of(native):
    """The options of a command line that virt-channel prints."""
    options, line = [], words(native)
    for flag, value in zip(line, line[1:]):
        if flag == '-object' and 'tls-creds-x509' in value and re.search(OURS, value): options += [flag, value]
        if flag == '-chardev' and re.search('id=' + OURS, value): options += [flag, value]
        if flag == '-device' and re.search(r'virtio-serial-|virtserialport|virtconsole', value): options += [flag, value]
        if flag == '-netdev' and 'guestfwd' in value: options += [flag, value]
    return options


def is_at_start(refusal):
    """Whether only the start of a domain is refused, which is not asked for here."""
    return refusal.get('by') == 'QEMU' or any(re.search(words, refusal.get('message', '')) for words in AT_START)


class Runner:
    """Runs virt-channel on one domain."""

    def __init__(self, binary, versions, xml):
        self.binary, self.xml = binary, xml.encode()
        self.versions = ['--libvirt', versions[0], '--qemu', versions[1]]

    def run(self, *command, text=None):
        return subprocess.run([self.binary, *command, *self.versions], input=self.xml if text is None else text, capture_output=True)

    def argv(self, text=None): return self.run('argv', '--format', 'json', text=text)

    def lint(self):
        """What lint takes for refused by libvirt before a start."""
        result = self.run('lint', '--no-config', '--format', 'json', '--fail-on', 'error')
        errors = [f for f in json.loads(result.stdout)['findings'] if f['severity'] == 'error']
        if result.returncode != bool(errors): return [f'exit status {result.returncode}']
        return [f"{f['code']} {f['message']}" for f in errors if not is_at_start(f.get('refusal', {}))]

    def problems(self, verdict, fills_in):
        """Where the verdict of libvirt is not foreseen."""
        return self.refusals(verdict) if verdict.refusal else self.acceptances(verdict, fills_in)

    def refusals(self, verdict):
        taken = [command for command, refused in [
            ('lint', lambda: self.lint()), ('argv', lambda: self.argv().returncode == 1),
            ('resolve', lambda: verdict.saved or self.run('resolve').returncode == 1)] if not refused()]
        return [f'libvirt refuses: {verdict.refusal}\n  taken by {", ".join(taken)}'] if taken else []

    def acceptances(self, verdict, fills_in):
        problems = [f'libvirt takes it, lint says: {text}' for text in self.lint()]
        argv = self.argv()
        if argv.returncode: return problems + [f'libvirt takes it, argv says: {argv.stderr.decode()}']
        mine = json.loads(argv.stdout)
        if mine != verdict.options: problems.append('argv\n' + first_difference(mine, verdict.options))
        return problems + (self.resolution(verdict, mine) if fills_in else [])

    def resolution(self, verdict, mine):
        resolve = self.run('resolve')
        if resolve.returncode: return [f'libvirt takes it, resolve says: {resolve.stderr.decode()}']
        resolved = resolve.stdout
        problems = list(differences(resolved.decode(), verdict.saved))
        if self.run('resolve', text=resolved).stdout != resolved: problems.append('resolved twice is not resolved once')
        again = self.argv(resolved)
        if again.returncode: problems.append(f'resolved, it is refused: {again.stderr.decode()}')
        elif sorted(json.loads(again.stdout)) != sorted(mine): problems.append('resolved, then argv, is not argv')
        return problems


def first_difference(ours, theirs):
    ours, theirs = [list(zip(options[::2], options[1::2])) for options in (ours, theirs)]
    for mine, other in zip(ours + [None] * len(theirs), theirs + [None] * len(ours)):
        if mine != other: return f'  ours   {mine}\n  theirs {other}'


# -- the run

def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--kinds', default='random,bred')
    parser.add_argument('--machines', default='')
    parser.add_argument('--stock', nargs='*', default=[])
    parser.add_argument('--show', type=int, default=5)
    parser.add_argument('--keep', help='write the domains with differences here')
    return parser.parse_args()


def made(options, libvirtd):
    """The domains to ask about."""
    seeds = range(options.seed, options.seed + options.count)
    chosen = options.machines.split(',') if options.machines else None
    if 'random' in options.kinds:
        yield from (RandomDomain(seed, [m for m in random_domain.MACHINES if not chosen or m in chosen]) for seed in seeds)
    if 'bred' in options.kinds:
        stock = Stock(options.stock, libvirtd)
        yield from (BredDomain(seed, stock, [f for f in bred_domain.FAMILIES if not chosen or f in chosen]) for seed in seeds)


def compare(job):
    options, versions, domain, verdict = job
    problems = Runner(options.binary, versions, domain.xml).problems(verdict, isinstance(domain, RandomDomain))
    return domain, verdict, problems


def kind(domain): return 'random' if isinstance(domain, RandomDomain) else 'bred'


class Tally:
    """What the comparison came to."""

    def __init__(self, options): self.options, self.counts, self.causes, self.shown = options, collections.Counter(), collections.Counter(), 0

    def note(self, domain, verdict, problems):
        why = problems and explanation(verdict.refusal, problems)
        self.counts['refused' if verdict.refusal else 'taken'] += 1
        self.counts['explained' if why else 'failed' if problems else 'passed'] += 1
        if not problems or why: return
        self.causes[re.sub(r"\d+|'[^']*'", 'N', problems[0].partition('\n')[0])[:150]] += 1
        self.keep(domain, problems)
        if self.shown < self.options.show:
            self.shown += 1
            print(f'--- {kind(domain)} seed {domain.seed} ({domain.machine})', *problems, sep='\n')

    def keep(self, domain, problems):
        if not self.options.keep: return
        with open(f'{self.options.keep}/{kind(domain)}-{domain.seed}.xml', 'w', encoding='utf-8') as file:
            file.write(domain.xml + '<!-- ' + '\n'.join(problems).replace('--', '- -') + ' -->\n')


def main():
    options = arguments()
    tally = Tally(options)
    with tempfile.TemporaryDirectory(prefix='vc-oracle-') as root, concurrent.futures.ThreadPoolExecutor(2) as pool:
        libvirtd = Embedded(root)
        versions = libvirtd.versions()
        jobs = [(options, versions, domain, Verdict(libvirtd, domain.xml)) for domain in made(options, libvirtd)]
        for result in pool.map(compare, jobs): tally.note(*result)
    for cause, count in tally.causes.most_common(40): print(f'{count:5} {cause}')
    counts = tally.counts
    print(f'libvirt {versions[0]}, QEMU {versions[1]}, {options.kinds}, seeds {options.seed} to {options.seed + options.count - 1}: '
          f'{len(jobs)} domains, {counts["refused"]} of them refused by libvirt, {counts["explained"]} explained')
    print(f'{counts["passed"]} passed, {counts["failed"]} failed', flush=True)
    os._exit(bool(counts['failed']) or not jobs)    # libvirt's threads have nothing more to do.


if __name__ == "__main__": main()
