// Each element that shows a text, as {elements, texts, lines}: the text of its own, and, where elements stand in its lines
// of text (<b>, <span>), the pieces of those lines in order. The one who asks compares; no secret comes in here. Of a page
// that shows more characters than `longest`, {characters} alone.
(longest) => {
  let characters = 0;
  const elements = [];
  const texts = [];
  const lines = [];
  const own = (e) => {
    if (e.localName === 'input' || e.localName === 'textarea') return e.value;
    if (e.localName === 'select') return [...e.selectedOptions].map((o) => o.textContent).join(' ');
    let text = '';
    for (const n of e.childNodes) if (n.nodeType === 3) text += n.data;
    return text + ' ' + (e.getAttribute('alt') || '');
  };
  const isUnseen = (e) => e.localName === 'script' || e.localName === 'style';
  const display = (e) => getComputedStyle(e).display;
  const isInline = (e) => /^(inline|contents|ruby)/.test(display(e));
  const pieces = (node) => [...node.childNodes].flatMap((n) => {
    if (n.nodeType === 3) return [n.data];
    if (n.nodeType !== 1 || isUnseen(n) || display(n) === 'none') return [];
    return isInline(n) ? pieces(n) : ['\n'];
  });
  const linesOf = (e) => (isInline(e) || ![...e.children].some(isInline) ? [] : pieces(e));
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
