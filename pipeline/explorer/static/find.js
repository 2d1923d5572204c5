"use strict";
// What is looked for in an article, often by the search that led to it: its places, one after the other.
{
  const { asked, found, later, number } = newsbeam;
  const at = (id) => document.getElementById(id);
  const text = document.querySelector(".text");
  const PREFIX = "#found=";
  let places = [];
  let now = -1;

  const say = (words) => { at("place").textContent = words; };
  const go = (step) => {
    if (!places.length) return;
    now = (now + step + places.length) % places.length;
    const place = places[now];
    found.paint("found-now", [place]);
    place.startContainer.parentElement.scrollIntoView({ block: "center" });
    say(`${number(now + 1)} of ${number(places.length)}`);
  };
  const look = () => {
    const terms = asked(at("words").value);
    places = found.show(text, terms);
    now = -1;
    found.paint("found-now", []);
    at("find").classList.toggle("on", terms.length > 0);
    for (const id of ["next", "earlier"]) at(id).disabled = !places.length;
    say(!terms.length ? "" : places.length ? number(places.length) : "nowhere in what is shown");
  };
  const follow = () => {
    if (!location.hash.startsWith(PREFIX)) return;
    at("words").value = decodeURIComponent(location.hash.slice(PREFIX.length));
    look();
    go(1);
  };

  at("find").addEventListener("submit", (event) => { event.preventDefault(); go(1); });
  at("earlier").addEventListener("click", () => go(-1));
  at("words").addEventListener("input", later(look));
  at("toggles").addEventListener("change", look);
  addEventListener("hashchange", follow);
  look();
  follow();
}
