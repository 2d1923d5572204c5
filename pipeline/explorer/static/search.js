"use strict";
{
  const { make, read, rows, load, fold, asked, find, holds, found, number, counted, later, link } = newsbeam;
  const [ID, DATE, HEADLINE, TITLED, OUTLET, KIND, WORDS, NAMES] = Array(8).keys();
  const [STEP, PASSAGES, AROUND] = [50, 2, 90];
  const at = (id) => document.getElementById(id);
  const parts = read("parts").reverse();
  const choices = newsbeam.choices(at("controls"));
  let articles = [];
  let terms = [];
  let shown = [];
  let drawn = 0;
  let reading = null;

  // The letters around the first place in a line of the text at which one of the terms stands.
  const passage = (line) => {
    const [begin, end] = found.spans(line, terms)[0];
    const [from, to] = [Math.max(0, begin - AROUND), Math.min(line.length, end + AROUND)];
    return [from ? "… " : "", line.slice(from, to).replace(from ? /^\S*\s/ : "", "").replace(to < line.length ? /\s\S*$/ : "", ""), to < line.length ? " …" : ""].join("");
  };
  const passages = ({ text, row }) => {
    if (!terms.length || !text) return [];
    const told = row[HEADLINE].replace(/…$/, ""); // what a list calls the article is not said twice
    const lines = text.split("\n").map((line) => [terms.filter((term) => find(fold(line), term) >= 0).length, line])
      .filter(([times, line]) => times && !(line.startsWith(told) && found.spans(line, terms)[0][0] < told.length)).sort(([a], [b]) => b - a);
    return [...lines.slice(0, PASSAGES).map(([, line]) => make("p", { class: "passage" }, passage(line))),
      lines.length > PASSAGES ? make("p", { class: "names" }, `and ${counted(lines.length - PASSAGES, "more paragraph")}`) : null];
  };
  const line = (item) => {
    const { row, month, names } = item;
    const leads = link(month, row[ID], -1) + (terms.length ? `#found=${encodeURIComponent(at("filter").value.trim())}` : "");
    return make("li", {},
      make("a", { class: row[TITLED] ? "headline" : "headline untitled", href: leads }, row[HEADLINE]),
      make("span", { class: "dim" }, [row[DATE], row[OUTLET], row[KIND], counted(row[WORDS], "word")].filter(Boolean).join(" · ")),
      names.length ? make("p", { class: "names" }, names.slice(0, 8).join(", ")) : null, ...passages(item));
  };

  const more = () => {
    at("list").append(...shown.slice(drawn, drawn + STEP).map(line));
    drawn = Math.min(shown.length, drawn + STEP);
    at("more").hidden = drawn >= shown.length;
    found.show(at("list"), terms);
  };

  // Headlines that hold all words come first; then names that do, headline and names together, and at last the text with them.
  const rank = ({ called, named, folded }) => {
    if (!terms.length || holds(called, terms)) return 4;
    if (named.some((name) => holds(name, terms))) return 3;
    const told = (term) => find(called, term) >= 0 || named.some((name) => find(name, term) >= 0);
    if (terms.every(told)) return 2;
    return folded && at("texts").checked && terms.every((term) => find(folded, term) >= 0 || told(term)) ? 1 : 0;
  };

  // The texts are read when the first words are looked for.
  const texts = async () => {
    await Promise.all(parts.map(async ([key]) => {
      const of = await load(`texts/${key}`);
      articles.filter((item) => item.part === key).forEach((item, place) => { item.text = of[place]; item.folded = fold(of[place]); });
    }));
    reading = null;
    search();
  };

  const search = () => {
    terms = asked(at("filter").value);
    if (terms.length && at("texts").checked && !reading && articles.some(({ text }) => text === undefined)) {
      reading = texts().catch((error) => { at("status").textContent = error.message; });
    }
    const [outlet, kind] = [at("outlet").value, at("kind").value];
    const left = [];
    for (const item of articles) {
      if ((outlet && item.row[OUTLET] !== outlet) || (kind && item.row[KIND] !== kind)) continue;
      const order = rank(item);
      if (!order) continue;
      const names = terms.length ? item.row[NAMES].filter((name, place) => terms.some((term) => find(item.named[place], term) >= 0)) : item.row[NAMES];
      left.push({ ...item, names, order });
    }
    shown = left.sort((a, b) => b.order - a.order || (a.row[DATE] < b.row[DATE] ? 1 : a.row[DATE] > b.row[DATE] ? -1 : 0));
    drawn = 0;
    at("list").replaceChildren();
    at("status").textContent = counted(shown.length, "article") + (shown.length < articles.length ? ` of ${number(articles.length)}` : "") + (reading ? ", and the texts are being read …" : "");
    more();
    choices.keep();
  };

  const options = (id, column) => {
    const values = [...new Set(articles.map(({ row }) => row[column]).filter(Boolean))].sort();
    at(id).append(...values.map((value) => make("option", {}, value)));
    at(id).closest("label").hidden = values.length < 2;
  };

  const start = async () => {
    at("status").textContent = "Loading …";
    const all = await Promise.all(parts.map(async ([key, , month]) => (
      (await rows(`articles/${key}`)).map(([row]) => ({ row, month, part: key, called: fold(row[HEADLINE]), named: row[NAMES].map(fold) })))));
    articles = all.flat();
    options("outlet", OUTLET);
    options("kind", KIND);
    choices.restore();
    search();
  };

  addEventListener("hashchange", () => { if (choices.restore()) search(); });
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("controls").addEventListener("input", later(search));
  at("more").addEventListener("click", () => {
    const before = drawn;
    more();
    at("list").children[before]?.querySelector("a").focus();
  });
  start().catch((error) => { at("status").textContent = error.message; });
}
