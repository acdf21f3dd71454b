#!/usr/bin/env python3
"""usage: rule_sources.py LIBVIRT_SOURCE ... QEMU_SOURCE

Checks that each function that a page below docs/rules names is in the file of libvirt or QEMU that the page links to. The trees are unpacked releases,
such as libvirt-11.3.0 and qemu-7.2.0; the pages link to libvirt 11.3.0 and, for what newer releases no longer have, 7.0.0 and 9.0.0.
"""

import pathlib
import re
import sys

PAGES = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/rules"
SOURCE = re.compile(r"^- \[(?:libvirt|QEMU) (\S+)\]\(https://gitlab\.com/[\w-]+/(libvirt|qemu)/-/blob/v([\d.]+)/\S+\): (.*)$", re.M)


def defines(text, function):
    """Whether a C file has the body of a function, at the beginning of a line or after its type."""
    pattern = r"^(?:[A-Za-z_][\w \*]*[ \*])?" + function + r"\((?:[^;{}()]|\([^()]*\))*\)\s*\{"
    return re.search(pattern, text, re.M) is not None


def main(trees):
    trees = {pathlib.Path(tree).name: pathlib.Path(tree) for tree in trees}
    checked, problems = 0, []
    for page in sorted(PAGES.glob("VC*.md")):
        for path, project, release, functions in SOURCE.findall(page.read_text()):
            tree = trees.get(f"{project}-{release}")
            if tree is None:
                problems.append(f"{page.name}: {project} {release} is not among the trees")
                continue
            file = tree / path
            text = file.read_text(errors="replace") if file.exists() else ""
            for function in re.findall(r"`(\w+)`", functions):
                checked += 1
                if not defines(text, function):
                    problems.append(f"{page.name}: {project} {release} {path} has no function {function}")
    print("\n".join(problems + [f"{checked} functions checked, {len(problems)} problems"]))
    return 1 if problems or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
