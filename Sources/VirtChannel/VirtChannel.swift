// One import for the whole library: `import VirtChannel`.
@_exported public import CommandText
@_exported public import DomainModel
@_exported public import Generation
@_exported public import GuestAgent
@_exported public import JSONText
@_exported public import LintRules
@_exported public import QEMUOptions
@_exported public import Reports
@_exported public import Resolution
@_exported public import SourceText
@_exported public import Topology
@_exported public import Translation
@_exported public import XMLTree
