"use strict";
{
  const { make, read, rows, fold, matcher, number, counted, later, link } = newsbeam;
  const [ID, DATE, HEADLINE, TITLED, OUTLET, KIND, WORDS, NAMES] = Array(8).keys();
  const STEP = 50;
  const at = (id) => document.getElementById(id);
  let articles = [];
  let shown = [];
  let drawn = 0;

  const line = ({ row, month, names }) => make("li", {},
    make("a", { class: row[TITLED] ? "headline" : "headline untitled", href: link(month, row[ID], -1) }, row[HEADLINE]),
    make("span", { class: "dim" }, [row[DATE], row[OUTLET], row[KIND], counted(row[WORDS], "word")].filter(Boolean).join(" · ")),
    names.length ? make("p", { class: "names" }, names.slice(0, 8).join(", ")) : null);

  const more = () => {
    at("list").append(...shown.slice(drawn, drawn + STEP).map(line));
    drawn = Math.min(shown.length, drawn + STEP);
    at("more").hidden = drawn >= shown.length;
  };

  // Headlines that match come first; then articles in which what is named does. Words may match in both together.
  const rank = (matches, words, item) => {
    if (!words.length) return 1;
    if (matches(item.row[HEADLINE])) return 3;
    if (item.row[NAMES].some((name) => matches(name))) return 2;
    return matches([item.row[HEADLINE], ...item.row[NAMES]].join(" ")) ? 1 : 0;
  };

  const search = () => {
    const words = fold(at("filter").value).split(/\s+/).filter(Boolean);
    const matches = matcher(at("filter").value);
    const [outlet, kind] = [at("outlet").value, at("kind").value];
    const found = [];
    for (const item of articles) {
      if ((outlet && item.row[OUTLET] !== outlet) || (kind && item.row[KIND] !== kind)) continue;
      const order = rank(matches, words, item);
      if (!order) continue;
      const named = words.length ? item.row[NAMES].filter((name) => words.some((word) => fold(name).includes(word))) : item.row[NAMES];
      found.push({ ...item, names: named, order });
    }
    shown = found.sort((a, b) => b.order - a.order || (a.row[DATE] < b.row[DATE] ? 1 : a.row[DATE] > b.row[DATE] ? -1 : 0));
    drawn = 0;
    at("list").replaceChildren();
    at("status").textContent = counted(shown.length, "article") + (shown.length < articles.length ? ` of ${number(articles.length)}` : "");
    more();
  };

  const options = (id, column) => {
    const values = [...new Set(articles.map(({ row }) => row[column]).filter(Boolean))].sort();
    at(id).append(...values.map((value) => make("option", {}, value)));
    at(id).closest("label").hidden = values.length < 2;
  };

  const start = async () => {
    at("status").textContent = "Loading …";
    const found = await Promise.all(read("parts").reverse().map(async ([key, , month]) => (
      (await rows(`articles/${key}`)).map(([row]) => ({ row, month })))));
    articles = found.flat();
    options("outlet", OUTLET);
    options("kind", KIND);
    search();
  };

  at("filter").value = new URLSearchParams(location.hash.slice(1)).get("q") || "";
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("controls").addEventListener("input", later(search));
  at("more").addEventListener("click", () => {
    const before = drawn;
    more();
    at("list").children[before]?.querySelector("a").focus();
  });
  start().catch((error) => { at("status").textContent = error.message; });
}
