// Tables that change in place: a row per key, and only what differs is touched, so that text can be selected and read aloud.

/** @param {string} tag @param {object} [attributes] @param {...(Node|string)} children */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/**
 * @param {HTMLTableElement} table
 * @param {object[]} items in the order to show
 * @param {(item: object) => string} key
 * @param {(item: object) => {status?: string, cells: HTMLElement[]}} render
 */
export function fill(table, items, key, render) {
  const body = table.tBodies[0];
  const rows = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  items.forEach((item, position) => {
    const id = key(item);
    const { status, cells } = render(item);
    let row = rows.get(id);
    rows.delete(id);
    if (!row) {
      row = element('tr', { 'data-key': id }, ...cells);
    } else {
      cells.forEach((cell, i) => {
        if (!row.cells[i].isEqualNode(cell)) row.cells[i].replaceWith(cell);
      });
    }
    if (status) row.dataset.status = status;
    if (body.rows[position] !== row) body.insertBefore(row, body.rows[position] ?? null);
  });
  rows.forEach((row) => row.remove());
}

export const chip = (state, text) => element('span', { class: 'chip', 'data-state': state }, text);
