"use strict";
{
  const { load, make, svg, matcher, number, counted, later, link } = newsbeam;
  const [NAME, COUNTRY, KIND, X, Y, NUMBER, NEWEST] = Array(7).keys();
  const STEP = 60;
  const at = (id) => document.getElementById(id);
  const map = at("map");
  const whole = map.viewBox.baseVal;
  const [width, height] = [whole.width, whole.height];
  let view = { x: 0, y: 0, zoom: 1 };
  let places = [];
  let shown = [];
  let drawn = 0;
  let chosen = null;

  const layer = () => document.querySelector("input[name=layer]:checked").value;
  const radius = (place, most) => (2.5 + 11 * Math.sqrt(place[NUMBER] / most)) / Math.sqrt(view.zoom);

  const points = () => {
    const most = Math.max(1, ...places.map((place) => place[NUMBER]));
    at("points").replaceChildren(...[...shown].map((place) => {
      const circle = svg("circle", { cx: place[X], cy: place[Y], r: radius(place, most), class: place === chosen ? "chosen" : "" },
        svg("title", {}, `${place[NAME]}: ${number(place[NUMBER])}`));
      circle.addEventListener("click", () => choose(place));
      return circle;
    }));
  };

  const look = () => {
    const limit = (value, least, most) => Math.min(Math.max(value, least), most);
    view.zoom = limit(view.zoom, 1, 24);
    view.x = limit(view.x, 0, width - width / view.zoom);
    view.y = limit(view.y, 0, height - height / view.zoom);
    map.setAttribute("viewBox", `${view.x} ${view.y} ${width / view.zoom} ${height / view.zoom}`);
    points();
  };
  const zoom = (factor, x = view.x + width / view.zoom / 2, y = view.y + height / view.zoom / 2) => {
    const before = view.zoom;
    view.zoom = Math.min(Math.max(view.zoom * factor, 1), 24);
    view.x = x - (x - view.x) * before / view.zoom;
    view.y = y - (y - view.y) * before / view.zoom;
    look();
  };

  const choose = (place) => {
    chosen = place;
    const what = layer() === "places" ? "article" : "event";
    at("there").hidden = false;
    at("h-there").textContent = place[NAME];
    at("what").textContent = [place[KIND], place[COUNTRY], counted(place[NUMBER], what) + (place[NUMBER] > place[NEWEST].length ? `, the newest ${place[NEWEST].length}:` : "")].filter(Boolean).join(" · ");
    at("told").replaceChildren(...place[NEWEST].map(([article, month, start, date, told]) => make("li", {},
      make("a", { href: link(month, article, start) }, told), make("span", { class: "dim" }, ` ${date}`))));
    for (const button of at("list").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.at === String(shown.indexOf(place))));
    points();
    at("there").focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  };

  const more = () => {
    const next = shown.slice(drawn, drawn + STEP);
    at("list").append(...next.map((place, index) => make("li", {},
      make("button", { type: "button", "data-at": drawn + index, "aria-pressed": "false", onclick: () => choose(place) }, place[NAME]),
      make("span", { class: "dim" }, ` ${[place[COUNTRY], number(place[NUMBER])].filter(Boolean).join(" · ")}`))));
    drawn += next.length;
    at("more").hidden = drawn >= shown.length;
  };

  const filter = () => {
    const words = matcher(at("filter").value);
    shown = words ? places.filter((place) => words(`${place[NAME]} ${place[COUNTRY]}`)) : places;
    drawn = 0;
    at("list").replaceChildren();
    at("status").textContent = counted(shown.length, "place") + (layer() === "events" ? " of events" : " named as where something is");
    more();
    points();
  };

  const start = () => load(layer()).then((found) => {
    places = found;
    chosen = null;
    at("there").hidden = true;
    filter();
  }).catch((error) => { at("status").textContent = error.message; });

  at("in").addEventListener("click", () => zoom(1.6));
  at("out").addEventListener("click", () => zoom(1 / 1.6));
  at("whole").addEventListener("click", () => { view = { x: 0, y: 0, zoom: 1 }; look(); });
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.zoom === 1 && event.deltaY > 0) return; // the page scrolls on
    event.preventDefault();
    const box = map.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, view.x + (event.clientX - box.left) / box.width * width / view.zoom, view.y + (event.clientY - box.top) / box.height * height / view.zoom);
  }, { passive: false });
  let held = null;
  map.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, ...{ from: { ...view } } }; });
  addEventListener("pointermove", (event) => {
    if (!held || view.zoom === 1) return;
    const box = map.getBoundingClientRect();
    view.x = held.from.x - (event.clientX - held.x) / box.width * width / view.zoom;
    view.y = held.from.y - (event.clientY - held.y) / box.height * height / view.zoom;
    look();
  });
  addEventListener("pointerup", () => { held = null; });
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("filter").addEventListener("input", later(filter));
  at("more").addEventListener("click", more);
  for (const input of document.querySelectorAll("input[name=layer]")) input.addEventListener("change", start);
  start();
}
