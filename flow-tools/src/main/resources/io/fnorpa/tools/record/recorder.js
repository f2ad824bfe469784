// Opens a page in Firefox and writes what is done in it to standard output, an event a line, as JSON. Run by the Node of
// Playwright's driver; it uses the recorder that Playwright's own codegen uses, which needs no window of its own so
// ("recorderMode: api"). What is typed goes to standard output, so standard output goes to our parent alone.
//
//   node recorder.js SETTINGS       {playwright, firefox, url, headless, locale, timeZone, person}
//
// It ends when all its pages are closed, when its standard input ends or says something, after two hours, or when person, a
// module of a test, has done its work.
const settings = JSON.parse(process.argv[2]);
const { firefox } = require(settings.playwright);

const say = event => process.stdout.write(JSON.stringify(event) + '\n');
const hosts = new Set();
// Events are written in the order in which they came, though looking at an element takes a moment.
let queue = Promise.resolve();
const later = event => { queue = queue.then(() => event).then(say, e => say({ event: 'trouble', message: String(e.message || e) })); };
// Of each page the element that was last pressed or typed into: by the time that we are told of a click, its page may be gone.
const seen = new Map();

// Runs in the page: tells of an element before anything comes of what is done to it.
const watch = () => {
  const named = e => e.closest('button, a, input, select, textarea, summary, [role]') || e;
  const text = node => (node ? [...node.childNodes].filter(child => child.nodeType === Node.TEXT_NODE).map(child => child.data).join(' ') : '').trim();
  const tell = event => {
    const target = event.composedPath()[0];
    const e = target && target.closest ? named(target) : null;
    if (!e || !window.__fnorpaSeen)
      return;
    window.__fnorpaSeen({
      tag: e.tagName.toLowerCase(), type: e.type || '', autocomplete: e.getAttribute('autocomplete') || '', name: e.getAttribute('name') || '', id: e.id || '',
      label: text(e.labels && e.labels[0]) || e.getAttribute('aria-label') || e.getAttribute('placeholder') || '',
      text: e.tagName === 'INPUT' && /^(submit|button|reset)$/.test(e.type) ? e.value : /^(BUTTON|A|SUMMARY)$/.test(e.tagName) ? e.innerText.trim() : '',
    });
  };
  for (const kind of ['mousedown', 'focusin', 'beforeinput', 'input', 'change'])
    window.addEventListener(kind, tell, { capture: true, passive: true });
};

async function told(kind, page, action) {
  const at = Date.now();
  await new Promise(resolve => setTimeout(resolve, 30));
  return { event: kind, at, action, field: seen.get(page) };
}

(async () => {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: settings.firefox, headless: settings.headless });
  const context = await browser.newContext({ locale: settings.locale, timezoneId: settings.timeZone });
  context.on('request', request => { try { hosts.add(new URL(request.url()).host); } catch (e) { /* no address */ } });
  await context.exposeBinding('__fnorpaSeen', ({ page }, element) => { seen.set(page, element); });
  await context.addInitScript(watch);
  const tell = kind => (page, data, code) => later(told(kind, page, JSON.parse(code)));
  await context._enableRecorder({ mode: 'recording', recorderMode: 'api', language: 'jsonl' }, {
    actionAdded: tell('action'),
    actionUpdated: tell('update'),
    signalAdded: (page, data) => later(Promise.resolve({ event: 'signal', pageGuid: data.pageGuid, signal: data.signal })),
  });

  let end;
  const ended = new Promise(resolve => { end = resolve; });
  browser.on('disconnected', end);
  context.on('page', page => page.on('close', () => { if (context.pages().every(other => other.isClosed())) end(); }));
  process.stdin.on('data', end);
  process.stdin.on('end', end);
  process.stdin.resume();
  setTimeout(end, 2 * 60 * 60 * 1000); // nobody records for two hours

  const page = await context.newPage();
  await page.goto(settings.url);
  say({ event: 'ready' });
  if (settings.person)
    require(settings.person)(page).then(end, e => { say({ event: 'trouble', message: String(e) }); end(); });
  await ended;
  await queue;
  say({ event: 'end', hosts: [...hosts] });
  setTimeout(() => process.exit(0), 10000);
  await browser.close().catch(() => {});
  process.exit(0);
})().catch(e => { say({ event: 'failed', message: String(e.message || e).split('\n')[0] }); process.exit(1); });
