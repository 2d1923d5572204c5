"use strict";
{
  const { make, matcher, placeOf, counted, columns } = newsbeam;
  const [CONTENT, SPEAKER, STANCE, FORM, NAME, ABOUT] = columns("text", "speaker", "stance", "form", "name", "about");
  const at = (id) => document.getElementById(id);

  const matches = () => {
    const [words, speaker, about] = ["filter", "speaker", "about"].map((id) => matcher(at(id).value));
    if (!words && !speaker && !about) return null;
    return ({ row, article }) => (!words || words(`${row[CONTENT]} ${article[2]}`)) && (!speaker || speaker(row[SPEAKER])) && (!about || about(row[ABOUT].join(" · ")));
  };

  const voice = (item) => {
    const { row } = item;
    const chips = row[ABOUT].map((name) => make("button", { type: "button", class: "chip mentions", onclick: () => choose("about", name) }, name));
    return make("li", {},
      make("p", { class: "who" }, make("strong", {}, row[SPEAKER]), make("span", { class: "dim" }, ` ${row[STANCE]} · ${row[FORM]}`)),
      make("blockquote", {}, make("a", { href: placeOf(item) }, row[CONTENT])),
      chips.length ? make("p", { class: "chips" }, make("span", { class: "dim" }, "about"), ...chips) : null);
  };
  const draw = (items) => [make("article", { class: "card" }, ...newsbeam.heading(items[0]), make("ul", { class: "voices" }, ...items.map(voice)))];

  const choose = (id, name) => {
    at(id).value = name;
    list.filter();
    at(id).focus();
  };

  // Who is heard in most articles comes first, then who says most: one long interview is one article.
  const ranked = (id, found, pick) => {
    const top = [...found].sort(([a, { articles: x, times: i }], [b, { articles: y, times: j }]) => y.size - x.size || j - i || (a < b ? -1 : 1)).slice(0, 10);
    at(id).replaceChildren(...top.map(([key, { times, articles }]) => make("li", {},
      make("button", { type: "button", onclick: () => pick(key) }, key.replace("\t", " → ")),
      make("span", { class: "dim" }, times === 1 ? " once" : ` ${counted(times, "time")} in ${counted(articles.size, "article")}`))));
  };
  const add = (found, key, article) => {
    if (!found.has(key)) found.set(key, { times: 0, articles: new Set() });
    found.get(key).times += 1;
    found.get(key).articles.add(article);
  };

  const seen = (items) => {
    const speakers = new Map();
    const pairs = new Map();
    for (const { row, article } of items) {
      if (!row[NAME]) continue;
      add(speakers, row[NAME], article);
      for (const name of row[ABOUT]) add(pairs, `${row[NAME]}\t${name}`, article);
    }
    at("pairs").hidden = !speakers.size;
    ranked("speakers", speakers, (name) => choose("speaker", name));
    ranked("abouts", pairs, (pair) => {
      const [speaker, about] = pair.split("\t");
      at("speaker").value = speaker;
      choose("about", about);
    });
  };

  const list = newsbeam.list({ data: () => newsbeam.read("data"), matches, groups: newsbeam.byArticle, draw, what: "statement", seen, step: 15 });
}
