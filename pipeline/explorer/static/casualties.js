"use strict";
{
  const { make, svg, matcher, placeOf } = newsbeam;
  const [, , OUTCOME, LEAST, MOST, COUNT, VICTIMS, SOURCE, STATUS, PLACE, DAYS, BACKGROUND, PART, SENTENCE] = Array(14).keys();
  const at = (id) => document.getElementById(id);
  ["killed", "injured", "harmed", "missing", "captured", "displaced", "rescued", "arrested", "evacuated"]
    .forEach((outcome) => at("outcome").append(make("option", {}, outcome)));

  const matches = () => {
    const words = matcher(at("filter").value);
    const outcome = at("outcome").value;
    const background = at("background").checked;
    return ({ row, article }) => (background || !row[BACKGROUND]) && (!outcome || row[OUTCOME] === outcome)
      && (!words || words([row[VICTIMS], row[SOURCE], row[PLACE], row[SENTENCE], article[2]].join(" ")));
  };

  const byArticle = (items) => {
    const articles = new Map();
    for (const item of items) {
      if (!articles.has(item.article)) articles.set(item.article, new Map());
      const outcomes = articles.get(item.article);
      if (!outcomes.has(item.row[OUTCOME])) outcomes.set(item.row[OUTCOME], []);
      outcomes.get(item.row[OUTCOME]).push(item);
    }
    return [...articles.values()].sort((a, b) => {
      const [first, second] = [a, b].map((outcomes) => [...outcomes.values()][0][0].article[1]);
      return first < second ? 1 : first > second ? -1 : 0;
    });
  };

  const bar = (row, most) => {
    const picture = svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" });
    if (row[MOST] !== null && most) {
      picture.append(svg("rect", { x: 0, y: 0, height: 8, width: Math.max(1, 100 * row[MOST] / most), class: `s-${row[STATUS]}` }));
    }
    return make("td", { class: "bar" }, picture);
  };

  const line = (item, most) => {
    const { row } = item;
    const gone = row[STATUS] === "superseded" || row[STATUS] === "denied";
    const told = [row[COUNT], row[VICTIMS]].filter(Boolean).join(" ");
    const notes = [row[STATUS] === "current" ? "" : row[STATUS], row[PART] ? "part of a larger one" : "", row[BACKGROUND] ? "background" : "", row[PLACE], row[DAYS]];
    return make("tr", { class: gone ? "gone" : null },
      make("th", { scope: "row" }, make("a", { href: placeOf(item), title: row[SENTENCE] }, gone ? make("s", {}, told) : told)),
      bar(row, most), make("td", {}, row[SOURCE] || make("span", { class: "dim" }, "the article itself")),
      make("td", { class: "dim" }, notes.filter(Boolean).join(" · ")));
  };

  const draw = (outcomes) => {
    const first = [...outcomes.values()][0][0];
    const tables = [...outcomes].map(([outcome, items]) => {
      const most = items.length > 1 ? Math.max(...items.map(({ row }) => row[MOST] ?? 0)) : 0; // one bar alone compares nothing
      return make("table", { class: "toll" }, make("caption", {}, outcome),
        make("thead", { class: "unseen" }, make("tr", {}, ...["count", "bar", "by whose count", "status, place, days"].map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, ...items.map((item) => line(item, most))));
    });
    return [make("article", { class: "card" }, make("h2", {}, make("a", { href: newsbeam.link(first.month, first.article[0], -1) }, first.article[2])),
      make("p", { class: "dim" }, [first.article[3], first.article[1]].filter(Boolean).join(" · ")), ...tables)];
  };

  newsbeam.list({ data: () => "tolls", matches, groups: byArticle, draw, what: "report", step: 40 });
}
