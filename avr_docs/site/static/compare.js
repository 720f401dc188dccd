// The arrow keys go from cell to cell of the comparison, as in a spreadsheet; Tab still goes through every link.
const table = document.querySelector(".matrix");

const moves = {
  ArrowRight: ([row, column]) => [row, column + 1],
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowDown: ([row, column]) => [row + 1, column],
  ArrowUp: ([row, column]) => [row - 1, column],
  Home: ([row]) => [row, 0],
  End: ([row]) => [row, Infinity],
};

if (table) {
  const cells = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("a.opens")]);
  table.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = cells.findIndex((line) => line.includes(document.activeElement));
    if (row < 0) return;
    const [toRow, toColumn] = move([row, cells[row].indexOf(document.activeElement)]);
    const line = cells[toRow];
    const target = line?.[Math.min(toColumn, line.length - 1)];
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
