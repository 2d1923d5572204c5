"use strict";
// Lists over many articles, a part (a month, or some of one) at a time, or over all of them, the newest article first: filtered, and drawn in steps.
newsbeam.list = ({ data, matches, groups = (items) => items, draw, what, counts = () => true, begin = () => {}, seen = () => {}, step = 100 }) => {
  const { rows, read, counted, number, later, asked, found } = newsbeam;
  const parts = read("parts").reverse();
  const at = (id) => document.getElementById(id);
  const select = at("part");
  const choices = newsbeam.choices(at("controls"));

  let items = [];
  let shown = [];
  let drawn = 0;
  let turn = 0;

  const more = () => {
    const next = shown.slice(drawn, drawn + step);
    drawn += next.length;
    at("list").append(...next.flatMap((item) => draw(item)));
    at("more").hidden = drawn >= shown.length;
    found.show(at("list"), [...at("controls").querySelectorAll("[type=search]")].flatMap((input) => asked(input.value)));
  };
  const filter = () => {
    const wanted = matches();
    const left = wanted ? items.filter(wanted) : items;
    shown = groups(left);
    drawn = 0;
    at("list").replaceChildren();
    const [here, all] = [left, items].map((some) => some.filter(counts).length);
    at("status").textContent = counted(here, what) + (here < all ? ` of ${number(all)}` : "");
    more();
    seen(left);
    choices.keep();
  };
  const ofPart = async ([key, , month]) => {
    const [articles, first, ...beside] = await Promise.all([`articles/${key}`, ...data().map((name) => `${name}/${key}`)].map(rows));
    return articles.map(([article], index) => first[index].map((row, place) => (
      { row: row.concat(...beside.map((others) => others[index][place])), article, month, place }))).reverse().flat();
  };
  const fetch = async () => {
    const mine = ++turn;
    begin();
    at("status").textContent = "Loading …";
    const all = await Promise.all(parts.filter((part) => select.value === "all" || part[0] === select.value).map(ofPart));
    if (mine !== turn) return;
    items = all.flat();
    filter();
  };
  const start = () => fetch().catch((error) => { at("status").textContent = error.message; });
  at("more").addEventListener("click", () => {
    const before = at("list").children.length;
    more();
    at("list").children[before]?.querySelector("a, button")?.focus();
  });
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("controls").addEventListener("input", later(filter));
  select.addEventListener("input", start);
  addEventListener("hashchange", () => { if (choices.restore()) start(); });
  choices.restore();
  start();
  return { start, filter };
};

// The items of each article together: [article's item, its items].
newsbeam.byArticle = (items) => {
  const articles = new Map();
  for (const item of items) {
    if (!articles.has(item.article)) articles.set(item.article, []);
    articles.get(item.article).push(item);
  }
  return [...articles.values()];
};

// The link to a row's place in its article, and to the article by its headline; a row begins with its offset.
newsbeam.placeOf = ({ row, article, month }) => newsbeam.link(month, article[0], row[0]);
newsbeam.heading = ({ article, month }) => [newsbeam.make("h2", {}, newsbeam.make("a", { href: newsbeam.link(month, article[0], -1) }, article[2])),
  newsbeam.make("p", { class: "dim" }, [article[1], article[4]].filter(Boolean).join(" · "))];
newsbeam.source = ({ row, article, month }) => newsbeam.make("p", { class: "source" },
  newsbeam.make("a", { href: newsbeam.link(month, article[0], row[0]) }, article[2]), ` ${[article[1], article[4]].filter(Boolean).join(" · ")}`);
