internal import SourceText

// VC0xx: comments that silence rules.
extension Rule {
  static let suppression = [unknownSuppression, unusedSuppression]

  static let unknownSuppression = Rule(
    "VC008", "unknown-suppression", .warning,
    "A virt-channel comment is not understood.",
    rationale: """
      The comment has no effect. `<!-- virt-channel: ignore VC101 reason -->` suppresses a rule for the next element
      and its content, `ignore-file` for the whole file. Rules are given by code, name or family, separated by commas.
      """,
    sources: [.page("../lint.md#suppressing-findings", "Suppressing findings")],
    good: [
      Example(
        """
        <!-- virt-channel: ignore VC103, VC2xx kept for an old tool -->
        <channel type='pty' foo='1'><target type='virtio' name='a'/></channel>
        """),
      Example(
        """
        <!-- virt-channel: ignore VC103: kept for an old tool -->
        <channel type='pty' foo='1'><target type='virtio' name='a'/></channel>
        """),
      Example("<!-- virt-channel writes this file -->"),
    ],
    bad: [
      Example(
        """
        <!-- virt-channel: ignore ⟦unknown-atribute⟧ kept for an old tool -->
        <channel type='pty' foo='1'><target type='virtio' name='a'/></channel>
        """),
      Example("<!-- virt-channel: ⟦disable⟧ VC103 -->"),
      Example("<!-- virt-channel ⟦disable⟧ VC103 -->"),
      Example("⟦<!-- virt-channel: ignore -->⟧"),
    ],
    .suppressions { suppressions, _, findings in
      for problem in suppressions.problems { findings.add(at: problem.range, problem.message) }
    })

  static let unusedSuppression = Rule(
    "VC009", "unused-suppression", .note,
    "A virt-channel comment suppresses nothing.",
    rationale: """
      The problem is gone, or the comment is misplaced: 'ignore' covers the next element and its content. A leftover
      comment would hide the next such problem. Comments for rules that this run does not check are not reported.
      """,
    sources: [.page("../lint.md#suppressing-findings", "Suppressing findings")],
    good: [
      Example(
        """
        <!-- virt-channel: ignore VC103 kept for an old tool -->
        <channel type='pty' foo='1'><target type='virtio' name='a'/></channel>
        """),
      Example(
        """
        <!-- virt-channel ignore VC103: kept for an old tool -->
        <channel type='pty' foo='1'><target type='virtio' name='a'/></channel>
        """),
    ],
    bad: [
      Example(
        """
        <!-- virt-channel: ignore ⟦VC103⟧ kept for an old tool -->
        <channel type='pty'><target type='virtio' name='a'/></channel>
        """)
    ],
    .suppressions { _, unused, findings in
      for suppression in unused {
        findings.add(at: suppression.word, "this comment suppresses no finding")
      }
    })
}
