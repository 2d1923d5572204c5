"use strict";
{
  const { make, svg, matcher, placeOf, columns } = newsbeam;
  const [TEXT, OUTCOME, COUNT, VICTIMS, SOURCE, STATUS] = columns("text", "outcome", "how many", "victims", "by whose count", "status");
  const [MOST, PLACE, DAYS, BACKGROUND, PART, SENTENCE] = columns("most", "place", "days", "background", "part of", "sentence");
  const at = (id) => document.getElementById(id);
  ["killed", "injured", "harmed", "missing", "captured", "displaced", "rescued", "arrested", "evacuated"]
    .forEach((outcome) => at("outcome").append(make("option", {}, outcome)));

  const matches = () => {
    const words = matcher(at("filter").value);
    const outcome = at("outcome").value;
    const background = at("background").checked;
    return ({ row, article }) => (background || !row[BACKGROUND]) && (!outcome || row[OUTCOME] === outcome)
      && (!words || words([row[TEXT], row[VICTIMS], row[SOURCE], row[PLACE], row[SENTENCE], article[2]].join(" ")));
  };

  const by = (items, key) => {
    const found = new Map();
    for (const item of items) found.set(key(item), [...(found.get(key(item)) || []), item]);
    return found;
  };
  // The counts of each source in the order of their telling, parts below their totals: [item, how deep].
  const ordered = (items) => {
    const here = new Set(items.map(({ place }) => place));
    const parts = by(items, ({ row }) => (here.has(row[PART]) ? row[PART] : -1));
    const below = (item, deep) => [[item, deep], ...(parts.get(item.place) || []).flatMap((part) => below(part, deep + 1))];
    return [...by(parts.get(-1) || [], ({ row }) => row[SOURCE]).values()].flat().flatMap((item) => below(item, 0));
  };

  const bar = (row, most) => {
    const picture = svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" });
    if (row[MOST] && most) {
      picture.append(svg("rect", { x: 0, y: 0, height: 8, width: Math.max(1, 100 * row[MOST] / most), class: `s-${row[STATUS]}` }));
    }
    return make("td", { class: "bar" }, picture);
  };

  const line = (item, deep, before, most) => {
    const { row } = item;
    const gone = row[STATUS] === "superseded" || row[STATUS] === "denied";
    // Of one person, and of nobody, the article's own words say more: "1: Ada's brother", "0: no casualties".
    const told = /^[01]$/.test(row[COUNT]) ? `${row[COUNT]}: ${row[TEXT]}` : [row[COUNT], row[VICTIMS]].filter(Boolean).join(" ");
    const source = row[SOURCE] || "the article itself";
    const again = before && before.row[SOURCE] === row[SOURCE];
    const chips = [row[STATUS] === "current" ? "" : row[STATUS], !deep && row[PART] >= 0 ? "part of another" : "", row[BACKGROUND] ? "background" : ""];
    return make("tr", { class: [gone ? "gone" : "", deep ? "part" : ""].filter(Boolean).join(" ") || null },
      make("td", { class: "by" }, make("span", { class: again ? "unseen" : row[SOURCE] ? null : "dim" }, source)),
      make("th", { scope: "row" }, deep ? make("span", { class: "unseen" }, "of which ") : null,
        make("a", { href: placeOf(item), title: row[SENTENCE] }, gone ? make("s", {}, told) : told)),
      bar(row, most),
      make("td", { class: "dim" }, ...chips.filter(Boolean).map((chip) => make("span", { class: `chip hollow ${chip}` }, chip)),
        [row[PLACE], row[DAYS]].filter(Boolean).join(" · ")));
  };

  const draw = (items) => {
    const tables = [...by(items, ({ row }) => row[OUTCOME])].map(([outcome, of]) => {
      const most = of.length > 1 ? Math.max(...of.map(({ row }) => row[MOST] ?? 0)) : 0; // one bar alone compares nothing
      const lines = ordered(of);
      return make("table", { class: "toll" }, make("caption", {}, outcome),
        make("thead", { class: "unseen" }, make("tr", {}, ...["by whose count", "count", "bar", "status, place, days"].map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, ...lines.map(([item, deep], index) => line(item, deep, index ? lines[index - 1][0] : null, most))));
    });
    return [make("article", { class: "card" }, ...newsbeam.heading(items[0]), ...tables)];
  };

  newsbeam.list({ data: () => newsbeam.read("data"), matches, groups: newsbeam.byArticle, draw, what: "report", step: 40 });
}
