"use strict";
// What all pages share: dark and light, data that pages load, elements made of text. Nothing is ever read as markup.
const newsbeam = (() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = { // a browser may refuse storage to pages from the disk
    get() { try { return localStorage.getItem("newsbeam-theme"); } catch { return null; } },
    set(value) { try { localStorage.setItem("newsbeam-theme", value); } catch { /* it is not kept then */ } },
  };
  if (kept.get()) root.dataset.theme = kept.get();
  root.classList.add("js"); // before anything is drawn, so that nothing moves when scripts begin

  const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const say = () => { button.textContent = dark() ? "Light" : "Dark"; };
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      kept.set(root.dataset.theme);
      say();
    });
    system.addEventListener("change", say);
    say();
  });

  const waiting = new Map();
  const loaded = new Map();

  // Called by the files below data/.
  const take = (name, value) => waiting.get(name)(value);

  // The value of data/NAME.js; a page opened from the disk may load scripts and nothing else.
  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${document.body.dataset.up}data/${name}.js`;
        script.addEventListener("error", () => reject(new Error(`data/${name}.js cannot be read`)));
        script.addEventListener("load", () => script.remove());
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  };

  // The rows of data/NAME.js by article: it holds their numbers and their columns, of texts that repeat the different ones and which.
  const rows = async (name) => {
    const [numbers, packed] = await load(name);
    const columns = packed.map((column) => (Array.isArray(column) ? column : column.at.map((which) => column.of[which])));
    let next = 0;
    return numbers.map((number) => Array.from({ length: number }, () => {
      const at = next++;
      return columns.map((column) => column[at]);
    }));
  };

  // An element with attributes and children, which are elements or texts.
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };

  const svg = (tag, attributes = {}, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  // Where the columns of those names are in the rows of the page's list.
  const columns = (...names) => {
    const all = read("columns");
    return names.map((name) => {
      if (!all.includes(name)) throw new Error(`there is no column ${name}`);
      return all.indexOf(name);
    });
  };
  // Capitals, accents and the form of quotation marks make no difference.
  const fold = (text) => (/^[\n -~‐-‟]*$/.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase()
    .replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const number = (value) => value.toLocaleString("en-US");
  // A number with its noun, as newsbeam/wording.py says it.
  const counted = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

  // What is asked for by words, "words in quotes" together. A word is found where one begins so, in scripts without spaces anywhere.
  const asked = (text) => [...fold(text).matchAll(/"([^"]+)"?|([^\s"]+)/g)].map(([, together, word]) => (together ?? word).trim().replace(/\s+/g, " ")).filter(Boolean);
  const letter = /[\p{L}\p{N}]/u;
  const spaced = /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}]/u;
  const find = (folded, term, from = 0) => {
    let at = folded.indexOf(term, from);
    if (spaced.test(term)) while (at > 0 && letter.test(folded[at - 1])) at = folded.indexOf(term, at + 1);
    return at;
  };
  const holds = (folded, terms) => terms.every((term) => find(folded, term) >= 0);
  const matcher = (text) => {
    const terms = asked(text);
    return terms.length ? (said) => holds(fold(said), terms) : null;
  };
  const later = (work, wait = 150) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(work, wait); };
  };
  const link = (month, article, at) => `${document.body.dataset.up}articles/${month}/${article}.html${at >= 0 ? `#c${at}` : ""}`;

  // What is chosen in a form stands in the page's address: who comes back, or follows a link, finds it again.
  const choices = (form) => {
    const controls = [...form.elements].filter((control) => control.id || control.name);
    const called = (control) => control.id || control.name;
    const usual = (control) => (control.options ? ([...control.options].find((option) => option.defaultSelected) ?? control.options[0])?.value ?? "" : "");
    const told = (control) => {
      if (control.type === "radio") return control.checked && !control.defaultChecked ? control.value : null;
      if (control.type === "checkbox") return control.checked !== control.defaultChecked ? String(control.checked) : null;
      return control.value !== usual(control) ? control.value : null;
    };
    const keep = () => {
      const said = new URLSearchParams(controls.map((control) => [called(control), told(control)]).filter(([, value]) => value !== null)).toString();
      history.replaceState(null, "", said ? `#${said}` : location.pathname + location.search);
    };
    // Returns whether the address says something of the form; what it does not say is as usual then.
    const restore = () => {
      const said = new URLSearchParams(location.hash.slice(1));
      if (!controls.some((control) => said.has(called(control)))) return false;
      for (const control of controls) {
        const value = said.get(called(control));
        if (control.type === "radio") control.checked = value === null ? control.defaultChecked : control.value === value;
        else if (control.type === "checkbox") control.checked = value === null ? control.defaultChecked : value === "true";
        else if (!control.options || [...control.options].some((option) => option.value === value)) control.value = value ?? "";
        else control.value = usual(control);
      }
      return true;
    };
    return { keep, restore };
  };

  return { take, load, rows, make, svg, read, columns, fold, number, counted, asked, find, holds, matcher, later, link, choices };
})();
