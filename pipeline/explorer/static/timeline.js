"use strict";
{
  const { make, svg, matcher, placeOf, source, number, counted, columns } = newsbeam;
  const value = (id) => document.getElementById(id).value;
  const [TRIGGER, TYPE, MODALITY, ACTOR, TARGET, DAYS, PLACE, MAIN, SENTENCE] = columns(
    "text", "type", "modality", "actor", "target", "days", "place", "main", "sentence");
  const [TOP, HIGH, LONGEST] = [20, 90, 10];
  const first = ({ row }) => row[DAYS].slice(0, 10);
  const dated = ({ row }) => row[DAYS] !== "";

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
    for (const item of items.filter(dated).sort((a, b) => (first(a) < first(b) ? 1 : first(a) > first(b) ? -1 : 0))) {
      if (!days.has(first(item))) days.set(first(item), new Map());
      const sentences = days.get(first(item));
      const key = `${item.article[0]} ${item.row[SENTENCE]}`;
      if (!sentences.has(key)) sentences.set(key, []);
      sentences.get(key).push(item);
    }
    return [...days].flatMap(([day, sentences]) => pieces([...sentences.values()]).map((some) => [day, some]));
  };
  // A day of a large lake holds more than is drawn at once.
  const pieces = (all) => Array.from({ length: Math.ceil(all.length / LONGEST) }, (_, at) => all.slice(at * LONGEST, (at + 1) * LONGEST));

  // What days are called that are more than one: a whole month, a whole year, else until when.
  const period = (days) => {
    const [from, until] = [days.slice(0, 10), days.slice(-10)];
    if (from === until) return "";
    const [year, month] = from.split("-").map(Number);
    if (from === `${from.slice(0, 4)}-01-01` && until === `${from.slice(0, 4)}-12-31`) return `some time in ${from.slice(0, 4)}`;
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    return from.endsWith("-01") && until === last ? `some time in ${from.slice(0, 7)}` : `until ${until}`;
  };
  const event = (item) => {
    const { row } = item;
    const roles = [row[ACTOR], row[TARGET] && `→ ${row[TARGET]}`].filter(Boolean).join(" ");
    const where = [row[PLACE], period(row[DAYS])].filter(Boolean).join(" · ");
    return make("p", { class: "chips" }, make("a", { class: "chip events", href: placeOf(item) }, row[TYPE].replaceAll("_", " ")),
      row[MODALITY] === "happened" ? null : make("span", { class: "chip hollow" }, row[MODALITY]),
      roles ? make("span", { class: "roles" }, roles) : null, where ? make("span", { class: "dim" }, where) : null);
  };
  const entry = (items) => make("li", { class: items.some(({ row }) => row[MAIN]) ? "main" : null },
    ...items.map(event), make("p", { class: "sentence" }, items[0].row[SENTENCE]), source(items[0]));

  const draw = ([day, sentences]) => [make("section", { class: "day" },
    make("h2", {}, day), make("ul", {}, ...sentences.map(entry)))];

  const monthsOf = (from, until) => {
    const found = [];
    for (let [year, month] = from.split("-").map(Number); ; month === 12 ? (year += 1, month = 1) : (month += 1)) {
      const key = `${year}-${String(month).padStart(2, "0")}`;
      found.push(key);
      if (key >= until) return found;
    }
  };
  const yearOff = (day, years) => `${Number(day.slice(0, 4)) + years}${day.slice(4, 7)}`;

  // Events by month; far away years, which anniversaries and plans name, would leave a line without bars.
  const chart = (items) => {
    const figure = document.getElementById("chart");
    const published = items.map(({ article }) => article[1]).sort();
    figure.hidden = !published.length;
    if (!published.length) return;
    const keys = monthsOf(yearOff(published[0], -1), yearOff(published[published.length - 1], 1));
    const months = new Map(keys.map((key) => [key, 0]));
    let outside = 0;
    for (const item of items) {
      const key = first(item).slice(0, 7);
      if (months.has(key)) months.set(key, months.get(key) + 1); else outside += 1;
    }
    const most = Math.max(1, ...months.values());
    const wide = 100 / keys.length;
    const [from, until] = [keys[0], keys[keys.length - 1]];
    const picture = svg("svg", { class: "short", role: "img", "aria-label": `Events by month, ${from} to ${until}; at most ${most} in one` },
      svg("line", { class: "rule", x1: 0, x2: "100%", y1: TOP + 0.5, y2: TOP + 0.5 }),
      svg("line", { class: "axis", x1: 0, x2: "100%", y1: TOP + HIGH + 0.5, y2: TOP + HIGH + 0.5 }));
    [...months].forEach(([key, times], place) => {
      const high = times ? Math.max(2, HIGH * times / most) : 0;
      const x = `${(place * wide).toFixed(2)}%`;
      if (times) {
        picture.append(svg("g", {}, svg("title", {}, `${key}: ${counted(times, "event")}`),
          svg("rect", { class: "hit", x, y: TOP, width: `${wide.toFixed(2)}%`, height: HIGH }),
          svg("rect", { x, y: TOP + HIGH - high, width: `${Math.min(0.8 * wide, 5).toFixed(2)}%`, height: high })));
      }
      if (place % Math.ceil(keys.length / 6) === 0 && place * wide < 75) picture.append(svg("text", { x, y: TOP + HIGH + 20 }, key));
    });
    picture.append(svg("text", { class: "end", x: "100%", y: TOP + HIGH + 20 }, until), svg("text", { class: "end", x: "100%", y: TOP - 6 }, number(most)));
    figure.replaceChildren(picture, make("figcaption", {},
      `Events by month, from a year before the first article to a year after the last${outside ? `; ${number(outside)} lie outside` : ""}.`));
  };

  const seen = (items) => {
    const without = items.filter((item) => !dated(item)).length;
    const note = document.getElementById("undated");
    note.hidden = !without;
    note.replaceChildren(`Not on the line, for want of a day that the text tells: ${counted(without, "more event")}, among `,
      make("a", { href: "facts.html#dataset=events" }, "all events"), ".");
    chart(items.filter(dated));
  };

  newsbeam.list({ data: () => newsbeam.read("data"), matches, groups: byDay, draw, what: "event", counts: dated, seen, step: 20 });
}
