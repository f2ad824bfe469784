// Each element that shows a text, as {elements, texts, lines}: the text of its own, with what CSS writes before, behind or
// as the mark of it; and, where elements stand in its lines of text (<b>, <span>) or side by side (flex, grid, a field for each
// digit), the pieces of those lines in order, with \0 where a line ends. The one who asks compares; no secret comes in
// here. Of a page that shows more characters than `longest`, {characters} alone.
(longest) => {
  const SHORT = 8; // what stands side by side and may be pieces of one word
  let characters = 0;
  const elements = [];
  const texts = [];
  const lines = [];
  const displays = new Map();
  const display = (e) => {
    if (!displays.has(e)) displays.set(e, getComputedStyle(e).display);
    return displays.get(e);
  };
  const PIECE = /"((?:[^"\\]|\\.)*)"|attr\(\s*([\w-]+)/g;
  const strings = (css, e) => [...css.matchAll(PIECE)].map((m) => (m[2] ? e.getAttribute(m[2]) || '' : m[1].replace(/\\(.)/g, '$1'))).join('');
  const written = (e, where) => {
    const content = getComputedStyle(e, where).content;
    return content === 'none' || content === 'normal' ? '' : strings(content, e);
  };
  const surroundings = new Map();
  const around = (e) => {
    if (!surroundings.has(e)) surroundings.set(e, [written(e, '::before'), written(e, '::after')]);
    return surroundings.get(e);
  };
  const mark = (e) => (display(e).includes('list-item') ? written(e, '::marker') + ' ' + strings(getComputedStyle(e).listStyleType, e) + ' ' : '');
  const labels = (options) => [...options].map((o) => o.label).join('\n');
  const own = (e) => {
    switch (e.localName) {
      case 'input': return e.value + '\n' + e.placeholder + '\n' + e.alt;
      case 'textarea': return e.value + '\n' + e.placeholder;
      case 'select': return labels(e.multiple || e.size > 1 ? e.options : e.selectedOptions);
      case 'option': case 'optgroup': return e.label || '';
    }
    let text = '';
    for (const n of e.childNodes) if (n.nodeType === 3) text += n.data;
    const [before, after] = around(e);
    return mark(e) + before + text + after + '\n' + (e.getAttribute('alt') || '');
  };
  const isUnseen = (e) => e.localName === 'script' || e.localName === 'style';
  const isInline = (e) => /^(inline|contents|ruby)/.test(display(e));
  const isRow = (e) => /flex|grid/.test(display(e));
  const isField = (e) => e.localName === 'textarea' || (e.localName === 'input' && !/^(hidden|checkbox|radio|image)$/.test(e.type));
  const pieces = (node) => [around(node)[0], ...[...node.childNodes].flatMap((n) => {
    if (n.nodeType === 3) return [n.data];
    if (n.nodeType !== 1 || isUnseen(n) || display(n) === 'none') return [];
    if (isField(n)) return [n.value];
    return isInline(n) || (isRow(node) && n.textContent.length <= SHORT) ? pieces(n) : ['\0'];
  }), around(node)[1]];
  const linesOf = (e) => ((isInline(e) && !isRow(e)) || !(isRow(e) || [...e.children].some(isInline)) ? [] : pieces(e));
  const collect = (node) => {
    for (const e of node.querySelectorAll('*')) {
      if (e.shadowRoot) collect(e.shadowRoot);
      if (isUnseen(e) || characters > longest) continue;
      const text = own(e);
      const line = linesOf(e);
      if (text.trim().length > 3 || line.join('').trim().length > 3) {
        characters += text.length + line.reduce((sum, piece) => sum + piece.length, 0);
        elements.push(e);
        texts.push(text);
        lines.push(line);
      }
    }
  };
  collect(document);
  return characters > longest ? { characters, elements: [] } : { characters, elements, texts, lines };
}
