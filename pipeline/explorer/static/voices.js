"use strict";
{
  const { make, matcher, placeOf, source, number } = newsbeam;
  const [, , SPEAKER, NAME, STANCE, FORM, CONTENT, ABOUT] = Array(8).keys();
  const at = (id) => document.getElementById(id);

  const matches = () => {
    const [words, speaker, about] = ["filter", "speaker", "about"].map((id) => matcher(at(id).value));
    if (!words && !speaker && !about) return null;
    return ({ row }) => (!words || words(row[CONTENT])) && (!speaker || speaker(row[SPEAKER])) && (!about || about(row[ABOUT].join(" · ")));
  };

  const draw = (item) => {
    const { row } = item;
    const chips = row[ABOUT].map((name) => make("button", { type: "button", class: "chip mentions", onclick: () => choose("about", name) }, name));
    return [make("article", { class: "voice" },
      make("p", { class: "who" }, make("strong", {}, row[SPEAKER]), make("span", { class: "dim" }, ` ${row[STANCE]} · ${row[FORM]}`)),
      make("blockquote", {}, make("a", { href: placeOf(item) }, row[CONTENT])),
      chips.length ? make("p", { class: "chips" }, make("span", { class: "dim" }, "about"), ...chips) : null, source(item))];
  };

  const choose = (id, name) => {
    at(id).value = name;
    list.filter();
    at(id).focus();
  };

  const ranked = (id, numbers, pick) => {
    const top = [...numbers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 10);
    at(id).replaceChildren(...top.map(([key, times]) => make("li", {},
      make("button", { type: "button", onclick: () => pick(key) }, key.replace("\t", " → ")), make("span", { class: "dim" }, ` ${number(times)}`))));
  };

  const seen = (items) => {
    const speakers = new Map();
    const pairs = new Map();
    for (const { row } of items) {
      if (!row[NAME]) continue;
      speakers.set(row[NAME], (speakers.get(row[NAME]) || 0) + 1);
      for (const name of row[ABOUT]) pairs.set(`${row[NAME]}\t${name}`, (pairs.get(`${row[NAME]}\t${name}`) || 0) + 1);
    }
    at("pairs").hidden = !speakers.size;
    ranked("speakers", speakers, (name) => choose("speaker", name));
    ranked("abouts", pairs, (pair) => {
      const [speaker, about] = pair.split("\t");
      at("speaker").value = speaker;
      choose("about", about);
    });
  };

  const list = newsbeam.list({ data: () => "voices", matches, groups: newsbeam.newestFirst, draw, what: "statement", seen, step: 60 });
}
