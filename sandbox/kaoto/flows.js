// The flows of the project, and the tool that checks them and makes Kaoto's catalogue.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

function wanted(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; these tests are run by bin/test --tier kaoto`);
  return value;
}

export const root = wanted('RPA_HOME');
const java = wanted('RPA_FLOW_JAVA');
const tool = ['-XX:TieredStopAtLevel=1', '-cp', wanted('RPA_FLOW_CLASSPATH'), 'io.fnorpa.flow.tool.FlowTool'];
export const flows = join(root, 'fno-flows');

/** All routes and Kamelets: file relative to fno-flows, and text. */
export const files = readdirSync(flows, { recursive: true })
  .filter((file) => /\.(camel|kamelet)\.yaml$/.test(file))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(flows, file), 'utf8') }));

export const isKamelet = (file) => file.endsWith('.kamelet.yaml');

/** Runs bin/flow's tool; gives what it said, and fails if it ends with another code than 0. */
export function flowTool(...args) {
  return execFileSync(java, [...tool, ...args], { cwd: root, encoding: 'utf8' });
}

/** Serves the catalogue as bin/flow catalog --serve does; gives its address and how to end it. */
export function serveCatalog() {
  const server = spawn(java, [...tool, 'catalog', '--serve', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    server.on('exit', (code) => reject(new Error(`the catalogue's server ended with ${code}: ${said}`)));
    server.stdout.on('data', (data) => {
      said += data;
      const url = /http:\S+index\.json/.exec(said);
      if (url) {
        server.removeAllListeners('exit');
        resolve({ url: url[0], end: () => server.kill() });
      }
    });
  });
}

/** A copy of fno-flows in a folder of its own, with other texts for some files. */
export function copyWith(folder, texts) {
  cpSync(flows, folder, { recursive: true });
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Each `to`, at any depth. */
export function calls(node, found = []) {
  if (Array.isArray(node)) {
    node.forEach((item) => calls(item, found));
  } else if (node && typeof node === 'object') {
    if (node.to !== undefined) {
      found.push(typeof node.to === 'string' ? { uri: node.to, parameters: {} } : { parameters: {}, ...node.to });
    }
    Object.values(node).forEach((value) => calls(value, found));
  }
  return found;
}

/** Where in a route or Kamelet steps and branches stand, as Kaoto names it: route.from.steps.0.choice.when.1. */
export function stepPaths(from, path) {
  const paths = [];
  const branch = (node, at) => (node?.steps ?? []).forEach((step, i) => {
    const [word] = Object.keys(step);
    const here = `${at}.steps.${i}.${word}`;
    paths.push(here);
    branch(step[word], here);
    for (const list of ['when', 'doCatch']) {
      (step[word]?.[list] ?? []).forEach((part, n) => {
        paths.push(`${here}.${list}.${n}`);
        branch(part, `${here}.${list}.${n}`);
      });
    }
    for (const one of ['otherwise', 'doFinally']) {
      if (step[word]?.[one]) {
        paths.push(`${here}.${one}`);
        branch(step[word][one], `${here}.${one}`);
      }
    }
  });
  branch(from, path);
  return paths;
}

const REST = { browser: 'verb', job: 'verb', direct: 'name', log: 'loggerName' };

/** Kaoto's long form of a URI made the short one again; nothing else is touched. */
export function shortened(node) {
  if (Array.isArray(node)) return node.map(shortened);
  if (!node || typeof node !== 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shortened(value)]));
  const rest = REST[copy.uri];
  if (rest && copy.parameters?.[rest] !== undefined) {
    const { [rest]: name, ...others } = copy.parameters;
    copy.uri = `${copy.uri}:${name}`;
    copy.parameters = others;
  }
  if (copy.uri && copy.parameters && Object.keys(copy.parameters).length === 0) delete copy.parameters;
  return copy;
}

export const read = (text) => parse(text);
