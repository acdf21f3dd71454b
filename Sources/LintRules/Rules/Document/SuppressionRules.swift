internal import SourceText

// VC0xx: comments that silence rules.
extension Rule {
  static let suppression = [unknownSuppression, unusedSuppression]

  static let unknownSuppression = Rule(
    "VC008", "unknown-suppression", .warning,
    "A virt-channel comment is not understood.",
    rationale: """
      It silences nothing. A comment before an element silences the rules it names for that element and all inside it:
      '<!-- virt-channel: ignore VC101 reason -->'. With 'ignore-file' it does so for the whole file. Rules are named by code,
      name or family, several with commas between them.
      """,
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
      What it was for is gone, or the comment stands in the wrong place: 'ignore' covers the next element after it, and what
      that element holds. It would silence the next mistake of that kind. Rules that are not checked in this run are not
      missed.
      """,
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
