"use strict";
{
  const { make, svg, matcher, placeOf, source } = newsbeam;
  const value = (id) => document.getElementById(id).value;
  const [ARTICLE, , FIRST, LAST, TYPE, TRIGGER, ACTOR, TARGET, PLACE, MODALITY, MAIN, SENTENCE] = Array(12).keys();

  const matches = () => {
    const words = matcher(value("filter"));
    const modality = value("modality");
    const main = document.getElementById("main-only").checked;
    if (!words && !modality && !main) return null;
    return ({ row, article }) => (!modality || row[MODALITY] === modality) && (!main || row[MAIN])
      && (!words || words([row[TYPE], row[TRIGGER], row[ACTOR], row[TARGET], row[PLACE], row[SENTENCE], article[2]].join(" ")));
  };

  const byDay = (items) => {
    const days = new Map();
    const sorted = [...items].sort((a, b) => (a.row[FIRST] < b.row[FIRST] ? 1 : a.row[FIRST] > b.row[FIRST] ? -1 : 0));
    for (const item of sorted) {
      if (!days.has(item.row[FIRST])) days.set(item.row[FIRST], []);
      days.get(item.row[FIRST]).push(item);
    }
    return [...days];
  };

  const entry = (item) => {
    const { row } = item;
    const roles = [row[ACTOR], row[TARGET] && `→ ${row[TARGET]}`].filter(Boolean).join(" ");
    const where = [row[PLACE], row[LAST] !== row[FIRST] && `until ${row[LAST]}`].filter(Boolean).join(" · ");
    return make("li", { class: row[MAIN] ? "main" : null },
      make("p", { class: "chips" }, make("a", { class: "chip events", href: placeOf(item) }, row[TYPE]),
        row[MODALITY] === "happened" ? null : make("span", { class: "chip hollow" }, row[MODALITY]),
        roles ? make("span", { class: "roles" }, roles) : null, where ? make("span", { class: "dim" }, where) : null),
      make("p", { class: "sentence" }, row[SENTENCE]), source(item));
  };

  const draw = ([day, items]) => [make("section", { class: "day" },
    make("h2", {}, day), make("ul", {}, ...items.map(entry)))];

  const chart = (items) => {
    const figure = document.getElementById("chart");
    const months = new Map();
    for (const { row } of items) months.set(row[FIRST].slice(0, 7), (months.get(row[FIRST].slice(0, 7)) || 0) + 1);
    const published = items.map(({ article }) => article[1].slice(0, 7)).sort();
    const from = published.length ? `${Number(published[0].slice(0, 4)) - 1}${published[0].slice(4)}` : "";
    const until = published.length ? `${Number(published[published.length - 1].slice(0, 4)) + 1}${published[published.length - 1].slice(4)}` : "";
    const keys = [];
    for (let [year, month] = from.split("-").map(Number); from && `${year}-${String(month).padStart(2, "0")}` <= until; month === 12 ? (year += 1, month = 1) : (month += 1)) {
      keys.push(`${year}-${String(month).padStart(2, "0")}`);
    }
    figure.hidden = !keys.length;
    if (!keys.length) return;
    const most = Math.max(1, ...keys.map((key) => months.get(key) || 0));
    const wide = 960 / keys.length;
    const picture = svg("svg", { viewBox: "0 0 960 122", role: "img", "aria-label": `Events by month, ${from} to ${until}; at most ${most} in one` },
      svg("line", { class: "axis", x1: 0, x2: 960, y1: 90.5, y2: 90.5 }));
    keys.forEach((key, place) => {
      const number = months.get(key) || 0;
      if (number) {
        const high = Math.max(2, 90 * number / most);
        picture.append(svg("rect", { x: place * wide, y: 90 - high, width: Math.max(1, Math.min(wide - 2, 48)), height: high }, svg("title", {}, `${key}: ${number}`)));
      }
      if (place % Math.ceil(keys.length / 6) === 0) {
        const label = svg("text", { x: place * wide, y: 112 });
        label.textContent = key;
        picture.append(label);
      }
    });
    const outside = items.filter(({ row }) => row[FIRST].slice(0, 7) < from || row[FIRST].slice(0, 7) > until).length;
    figure.replaceChildren(picture, make("figcaption", {},
      `Events by month, from a year before the first article to a year after the last${outside ? `; ${newsbeam.number(outside)} lie outside` : ""}.`));
  };

  newsbeam.list({ data: () => "timeline", matches, groups: byDay, draw, what: "event", seen: chart, step: 40 });
}
