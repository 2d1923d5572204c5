"use strict";
// Where what is asked for stands in the texts of a page: the browser paints it, and the page's elements stay as they are.
newsbeam.found = (() => {
  const { fold, find } = newsbeam;
  const BLOCKS = "p, td, th, li, dt, dd, h1, h2, h3, a, button, span.dim";

  // A text as it is compared, and where each of its letters stands.
  const folded = (text) => {
    const at = [];
    let said = "";
    let place = 0;
    for (const letter of text) {
      const plain = fold(letter);
      for (let index = 0; index < plain.length; index++) at.push(place);
      said += plain;
      place += letter.length;
    }
    return [said, [...at, place]];
  };

  // From where to where the terms stand in a text, in its order; what overlaps is one.
  const spans = (text, terms) => {
    const [said, at] = folded(text);
    const all = terms.flatMap((term) => {
      const found = [];
      for (let from = find(said, term); from >= 0; from = find(said, term, from + term.length)) found.push([at[from], at[from + term.length]]);
      return found;
    }).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return all.filter(([begin], index) => !all.slice(0, index).some(([, end]) => begin < end));
  };

  // Texts that are read as one, marks or not in between: [its element, its nodes].
  const blocks = (root) => {
    const found = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const block = walk.currentNode.parentElement.closest(BLOCKS);
      if (found.length && found[found.length - 1][0] === block) found[found.length - 1][1].push(walk.currentNode); else found.push([block, [walk.currentNode]]);
    }
    return found.filter(([block]) => block && block.offsetParent !== null);
  };

  const inside = (nodes, spot, atEnd) => {
    let passed = 0;
    for (const node of nodes) {
      if (spot < passed + node.length || (atEnd && spot === passed + node.length)) return [node, spot - passed];
      passed += node.length;
    }
    return [nodes[nodes.length - 1], nodes[nodes.length - 1].length];
  };
  const range = (nodes, [begin, end]) => {
    const made = new Range();
    made.setStart(...inside(nodes, begin, false));
    made.setEnd(...inside(nodes, end, true));
    return made;
  };

  const paint = (name, ranges) => { if (CSS.highlights) CSS.highlights.set(name, new Highlight(...ranges)); };
  // The ranges below an element that hold one of the terms, which are painted.
  const show = (root, terms) => {
    const ranges = terms.length ? blocks(root).flatMap(([, nodes]) => spans(nodes.map((node) => node.data).join(""), terms).map((span) => range(nodes, span))) : [];
    paint("found", ranges);
    return ranges;
  };
  return { spans, show, paint };
})();
