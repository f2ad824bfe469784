// @vitest-environment node
// The YAML language server, which VS Code's YAML extension and others run, with the schemas of docs/schema: it completes and marks faults.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from './flows.js';

const require = createRequire(import.meta.url);
const settings = JSON.parse(readFileSync(join(root, '.vscode/settings.json'), 'utf8'));
let server;
let next = 1;
const waiting = new Map();
const marks = new Map();

function send(message) {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function request(method, params) {
  const id = next++;
  send({ id, method, params });
  return new Promise((resolve) => waiting.set(id, resolve));
}

function receive(message) {
  if (message.method === 'workspace/configuration') {
    send({ id: message.id, result: message.params.items.map(({ section }) => (section === 'yaml' ? { schemas: schemas(), completion: true, hover: true, validate: true } : {})) });
  } else if (message.method === 'textDocument/publishDiagnostics') {
    marks.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.id !== undefined && message.method === undefined) {
    waiting.get(message.id)?.(message.result);
  } else if (message.id !== undefined) {
    send({ id: message.id, result: null });
  }
}

/** As the extension gives them to the server: the workspace's own files by their address. */
function schemas() {
  return Object.fromEntries(Object.entries(settings['yaml.schemas']).map(([file, patterns]) => [pathToFileURL(join(root, file)).href, patterns]));
}

beforeAll(async () => {
  server = spawn(process.execPath, [require.resolve('yaml-language-server/bin/yaml-language-server'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let buffer = Buffer.alloc(0);
  server.stdout.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = /Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(buffer.toString('latin1'));
      if (!head || buffer.length < head.index + head[0].length + Number(head[1])) return;
      const begin = head.index + head[0].length;
      receive(JSON.parse(buffer.subarray(begin, begin + Number(head[1])).toString('utf8')));
      buffer = buffer.subarray(begin + Number(head[1]));
    }
  });
  await request('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'flows' }],
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } }, textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } } } },
  });
  send({ method: 'initialized', params: {} });
  send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: { schemas: schemas() } } } });
  await vi.waitUntil(async () => (await completed('fno-flows/octotel/first.camel.yaml', route('        - |\n'))).length > 0, { timeout: 60_000 });
});

afterAll(() => server?.kill());

/** Opens a text as a file of the project; where its text has a bar, the cursor stands. */
function opened(file, text) {
  const uri = pathToFileURL(join(root, file)).href;
  const at = text.indexOf('|');
  const before = text.slice(0, Math.max(at, 0)).split('\n');
  const marked = new Promise((resolve) => marks.set(uri, resolve));
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text: at < 0 ? text : text.replace('|', '') } } });
  return { uri, marked, position: { line: before.length - 1, character: before.at(-1).length } };
}

async function completed(file, text) {
  const { uri, position } = opened(file, text);
  const answer = await request('textDocument/completion', { textDocument: { uri }, position });
  return answer.items ?? answer;
}

const route = (step) => `- route:
    id: octotel-validation
    description: Says something
    from:
      uri: direct:octotel-validation
      steps:
${step}`;

describe('an editor', () => {
  it('completes the verb, and says what it does', async () => {
    const items = await completed('fno-flows/octotel/one.camel.yaml', route('        - to:\n            uri: |\n'));

    expect(items.map((item) => item.label)).toEqual(expect.arrayContaining(['browser:fill', 'browser:wait-for', 'job:fail', 'kamelet:octotel-login']));
    expect(JSON.stringify(items.find((item) => item.label === 'browser:fill').documentation)).toContain('into a field');
  });

  it('completes the options of the verb at hand, and of no other', async () => {
    const items = await completed('fno-flows/octotel/two.camel.yaml',
      route('        - to:\n            uri: browser:wait-for\n            parameters:\n              target: "#a"\n              |\n'));
    const labels = items.map((item) => item.label);

    expect(labels).toEqual(expect.arrayContaining(['orTarget', 'state', 'timeout']));
    expect(labels).not.toContain('credential');
    expect(JSON.stringify(items.find((item) => item.label === 'orTarget').documentation)).toContain('ends the wait');
  });

  it('completes the words that an option takes, and a Kamelet\'s parameters', async () => {
    const words = await completed('fno-flows/octotel/three.camel.yaml',
      route('        - to:\n            uri: browser:wait-for\n            parameters:\n              target: "#a"\n              state: |\n'));
    const parameters = await completed('fno-flows/octotel/four.camel.yaml',
      route('        - to:\n            uri: kamelet:octotel-fill-cancellation\n            parameters:\n              |\n'));

    expect(words.map((item) => item.label)).toEqual(expect.arrayContaining(['visible', 'hidden', 'detached']));
    expect(parameters.map((item) => item.label)).toEqual(expect.arrayContaining(['reason', 'lastDay']));
  });

  it('completes keys of fno.yaml', async () => {
    const items = await completed('fno-flows/octotel/fno.yaml', 'fno: octotel\nname: Octotel\n|');

    expect(items.map((item) => item.label)).toEqual(expect.arrayContaining(['base-url', 'session-reuse', 'job-types']));
  });

  it.each([
    ['fno-flows/octotel/five.camel.yaml', route('        - to:\n            uri: browser:clik\n            parameters: { target: "#a" }\n'), 7],
    ['fno-flows/octotel/six.camel.yaml', route('        - to:\n            uri: browser:click\n            parameters:\n              tagret: "#a"\n'), 9],
    ['fno-flows/evotel/fno.yaml', 'fno: evotel\nname: Evotel\nbas-url: http://127.0.0.1:1\n', 2],
  ])('marks the fault in %s', async (file, text, line) => {
    const found = await opened(file, text).marked;

    expect(found.map((mark) => mark.range.start.line)).toContain(line);
  });

  it('marks nothing in a good flow', async () => {
    expect(await opened('fno-flows/octotel/validation.camel.yaml', readFileSync(join(root, 'fno-flows/octotel/validation.camel.yaml'), 'utf8')).marked).toEqual([]);
  });
});
