'use strict';
(function () {
  const renamed = document.body.dataset.renamed === 'true';
  const app = document.getElementById('app');
  const words = renamed
    ? { search: 'Filter lines', searchId: 'line-filter', cancel: 'Disconnect line', cancelId: 'disconnect-line' }
    : { search: 'Search services', searchId: 'service-search', cancel: 'Cancel service', cancelId: 'cancel-service' };
  let asked = 0;

  /* Makes an element: el('p', {class: 'x'}, 'text', child). */
  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith('on')) { element.addEventListener(key.slice(2), value); }
      else if (value === true) { element.setAttribute(key, ''); }
      else if (value !== false && value !== null) { element.setAttribute(key, value); }
    }
    element.append(...children);
    return element;
  }

  async function call(path, options) {
    const response = await fetch('/octotel/api/' + path, options);
    const type = response.headers.get('content-type') || '';
    const body = type.includes('json') ? await response.json() : {};
    if (response.status === 401 && body.login) {
      window.location.href = body.login;
      return new Promise(function () {});
    }
    if (!response.ok) {
      throw new Error(body.message || 'The hub cannot be reached at the moment (error ' + response.status + ').');
    }
    return body;
  }

  function label(status) {
    return status === 'ACTIVE' ? 'Active' : 'Cancelled';
  }

  const search = el('input', {
    id: words.searchId, type: 'search', 'data-testid': words.searchId, autocomplete: 'off',
    placeholder: 'Service ID, customer or address'
  });
  const count = el('p', { class: 'count', role: 'status', 'data-testid': 'result-count' });
  const body = el('div', { role: 'rowgroup', class: 'rows' });
  const grid = el('div', { role: 'grid', class: 'grid', 'aria-label': 'Services', 'aria-busy': 'true', 'data-testid': 'services-grid' },
    el('div', { role: 'row', class: 'row head' },
      ...['Service ID', 'Customer', 'Address', 'Product', 'Status', ''].map(function (title) {
        return el('span', { role: 'columnheader' }, title);
      })),
    body);
  const side = el('aside', { class: 'side', hidden: true, 'data-testid': 'side-panel', 'aria-label': 'Service details' });

  app.append(
    el('section', { class: 'list' },
      el('h1', {}, 'Services'),
      el('label', { for: words.searchId }, words.search),
      search, count, grid),
    side);

  function skeleton() {
    return Array.from({ length: 6 }, function () {
      return el('div', { role: 'row', class: 'row skeleton', 'aria-hidden': 'true' },
        ...Array.from({ length: 6 }, function () { return el('span', {}); }));
    });
  }

  function row(service) {
    return el('div', { role: 'row', class: 'row', 'data-testid': 'service-row', 'data-service-id': service.id },
      el('span', { role: 'gridcell', 'data-field': 'id' }, service.id),
      el('span', { role: 'gridcell', 'data-field': 'customer' }, service.customer),
      el('span', { role: 'gridcell', 'data-field': 'address' }, service.address + ', ' + service.suburb),
      el('span', { role: 'gridcell', 'data-field': 'product' }, service.product),
      el('span', { role: 'gridcell', 'data-field': 'status', class: 'pill ' + service.status }, label(service.status)),
      el('span', { role: 'gridcell' },
        el('button', { class: 'ghost', type: 'button', onclick: function () { open(service.id); } }, 'View')));
  }

  async function load(text) {
    const mine = ++asked;
    grid.setAttribute('aria-busy', 'true');
    body.replaceChildren(...skeleton());
    count.textContent = 'Loading…';
    try {
      const found = await call('services?q=' + encodeURIComponent(text));
      if (mine === asked) { show(found); }
    } catch (problem) {
      if (mine === asked) { fail(problem); }
    }
  }

  function show(found) {
    count.textContent = found.total === 1 ? '1 service' : found.total + ' services';
    body.replaceChildren(...(found.rows.length ? found.rows.map(row)
      : [el('p', { class: 'empty', 'data-testid': 'grid-empty' }, 'No services found.')]));
    grid.setAttribute('aria-busy', 'false');
  }

  function fail(problem) {
    count.textContent = '';
    body.replaceChildren(el('p', { class: 'toast bad', role: 'alert', 'data-testid': 'grid-error' }, problem.message));
    grid.setAttribute('aria-busy', 'false');
  }

  async function open(id) {
    side.hidden = false;
    side.replaceChildren(el('p', { class: 'small' }, 'Loading…'));
    try {
      details(await call('services/' + encodeURIComponent(id)));
    } catch (problem) {
      side.replaceChildren(closeButton(), el('p', { class: 'toast bad', role: 'alert', 'data-testid': 'panel-error' }, problem.message));
    }
  }

  function closeButton() {
    return el('button', { class: 'ghost close', type: 'button', 'aria-label': 'Close panel', onclick: function () { side.hidden = true; } }, '×');
  }

  function details(service) {
    const fields = [['Service ID', 'service_id', service.id], ['Status', 'status', label(service.status)],
      ['Customer', 'customer_name', service.customer], ['Address', 'address', service.address],
      ['Suburb', 'suburb', service.suburb], ['Product', 'product', service.product], ['Speed', 'speed', service.speed],
      ['ONT serial', 'ont_serial', service.ont], ['Activation date', 'activation_date', service.activated]];
    if (service.cancellation) {
      fields.push(['Cancelled on', 'cancellation_date', service.cancellation.last_day],
        ['Cancellation reference', 'cancellation_reference', service.cancellation.reference]);
    }
    const list = el('dl', { 'data-testid': 'service-details' });
    fields.forEach(function (field) {
      list.append(el('dt', {}, field[0]), el('dd', { 'data-field': field[1] }, field[2]));
    });
    side.replaceChildren(closeButton(), el('h2', {}, service.id), list, service.status === 'ACTIVE'
      ? el('button', { class: 'danger', type: 'button', 'data-testid': words.cancelId, onclick: function () { cancellation(service); } }, words.cancel)
      : el('p', { class: 'toast warn', role: 'status', 'data-testid': 'already-cancelled' }, 'This service was cancelled and cannot be cancelled again.'));
  }

  async function cancellation(service) {
    let form;
    try {
      form = await call('cancellation-form');
    } catch (problem) {
      side.append(el('p', { class: 'toast bad', role: 'alert', 'data-testid': 'panel-error' }, problem.message));
      return;
    }
    let reason = '';
    const message = el('p', { class: 'toast bad', role: 'alert', 'data-testid': 'panel-error', hidden: true });
    const day = el('input', { id: 'last-day', type: 'date', min: form.earliest, oninput: check });
    const sure = el('input', { id: 'understood', type: 'checkbox', onchange: check });
    const confirm = el('button', { class: 'danger', type: 'button', disabled: true, 'data-testid': 'confirm-cancellation', onclick: send }, 'Confirm cancellation');
    const chosen = el('button', { id: 'reason', class: 'select', type: 'button', role: 'combobox', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-labelledby': 'reason-label', 'aria-controls': 'reasons', onclick: toggle }, 'Choose a reason');
    const options = el('ul', { id: 'reasons', role: 'listbox', 'aria-labelledby': 'reason-label', hidden: true },
      ...form.reasons.map(function (text) {
        return el('li', { role: 'option', 'aria-selected': 'false', onclick: function () { choose(text); } }, text);
      }));

    function toggle() {
      options.hidden = !options.hidden;
      chosen.setAttribute('aria-expanded', String(!options.hidden));
    }
    function choose(text) {
      reason = text;
      chosen.textContent = text;
      toggle();
      check();
    }
    function check() {
      confirm.disabled = !(reason && day.value && sure.checked);
    }
    async function send() {
      confirm.disabled = true;
      try {
        done(await call('services/' + encodeURIComponent(service.id) + '/cancellation', {
          method: 'POST', headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ reason: reason, last_day: day.value })
        }));
      } catch (problem) {
        message.textContent = problem.message;
        message.hidden = false;
      }
    }

    side.replaceChildren(closeButton(),
      el('div', { 'data-testid': 'cancel-panel' },
        el('h2', {}, 'Cancel ' + service.id),
        message,
        el('span', { id: 'reason-label', class: 'label' }, 'Reason'), el('div', { class: 'pick' }, chosen, options),
        el('label', { for: 'last-day' }, 'Last day of service'), day,
        el('label', { class: 'tick', for: 'understood' }, sure, ' I understand that this cannot be undone'),
        confirm));
  }

  function done(cancelled) {
    side.replaceChildren(closeButton(),
      el('div', { 'data-testid': 'cancel-done' },
        el('h2', {}, 'Service cancelled'),
        el('p', { class: 'toast good', role: 'status' }, cancelled.service + ' ends on ' + cancelled.last_day + '.'),
        el('dl', {},
          el('dt', {}, 'Reference'), el('dd', { 'data-field': 'cancellation_reference' }, cancelled.reference),
          el('dt', {}, 'Last day'), el('dd', { 'data-field': 'cancellation_date' }, cancelled.last_day))));
    load(search.value.trim());
  }

  let typing;
  search.addEventListener('input', function () {
    clearTimeout(typing);
    asked++;
    grid.setAttribute('aria-busy', 'true');
    typing = setTimeout(function () { load(search.value.trim()); }, 300);
  });
  load('');
})();
