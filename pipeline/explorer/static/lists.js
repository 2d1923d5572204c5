"use strict";
// Lists over many articles, a part (a month, or some of one) at a time, or over all of them: filtered, and drawn in steps.
newsbeam.list = ({ data, matches, groups = (rows) => rows, draw, what, seen = () => {}, step = 100 }) => {
  const { load, make, read, counted, later } = newsbeam;
  const parts = read("parts");
  const at = (id) => document.getElementById(id);
  const all = parts.reduce((sum, part) => sum + part[3], 0);
  const select = at("part");
  select.append(make("option", { value: "all" }, `all months (${counted(all, "article")})`));
  [...parts].reverse().forEach((part) => select.append(make("option", { value: part[0] }, part[1])));
  select.value = all <= 500 || !parts.length ? "all" : parts[parts.length - 1][0];

  let rows = [];
  let shown = [];
  let drawn = 0;
  let asked = 0;

  const more = () => {
    const next = shown.slice(drawn, drawn + step);
    drawn += next.length;
    at("list").append(...next.flatMap((item) => draw(item)));
    at("more").hidden = drawn >= shown.length;
  };
  const filter = () => {
    const wanted = matches();
    const found = wanted ? rows.filter(wanted) : rows;
    shown = groups(found);
    drawn = 0;
    at("list").replaceChildren();
    at("status").textContent = counted(found.length, what) + (found.length < rows.length ? ` of ${newsbeam.number(rows.length)}` : "");
    more();
    seen(found);
  };
  const fetch = async () => {
    const mine = ++asked;
    const chosen = select.value === "all" ? parts : parts.filter((part) => part[0] === select.value);
    const found = [];
    at("status").textContent = "Loading …";
    for (const [key, , month] of chosen) {
      const [articles, of] = await Promise.all([load(`articles/${key}`), load(`${data()}/${key}`)]);
      if (mine !== asked) return;
      for (const row of of) found.push({ row, article: articles[row[0]], month });
    }
    rows = found;
    filter();
  };
  const failed = (error) => { at("status").textContent = error.message; };
  const start = () => fetch().catch(failed);
  at("more").addEventListener("click", () => {
    const before = drawn;
    more();
    const first = at("list").children[before];
    first?.querySelector("a, button")?.focus();
  });
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("controls").addEventListener("input", later(filter));
  select.addEventListener("input", start);
  start();
  return { start, filter };
};

newsbeam.newestFirst = (items) => [...items].sort((a, b) => (a.article[1] < b.article[1] ? 1 : a.article[1] > b.article[1] ? -1 : 0));

// The link to a row's place in its article, and to the article by its headline.
newsbeam.placeOf = ({ row, article, month }) => newsbeam.link(month, article[0], row[1]);
newsbeam.source = (item) => newsbeam.make("p", { class: "source" },
  newsbeam.make("a", { href: newsbeam.placeOf(item) }, item.article[2]), ` ${[item.article[3], item.article[1]].filter(Boolean).join(" · ")}`);
