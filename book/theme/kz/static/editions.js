// The other editions of the book, from the list that stands beside them (../editions.js): a switcher, and a word where a
// newer one exists. An edition's own files never change, so what came after it can only be told from outside.
(() => {
  const place = document.querySelector(".editions");
  const names = document.kzEditions || []; // the newest first
  if (!place || !names.length) return;
  const { name, root, page } = place.dataset;

  const linkTo = (edition) => {
    const link = document.createElement("a");
    link.href = `${root}../${edition}/${page}.html`;
    link.textContent = edition;
    if (edition === name) link.setAttribute("aria-current", "true");
    return link;
  };

  const list = document.createElement("ul");
  for (const edition of names) {
    const item = document.createElement("li");
    item.append(linkTo(edition));
    list.append(item);
  }
  const summary = document.createElement("summary");
  summary.textContent = `${names.length} ${names.length === 1 ? "edition" : "editions"}`;
  const choice = document.createElement("details");
  choice.append(summary, list);
  place.append(choice);

  if (names[0] !== name) {
    const newer = document.createElement("p");
    newer.className = "newer";
    newer.append("A newer edition of this book exists: ", linkTo(names[0]), ".");
    document.querySelector("main").prepend(newer);
  }
})();
