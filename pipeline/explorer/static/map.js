"use strict";
{
  const { load, make, svg, matcher, number, counted, later, link, asked, found } = newsbeam;
  const [NAME, BESIDE, COUNTRY, KIND, X, Y, NUMBER, NEWEST] = Array(8).keys();
  const [STEP, CLOSEST, LABELS] = [60, 24, 14];
  const at = (id) => document.getElementById(id);
  const map = at("map");
  const [width, height] = [map.viewBox.baseVal.width, map.viewBox.baseVal.height];
  let view = { x: 0, y: 0, wide: width }; // the part of the picture that is seen; how high it is follows from the shape of the map
  let places = [];
  let shown = [];
  let drawn = 0;
  let chosen = null;

  const choices = newsbeam.choices(at("controls"));
  const layer = () => document.querySelector("input[name=layer]:checked").value;
  const shape = () => { const box = map.getBoundingClientRect(); return box.width ? box.height / box.width : height / width; };
  const unit = () => view.wide / (map.getBoundingClientRect().width || width); // units of the picture in a pixel

  // The names of the places that most tell of, as far as they do not cover one another.
  const labels = (unitNow) => {
    const taken = [];
    const texts = [];
    for (const place of shown) {
      if (texts.length === LABELS) break;
      const box = [place[X], place[Y] - 18 * unitNow, place[X] + (place[NAME].length * 6.5 + 8) * unitNow, place[Y]];
      const seen = place[X] > view.x && box[2] < view.x + view.wide && place[Y] > view.y && place[Y] < view.y + view.wide * shape();
      if (!seen || taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      texts.push(svg("text", { x: place[X] + 6 * unitNow, y: place[Y] - 6 * unitNow, "font-size": 11.5 * unitNow, "stroke-width": 3 * unitNow }, place[NAME]));
    }
    return texts;
  };
  const points = () => {
    const most = Math.max(12, ...places.map((place) => place[NUMBER])); // where few tell of any place, none is large
    const unitNow = unit();
    at("points").replaceChildren(...shown.map((place) => {
      const r = (2.5 + 10 * Math.sqrt(place[NUMBER] / most)) * unitNow;
      const circle = svg("circle", { cx: place[X], cy: place[Y], r, class: place === chosen ? "chosen" : "" },
        svg("title", {}, `${place[NAME]}: ${number(place[NUMBER])}`));
      circle.addEventListener("click", () => choose(place));
      return circle;
    }), ...labels(unitNow));
  };

  const limit = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));
  const look = () => {
    const wide = limit(view.wide, width / CLOSEST, width);
    const high = wide * shape();
    // What is higher than the picture shows it in the middle.
    const y = high > height ? (height - high) / 2 : limit(view.y, 0, height - high);
    view = { x: limit(view.x, 0, width - wide), y, wide };
    map.setAttribute("viewBox", `${view.x} ${view.y} ${wide} ${high}`);
    map.classList.toggle("near", wide < width);
    points();
  };
  const zoom = (factor, x = view.x + view.wide / 2, y = view.y + view.wide * shape() / 2) => {
    const wide = limit(view.wide / factor, width / CLOSEST, width);
    view = { x: x - (x - view.x) * wide / view.wide, y: y - (y - view.y) * wide / view.wide, wide };
    look();
  };
  // The part of the world that the places lie in, with some room around them.
  const fit = () => {
    if (!places.length) return look();
    const [left, right] = [Math.min(...places.map((place) => place[X])), Math.max(...places.map((place) => place[X]))];
    const [top, bottom] = [Math.min(...places.map((place) => place[Y])), Math.max(...places.map((place) => place[Y]))];
    const wide = limit(1.2 * Math.max(right - left, (bottom - top) / shape(), 120), 0, width);
    view = { x: (left + right - wide) / 2, y: (top + bottom - wide * shape()) / 2, wide };
    return look();
  };

  const choose = (place) => {
    chosen = place;
    const what = layer() === "places" ? "article" : "event";
    at("there").hidden = false;
    at("h-there").textContent = place[NAME];
    at("what").textContent = [place[BESIDE], place[KIND], place[COUNTRY], counted(place[NUMBER], what) + (place[NUMBER] > place[NEWEST].length ? `, the newest ${place[NEWEST].length}:` : "")].filter(Boolean).join(" · ");
    at("told").replaceChildren(...place[NEWEST].map(([article, month, start, date, told]) => make("li", {},
      make("a", { href: link(month, article, start) }, told), make("span", { class: "dim" }, ` ${date}`))));
    for (const button of at("list").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.at === String(shown.indexOf(place))));
    points();
    at("there").focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  };

  const more = () => {
    const next = shown.slice(drawn, drawn + STEP);
    at("list").append(...next.map((place, index) => make("li", {},
      make("button", { type: "button", "data-at": drawn + index, "aria-pressed": String(place === chosen), onclick: () => choose(place) }, place[NAME]),
      make("span", { class: "dim" }, ` ${[place[COUNTRY], number(place[NUMBER]), place[BESIDE]].filter(Boolean).join(" · ")}`))));
    drawn += next.length;
    at("more").hidden = drawn >= shown.length;
    found.show(at("list"), asked(at("filter").value));
  };

  const filter = () => {
    const words = matcher(at("filter").value);
    shown = words ? places.filter((place) => words(`${place[NAME]} ${place[BESIDE]} ${place[COUNTRY]}`)) : places;
    drawn = 0;
    at("list").replaceChildren();
    at("status").textContent = counted(shown.length, "place") + (layer() === "events" ? " of events" : " named as where something is");
    more();
    points();
    choices.keep();
  };

  const start = () => load(layer()).then(({ articles, places: all }) => {
    places = all.map((place) => [...place.slice(0, NEWEST), place[NEWEST].map(([which, offset, told]) => {
      const [id, month, date, called] = articles[which];
      return [id, month, offset, date, told || called];
    })]);
    chosen = null;
    at("there").hidden = true;
    filter();
    fit();
  }).catch((error) => { at("status").textContent = error.message; });

  at("in").addEventListener("click", () => zoom(1.6));
  at("out").addEventListener("click", () => zoom(1 / 1.6));
  at("whole").addEventListener("click", () => { view = { x: 0, y: 0, wide: width }; look(); });
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.wide >= width && event.deltaY > 0) return; // the page scrolls on
    event.preventDefault();
    const box = map.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, view.x + (event.clientX - box.left) * unit(), view.y + (event.clientY - box.top) * unit());
  }, { passive: false });
  let held = null;
  map.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, from: view }; });
  addEventListener("pointermove", (event) => {
    if (!held || view.wide >= width) return;
    view = { ...view, x: held.from.x - (event.clientX - held.x) * unit(), y: held.from.y - (event.clientY - held.y) * unit() };
    look();
  });
  addEventListener("pointerup", () => { held = null; });
  addEventListener("pointercancel", () => { held = null; });
  addEventListener("resize", later(look));
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("filter").addEventListener("input", later(filter));
  at("more").addEventListener("click", more);
  for (const input of document.querySelectorAll("input[name=layer]")) input.addEventListener("change", start);
  addEventListener("hashchange", () => { if (choices.restore()) start(); });
  choices.restore();
  start();
}
