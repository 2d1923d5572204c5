"use strict";
// The marks of an article: which families are marked, and what the rows of a mark say, under the pointer or the keyboard's focus.
{
  const { make } = newsbeam;
  const text = document.querySelector(".text");
  const marks = [...text.querySelectorAll("mark")];
  const lines = [...document.querySelectorAll(".facts tbody tr")]; // marks name them by number, the first is 1
  const card = document.getElementById("card");
  const whole = document.getElementById("whole");
  const off = new Set();
  const families = new Map(marks.map((mark) => [mark, [...mark.classList]]));

  const numbers = (mark) => mark.dataset.f.split(" ").map(Number);
  const wanted = (number) => !off.has(lines[number - 1].closest("table").dataset.dataset);
  // The facts of a mark and of those around it: a name stands inside of what somebody says of it.
  const rowsOf = (mark) => {
    const found = [];
    for (let at = mark; at; at = at.parentElement.closest("mark")) found.push(...numbers(at).filter(wanted));
    return found.map((number) => lines[number - 1]);
  };

  const describe = (row) => {
    const table = row.closest("table");
    const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
    const values = [...row.cells].map((cell) => cell.textContent.trim());
    const pairs = names.map((name, at) => [name, values[at + 1]]).filter(([, value]) => value);
    return make("div", { class: `row ${table.dataset.dataset}` }, make("h3", {}, table.dataset.dataset), make("p", { class: "quote" }, values[0]),
      make("dl", {}, ...pairs.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)))));
  };

  let lit = [];
  const light = (found) => {
    for (const old of lit) old.classList.remove("lit");
    lit = found;
    for (const one of lit) one.classList.add("lit");
  };
  const show = (mark) => {
    const rows = rowsOf(mark);
    if (!rows.length) return;
    const own = new Set(numbers(mark).filter(wanted));
    light(marks.filter((other) => numbers(other).some((number) => own.has(number))));
    card.replaceChildren(...rows.map(describe));
  };
  const clear = () => { light([]); card.replaceChildren(); };

  const visible = (mark) => mark.offsetParent !== null && numbers(mark).some(wanted);
  const enter = () => {
    for (const mark of marks) mark.removeAttribute("tabindex");
    const first = marks.find(visible);
    if (first) first.tabIndex = 0;
  };
  const go = (mark) => {
    for (const other of text.querySelectorAll("mark[tabindex]")) other.removeAttribute("tabindex");
    mark.tabIndex = 0;
    mark.focus({ preventScroll: false });
    show(mark);
  };

  text.addEventListener("pointerover", (event) => { if (event.target.matches("mark")) show(event.target); });
  text.addEventListener("focusin", (event) => { if (event.target.matches("mark")) show(event.target); });
  text.addEventListener("click", (event) => { if (event.target.matches("mark") && visible(event.target)) go(event.target); else if (!event.target.closest("mark")) clear(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  text.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("mark")) return;
    event.preventDefault();
    for (let at = marks.indexOf(event.target) + step; at >= 0 && at < marks.length; at += step) {
      if (visible(marks[at])) { go(marks[at]); return; }
    }
  });

  document.getElementById("toggles").addEventListener("change", (event) => {
    const input = event.target;
    if (input === whole) text.classList.toggle("whole", whole.checked);
    else {
      if (input.checked) off.delete(input.value); else off.add(input.value);
      for (const mark of marks) if (families.get(mark).includes(input.value)) mark.classList.toggle(input.value, input.checked);
    }
    clear();
    enter();
  });

  // A row leads to its place in the text: it is shown whatever is hidden, and gets the focus.
  const follow = () => {
    const target = /^#c\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    if (target.offsetParent === null) whole.click();
    for (const block of text.querySelectorAll(".here")) block.classList.remove("here");
    target.closest("[data-kind]").classList.add("here");
    go(target);
  };
  whole.checked = false; // menus and other stories are on the page, and in the way
  enter();
  addEventListener("hashchange", follow);
  document.querySelector(".tables").addEventListener("click", (event) => {
    if (event.target.matches("a") && event.target.hash === location.hash) follow(); // the same place a second time
  });
  follow();
}
