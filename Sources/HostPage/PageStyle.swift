/// Colours and measures of the page, on light and dark screens and on paper.
enum PageStyle {
  static let text = """
    :root { color-scheme: light dark; --paper: #fff; --ink: #1f2933; --soft: #52606d; --line: #cbd2d9; --link: #1a5f9e;
      --error: #b91c1c; --warning: #8a5300; --note: #1a5f9e }
    @media screen and (prefers-color-scheme: dark) { :root { --paper: #14191f; --ink: #e4e7eb; --soft: #b3bdc7; --line: #3e4c59;
      --link: #7cc0f5; --error: #ff9b9b; --warning: #f0c05a; --note: #7cc0f5 } }
    body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1200px;
      padding: 0 1rem 3rem }
    a { color: var(--link) }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
    .skip { position: absolute; left: -100vw }
    .skip:focus { position: static }
    form { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center }
    input, select { font: inherit; padding: .3rem .5rem; border: 1px solid var(--soft); border-radius: 4px }
    .list { columns: 18rem; padding-left: 1.2rem }
    .error strong, span.error { color: var(--error) }
    .warning strong, span.warning { color: var(--warning) }
    .note strong, span.note { color: var(--note) }
    span.error, span.warning, span.note { font-size: .8rem; font-weight: 600; margin-left: .4rem }
    article { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem; content-visibility: auto;
      contain-intrinsic-size: auto 40rem }
    img { max-width: 100%; height: auto }
    .file { color: var(--soft); overflow-wrap: anywhere }
    .wide { overflow-x: auto }
    table { border-collapse: collapse; font-size: .87rem }
    th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--line) }
    td { overflow-wrap: anywhere; min-width: 3rem }
    pre { overflow-x: auto; margin: .2rem 0 .8rem; color: var(--soft); font-size: .85rem }
    h2 { overflow-wrap: anywhere }
    [hidden] { display: none }
    @media print { :root { color-scheme: light } form, nav, .skip { display: none }
      article { break-inside: avoid-page; content-visibility: visible } pre { white-space: pre-wrap } }

    """
}
