/// Colours and letters of the picture, on light and on dark paper, and the arrow head.
enum SVGStyle {
  static let text = """
    <style>
      text { font-family: system-ui, 'Helvetica Neue', 'DejaVu Sans', sans-serif; font-size: 13px; fill: #1f2933 }
      .mono { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 12px }
      .small { font-size: 11px; fill: #616e7c }
      .title { font-weight: 600 }
      .heading { font-size: 15px; font-weight: 600; fill: #52606d }
      .paper { fill: #ffffff }
      .controller { fill: #f5f7fa; stroke: #9aa5b1; stroke-width: 1.2 }
      .port, .host, .guest { fill: #ffffff; stroke: #9aa5b1 }
      .channel { stroke: #2f80c2 }
      .console { stroke: #8a5cc2 }
      .serial, .parallel { stroke: #b0476f }
      .refused { stroke: #c53030; stroke-dasharray: 4 3 }
      .host { stroke: #c77d1e }
      .guest { stroke: #2e9e6b }
      .edge { stroke: #7b8794; stroke-width: 1.5 }
      .arrow { marker-end: url(#head) }
      .head { fill: #7b8794 }
      .taken { fill: #2f80c2 }
      .free { fill: none; stroke: #9aa5b1 }
      .reserved { fill: #cbd2d9 }
      @media screen and (prefers-color-scheme: dark) {
        text { fill: #e4e7eb }
        .small { fill: #9aa5b1 }
        .heading { fill: #cbd2d9 }
        .paper { fill: #14191f }
        .controller { fill: #1f2933; stroke: #616e7c }
        .port, .host, .guest { fill: #14191f }
        .reserved { fill: #3e4c59 }
      }
    </style>
    <defs>
      <marker id='head' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'>
        <path d='M0,0 L8,4 L0,8 z' class='head'/>
      </marker>
    </defs>

    """
}
