"use strict";
// The marks of an article: which families are marked, and what the row of a mark says, under the pointer or the keyboard's focus.
{
  const { make } = newsbeam;
  const marks = [...document.querySelectorAll(".text .f")];
  const card = document.getElementById("card");
  const text = document.querySelector(".text");
  const whole = document.getElementById("whole");
  const off = new Set();
  const families = new Map(marks.map((mark) => [mark, new Set(mark.classList)]));

  const rowsOf = (mark) => mark.dataset.f.split(" ").map((number) => document.getElementById(`r${number}`))
    .filter((row) => !off.has(row.closest("table").dataset.dataset));

  const describe = (row) => {
    const table = row.closest("table");
    const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
    const values = [...row.cells].map((cell) => cell.textContent);
    const pairs = names.map((name, at) => [name, values[at + 1]]).filter(([, value]) => value);
    return make("div", { class: `row ${table.dataset.dataset}` }, make("h3", {}, table.dataset.dataset), make("p", { class: "quote" }, values[0]),
      make("dl", {}, ...pairs.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)))));
  };

  let lit = [];
  const show = (mark) => {
    const rows = rowsOf(mark);
    for (const old of lit) old.classList.remove("lit");
    const numbers = new Set(rows.map((row) => row.id.slice(1)));
    lit = marks.filter((other) => other.dataset.f.split(" ").some((number) => numbers.has(number)));
    for (const one of lit) one.classList.add("lit");
    // The narrowest fact first: a name stands inside of what somebody says of it.
    const ordered = rows.sort((a, b) => a.cells[0].textContent.length - b.cells[0].textContent.length);
    card.replaceChildren(...ordered.map(describe));
  };

  const visible = (mark) => mark.offsetParent !== null && rowsOf(mark).length > 0;
  const enter = () => {
    for (const mark of marks) mark.tabIndex = -1;
    const first = marks.find(visible);
    if (first) first.tabIndex = 0;
  };
  const go = (mark) => {
    for (const other of marks) other.tabIndex = -1;
    mark.tabIndex = 0;
    mark.focus({ preventScroll: false });
  };

  text.addEventListener("pointerover", (event) => { if (event.target.matches(".f") && visible(event.target)) show(event.target); });
  text.addEventListener("focusin", (event) => { if (event.target.matches(".f")) show(event.target); });
  text.addEventListener("click", (event) => { if (event.target.matches(".f") && visible(event.target)) go(event.target); });
  text.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".f")) return;
    event.preventDefault();
    for (let at = marks.indexOf(event.target) + step; at >= 0 && at < marks.length; at += step) {
      if (visible(marks[at])) { go(marks[at]); return; }
    }
  });

  document.getElementById("toggles").addEventListener("change", (event) => {
    const input = event.target;
    if (input === whole) text.classList.toggle("story-only", !whole.checked);
    else {
      if (input.checked) off.delete(input.value); else off.add(input.value);
      for (const mark of marks) if (families.get(mark).has(input.value)) mark.classList.toggle(input.value, input.checked);
    }
    enter();
  });

  // A row leads to its place in the text: it is shown whatever is hidden, and gets the focus.
  const follow = () => {
    const target = /^#c\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    if (target.offsetParent === null) whole.click();
    for (const block of document.querySelectorAll(".block.here")) block.classList.remove("here");
    target.closest(".block").classList.add("here");
    go(target);
  };
  whole.checked = false; // menus and other stories are on the page, and in the way
  text.classList.add("story-only");
  enter();
  addEventListener("hashchange", follow);
  document.querySelector(".tables").addEventListener("click", (event) => {
    if (event.target.matches("a") && event.target.hash === location.hash) follow(); // the same place a second time
  });
  follow();
}
