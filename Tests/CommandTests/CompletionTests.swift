import TestKit
import Testing

@Suite struct CompletionTests {
  @Test(arguments: ["bash", "zsh", "fish"]) func theShellUnderstandsItsScript(_ shell: String) throws {
    let script = try Program.virtChannel("--generate-completion-script", shell)
    #expect(script.status == 0)
    #expect(script.text.contains("virt-channel"))
    guard try Program.run("/bin/sh", ["-c", "command -v \(shell)"]).status == 0 else { return }
    let check = try Program.run(shell, ["-n", "/dev/stdin"], input: script.output)
    #expect(check.status == 0)
    #expect(check.errors.isEmpty, "\(check.errorText)")
  }

  @Test(arguments: [
    ("gen", "generate"), ("lint --form", "--format"), ("lint --format sa", "sarif"), ("map --guest f", "freebsd"),
    ("generate channel --preset gu", "guest-agent"), ("explain duplicate-port-", "duplicate-port-name"),
    ("lint --select VC20", "VC201"), ("agent pi", "ping"),
  ])
  func bashCompletes(_ line: String, _ word: String) throws {
    let script = """
      source /dev/stdin; COMP_LINE="virt-channel $1"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE)
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); function=$(complete -p virt-channel); function=${function#*-F }
      ${function%% *} virt-channel "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let completions = try Program.virtChannel("--generate-completion-script", "bash").output
    let run = try Program.run("/bin/bash", ["-c", script, "bash", line], input: completions)
    #expect(run.text.split(separator: "\n").contains(Substring(word)), "\(run.text)\(run.errorText)")
  }
}
