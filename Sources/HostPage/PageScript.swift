/// What the page does: it shows the domains that hold a text. Without scripts all are shown.
enum PageScript {
  /// What is filtered with; shown by the script alone.
  static let form = """
    <form role="search" id="filter" hidden>
    <label>Search <input type="search" id="search" autocomplete="off" aria-keyshortcuts="/"></label>
    <label>Show <select id="show">
    <option value="all">all domains</option>
    <option value="findings">domains with findings</option>
    <option value="clashes">domains with conflicts</option>
    </select></label>
    <output id="count" aria-live="polite"></output>
    </form>

    """

  /// The script takes its texts from the page and puts none into it as markup. `#find=TEXT` in the address searches at once.
  static let text = """
    "use strict";
    const search = document.getElementById("search"), show = document.getElementById("show");
    const articles = [...document.querySelectorAll("article")];
    const texts = articles.map((article) => article.textContent.toLowerCase());
    const links = new Map([...document.querySelectorAll("[data-domain]")].map((item) => [item.dataset.domain, item]));
    function filter() {
      const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      articles.forEach((article, number) => {
        const isOfKind = show.value === "all" || Number(article.dataset[show.value]) > 0;
        const isShown = isOfKind && words.every((word) => texts[number].includes(word));
        article.hidden = links.get(article.id).hidden = !isShown;
        if (isShown) shown += 1;
      });
      document.getElementById("count").textContent = `${shown} of ${articles.length} domains`;
    }
    function start() {
      const match = /^#find=(.*)$/.exec(location.hash);
      if (match) try { search.value = decodeURIComponent(match[1]); } catch { search.value = match[1]; }
      filter();
    }
    document.getElementById("filter").hidden = false;
    document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", filter);
    show.addEventListener("change", filter);
    addEventListener("hashchange", start);
    addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "Escape" && document.activeElement === search) {
        search.value = "";
        filter();
      }
    });
    start();

    """

  /// Nothing is fetched, and no script runs but this one; a test compares the hash.
  static let policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '\(hash)'; base-uri 'none'; form-action 'none'"

  private static let hash = "sha256-VKGNvnxle5hZtUkZVtn0FjIs9tmFpVp5uBWIP5dc2Cg="
}
