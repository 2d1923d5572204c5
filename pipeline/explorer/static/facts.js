"use strict";
{
  const { make, read, matcher, placeOf, link } = newsbeam;
  const tables = new Map(read("tables").map(([name, , headers]) => [name, headers]));
  const columns = new Map(read("tables").map(([name, , , explained]) => [name, explained]));
  const at = (id) => document.getElementById(id);

  // Names and options stand between grave accents.
  const coded = (said) => said.split("`").map((piece, place) => (place % 2 ? make("code", {}, piece) : piece));
  const heads = () => {
    const name = at("dataset").value;
    at("head").replaceChildren(make("tr", {}, ...["text", ...tables.get(name), "article"].map((head) => make("th", { scope: "col" }, head))));
    at("of").textContent = name;
    at("explained").replaceChildren(...columns.get(name).map(([column, said, values]) => make("div", {}, make("dt", {}, make("code", {}, column)),
      make("dd", {}, ...coded(said), ...values.map(([value, meaning]) => make("div", { class: "dim" }, make("code", {}, value), " ", ...coded(meaning)))))));
  };
  const matches = () => {
    const words = matcher(at("filter").value);
    return words && (({ row, article }) => words([...row.slice(1), article[2]].join(" ")));
  };
  const draw = (item) => [make("tr", {}, make("td", {}, make("a", { href: placeOf(item) }, item.row[1])),
    ...item.row.slice(2).map((cell, place) => make("td", { "data-head": cell && tables.get(at("dataset").value)[place] }, cell)),
    make("td", { class: "of" }, make("a", { href: link(item.month, item.article[0], -1) }, item.article[2])))];

  const list = newsbeam.list({ data: () => [`facts/${at("dataset").value}`], begin: heads, matches, draw, what: "row", step: 200 });
  at("dataset").addEventListener("input", (event) => {
    event.stopPropagation();
    list.start();
  });
}
