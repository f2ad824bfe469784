// What a person could act on or read here: [role, name] of what is visible, at most 300. Names come longer than they are
// shown, because of a secret that was cut in two neither half would be found: 200 characters and the longest secret.
(root) => {
  const LIMIT = 300;
  const text = (s) => (s || '').replace(/\s+/g, ' ').trim().slice(0, 4300);
  const visible = (e) => !!(e.offsetWidth || e.offsetHeight || e.getClientRects().length);
  const labelOf = (e) => {
    const by = e.getAttribute('aria-labelledby');
    const labelled = by && by.split(/\s+/).map((id) => (document.getElementById(id) || {}).textContent).join(' ');
    const labels = e.labels && [...e.labels].map((l) => l.textContent).join(' ');
    return e.getAttribute('aria-label') || labelled || labels;
  };
  const INPUTS = { checkbox: 'checkbox', radio: 'radio', submit: 'button', button: 'button', reset: 'button', image: 'button', range: 'slider', number: 'spinbutton', search: 'searchbox' };
  const roleOf = (e) => {
    const said = e.getAttribute('role');
    if (said) return said;
    const tag = e.localName;
    if (tag === 'a') return 'link';
    if (tag === 'button' || tag === 'summary') return 'button';
    if (tag === 'select') return e.multiple ? 'listbox' : 'combobox';
    if (tag === 'textarea') return 'textbox';
    if (tag === 'input') return INPUTS[e.type] || 'textbox';
    if (tag === 'iframe') return 'iframe';
    return 'heading';
  };
  const nameOf = (e) => {
    const label = text(labelOf(e));
    if (label) return label;
    if (e.localName === 'input' && ['submit', 'button', 'reset'].includes(e.type)) return text(e.value);
    if (e.localName === 'input' || e.localName === 'textarea' || e.localName === 'select') return text(e.placeholder || e.title || e.name || e.id);
    if (e.localName === 'iframe') return text(e.title || e.name || e.id);
    return text(e.innerText || e.title || e.id);
  };
  const found = [];
  const collect = (node) => {
    for (const e of node.querySelectorAll('*')) {
      if (found.length >= LIMIT) return;
      if (e.shadowRoot) collect(e.shadowRoot);
      if (!e.matches('a[href],button,summary,input:not([type=hidden]),select,textarea,iframe,h1,h2,h3,h4,[role=button],[role=link],[role=tab],[role=menuitem],[role=option],[role=checkbox],[role=radio],[role=textbox],[role=combobox],[role=heading],[role=dialog]')) continue;
      if (!visible(e)) continue;
      found.push([roleOf(e), nameOf(e)]);
    }
  };
  collect(root);
  return found;
}
