// A table's rows as lists of texts, its headings first. HTML tables and ARIA grids. Of one that is too long, the characters alone.
(element, longest) => {
  const bounded = (table) => {
    const characters = [table.headings, ...table.rows].flat().reduce((sum, cell) => sum + cell.length + 1, 0);
    return characters > longest ? { characters } : table;
  };
  const text = (e) => (e.innerText ?? e.textContent ?? '').replace(/\s+/g, ' ').trim();
  const span = (e) => Math.min(Number(e.colSpan || e.getAttribute('aria-colspan')) || 1, 100);
  const spread = (cells) => cells.flatMap((c) => [text(c), ...Array(span(c) - 1).fill('')]);
  const table = element.localName === 'table' ? element : element.querySelector('table');
  if (table) {
    const rows = [...table.rows];
    const heading = (table.tHead && [...table.tHead.rows].pop()) || rows.find((r) => r.cells.length && [...r.cells].every((c) => c.localName === 'th'));
    const inHead = (r) => r === heading || (table.tHead && table.tHead.contains(r));
    return bounded({ headings: heading ? spread([...heading.cells]) : [], rows: rows.filter((r) => !inHead(r) && r.cells.length).map((r) => spread([...r.cells])) });
  }
  const rows = [...element.querySelectorAll('[role=row]')];
  if (!rows.length) return null;
  const cells = (r) => [...r.querySelectorAll('[role=cell],[role=gridcell],[role=rowheader]')];
  const heads = (r) => [...r.querySelectorAll('[role=columnheader]')];
  const heading = rows.find((r) => heads(r).length);
  return bounded({ headings: heading ? spread(heads(heading)) : [], rows: rows.filter((r) => r !== heading && cells(r).length).map((r) => spread(cells(r))) });
}
