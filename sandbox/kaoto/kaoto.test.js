// Kaoto's own code over all flows: they open, their verbs and options are known, the forms show the options, a save changes nothing.
import { CamelCatalogService, CamelRouteResource, CatalogKind, KameletResource } from '@kaoto/kaoto/testing';
import * as kaoto from '@kaoto/kaoto/testing';
import { KaotoForm, FilteredFieldContext, CanvasFormTabsContext } from '@kaoto/forms';
import { act, createElement as h, useContext } from 'react';
import { createRoot } from 'react-dom/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { calls, copyWith, files, flowTool, isKamelet, read, serveCatalog, shortened, stepPaths } from './flows.js';

let server;
const folder = mkdtempSync(join(tmpdir(), 'kaoto-'));

/** Kaoto's own loaders fetch the catalogue from its address, as in an editor whose setting kaoto.catalog.url names it. */
beforeAll(async () => {
  server = await serveCatalog();
  await loadCatalog(server.url);
});

afterAll(() => {
  server?.end();
  rmSync(folder, { recursive: true, force: true });
});

async function loadCatalog(url) {
  const { CatalogLoaderProvider, ReloadProvider, RuntimeProvider, SchemasLoaderProvider } = kaoto;
  const place = document.createElement('div');
  const page = createRoot(place);
  page.render(h(ReloadProvider, null, h(RuntimeProvider, { catalogUrl: url },
    h(SchemasLoaderProvider, null, h(CatalogLoaderProvider, null, 'all is loaded')))));
  await vi.waitUntil(() => {
    if (place.textContent.includes('not be available')) throw new Error(`Kaoto says: ${place.textContent}`);
    return place.textContent === 'all is loaded';
  }, { timeout: 60_000, interval: 50 });
  page.unmount();
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
}

const open = ({ file, text }) => (isKamelet(file) ? new KameletResource(read(text)) : new CamelRouteResource(read(text)));

/** All nodes of the graph but the places where something may be put. */
function nodes(entity) {
  const found = [];
  const visit = (node) => {
    if (node.data.path && !node.data.isPlaceholder) found.push(node);
    node.getChildren()?.forEach(visit);
  };
  visit(entity.toVizNode());
  return found;
}

const component = (name) => CamelCatalogService.getComponent(CatalogKind.Component, name);
const words = (scheme) => component(scheme).propertiesSchema.properties.verb.enum;
const verbs = () => ['browser', 'job'].flatMap((scheme) => words(scheme).map((word) => `${scheme}:${word}`));

describe('the catalogue', () => {
  it('has the verbs, the Kamelets and what flows may be made of, and nothing else', () => {
    expect(verbs()).toHaveLength(26);
    expect(Object.keys(CamelCatalogService.getCatalogByKey(CatalogKind.Component)).sort())
      .toEqual(['browser', 'job', 'direct', 'log', ...verbs()].sort());
    expect(Object.keys(CamelCatalogService.getCatalogByKey(CatalogKind.Kamelet)).filter((name) => !['source', 'sink'].includes(name)).sort())
      .toEqual(files.filter(({ file }) => isKamelet(file)).map(({ text }) => read(text).metadata.name).sort());
    expect(CamelCatalogService.getComponent(CatalogKind.Pattern, 'bean')).toBeUndefined();
    expect(Object.keys(CamelCatalogService.getLanguageMap()).sort()).toEqual(['constant', 'exchangeProperty', 'header', 'simple', 'variable']);
  });

  it('makes a tile of each entry, as the palette shows it', () => {
    const tiles = [];
    const See = () => {
      tiles.push(...useContext(kaoto.CatalogTilesContext));
      return null;
    };
    const page = createRoot(document.createElement('div'));
    act(() => page.render(h(kaoto.CatalogContext.Provider, { value: CamelCatalogService }, h(kaoto.CatalogTilesProvider, null, h(See)))));
    const fill = tiles.find((tile) => tile.name === 'browser:fill');
    expect(fill.description).toContain('into a field');
    expect(tiles.find((tile) => tile.name === 'octotel-login').title).toBe('Octotel: log in');
    act(() => page.unmount());
  });
});

describe.each(files)('$file', (flow) => {
  it('opens as a graph with all its steps', () => {
    const yaml = read(flow.text);
    const expected = isKamelet(flow.file) ? stepPaths(yaml.spec.template.from, 'template.from')
      : yaml.filter((item) => item.route).flatMap((item) => stepPaths(item.route.from, 'route.from'));
    const shown = open(flow).getVisualEntities().flatMap(nodes).map((node) => node.data.path).filter((path) => /\.from\./.test(path));

    expect(shown.sort()).toEqual(expected.sort());
    expect(shown.length).toBeGreaterThan(0);
  });

  it('uses verbs, options and Kamelets that the catalogue knows', () => {
    for (const call of calls(read(flow.text))) {
      const [scheme, name] = call.uri.split(':');
      const known = scheme === 'kamelet' ? CamelCatalogService.getComponent(CatalogKind.Kamelet, name)?.propertiesSchema
        : component(call.uri)?.propertiesSchema;
      expect(known, call.uri).toBeDefined();
      expect(Object.keys(known.properties), call.uri).toEqual(expect.arrayContaining(Object.keys(call.parameters)));
      expect(Object.keys(call.parameters), call.uri).toEqual(expect.arrayContaining(known.required ?? []));
    }
  });

  it('shows a form for each step, filled in, in which nothing is missing', () => {
    for (const node of open(flow).getVisualEntities().flatMap(nodes).filter((any) => /\.from\./.test(any.data.path))) {
      const { schema, definition } = node.getComponentSchema();
      expect(Object.keys(schema.properties ?? {}).length, node.data.path).toBeGreaterThan(0);
      expect(Object.keys(schema.properties.parameters?.properties ?? {}), node.data.path)
        .toEqual(expect.arrayContaining(Object.keys(definition.parameters ?? {})));
      expect(node.getNodeValidationText() ?? '', node.data.path).toBe('');
    }
  });

  it('comes back from a save as it was, but for comments', () => {
    expect(read(open(flow).toString())).toEqual(read(flow.text));
  });

  it('comes back the same once each form was used', () => {
    expect(shortened(read(touched(flow)))).toEqual(shortened(read(flow.text)));
  });
});

/** Saved after each step's form has written what it showed. */
function touched(flow) {
  const resource = open(flow);
  resource.getVisualEntities().flatMap(nodes).forEach((node) => {
    const form = node.getComponentSchema();
    if (form?.definition && /\.from\./.test(node.data.path)) node.updateModel(form.definition);
  });
  return resource.toString();
}

describe('what was saved', () => {
  const meaning = (said) => said.split('\n').filter(Boolean).map((line) => line.replace(/@\w+/, ''));

  it.each([['as it was opened', (flow) => open(flow).toString()], ['after each form was used', touched]])('passes the check, %s', (name, save) => {
    const copy = join(folder, name.replaceAll(' ', '-'));
    copyWith(copy, Object.fromEntries(files.map((flow) => [flow.file, save(flow)])));

    const said = meaning(flowTool('check', '--flows', copy));
    expect(said).toEqual(meaning(flowTool('check')));
    expect(said.length).toBeGreaterThan(3);
    expect(said.every((line) => line.startsWith('ok'))).toBe(true);
  });
});

/** Renders Kaoto's form and gives the names of the fields that it shows. */
async function fields(schema, model, { filter = '', tab = 'All' } = {}) {
  const place = document.createElement('div');
  document.body.append(place);
  const page = createRoot(place);
  let changed = 0;
  const form = h(KaotoForm, { schema, model, omitFields: ['uri', 'steps'], onChange: () => changed++, onChangeProp: () => changed++ });
  await act(async () => page.render(
    h(CanvasFormTabsContext.Provider, { value: { selectedTab: tab, setSelectedTab: () => {} } },
      h(FilteredFieldContext.Provider, { value: { filteredFieldText: filter, onFilterChange: () => {} } }, form))));
  await act(async () => place.querySelectorAll('.kaoto-form__expandable-group [aria-label^=Toggle][aria-expanded=false]').forEach((toggle) => toggle.click()));
  const shown = [...place.querySelectorAll('[data-testid$="__field-wrapper"]')].map((field) => ({
    name: field.dataset.testid.replace(/^#\.(parameters\.)?/, '').replace('__field-wrapper', ''),
    label: field.textContent,
  }));
  await act(async () => page.unmount());
  place.remove();
  expect(changed, 'a form that is only looked at changes nothing').toBe(0);
  return shown;
}

const stepOf = (uri) => new CamelRouteResource([{ route: { id: 'r', from: { uri: 'direct:r', steps: [{ to: { uri, parameters: {} } }] } } }])
  .getVisualEntities().flatMap(nodes).find((node) => node.data.path.endsWith('.to'));

describe('the form of a verb', () => {
  it.each([['browser', 20], ['job', 6]])('of %s has a description for each option of each verb', (scheme, count) => {
    expect(words(scheme)).toHaveLength(count);
    for (const word of words(scheme)) {
      const own = component(`${scheme}:${word}`).propertiesSchema.properties;
      const form = stepOf(`${scheme}:${word}`).getComponentSchema().schema.properties.parameters.properties;
      for (const [option, documented] of Object.entries(own)) {
        expect(form[option]?.description.toLowerCase(), `${scheme}:${word} ${option}`).toContain(documented.description.toLowerCase());
        expect(form[option].description).toMatch(new RegExp(`(^all but (?!.*\\b${word}\\b[^:]*: ))|\\b${word}\\b[^.:]*: `));
        expect(form[option].enum, `${scheme}:${word} ${option}`).toEqual(documented.enum);
      }
    }
  });

  it.each(['browser:fill', 'browser:wait-for', 'browser:expect', 'browser:extract', 'browser:screenshot', 'browser:totp', 'browser:restore-session', 'job:retry'])(
    'of %s shows its options in Kaoto\'s window', async (uri) => {
      const { schema, definition } = stepOf(uri).getComponentSchema();
      const shown = await fields(schema, definition);

      expect(definition.parameters.verb).toBe(uri.split(':')[1]);
      expect(shown.map((field) => field.name)).toEqual(expect.arrayContaining(['verb', ...Object.keys(component(uri).propertiesSchema.properties)]));
    });

  it('is cut to the options of a verb by Kaoto\'s filter', async () => {
    const { schema, definition } = stepOf('browser:wait-for').getComponentSchema();
    const shown = (await fields(schema, definition, { filter: 'wait-for' })).map((field) => field.name);

    expect(shown).toEqual(expect.arrayContaining(['state', 'orTarget', 'url', 'response']));
    expect(shown).not.toContain('credential');
    expect(shown).not.toContain('kind');
  });

  it('of a Kamelet shows its parameters with what they are', async () => {
    const { schema, definition } = stepOf('kamelet:octotel-fill-cancellation').getComponentSchema();

    expect((await fields(schema, definition)).map((field) => field.name)).toEqual(expect.arrayContaining(['reason', 'lastDay']));
    expect(schema.properties.parameters.properties.lastDay.description).toContain('YYYY-MM-DD');
    expect(schema.properties.parameters.required).toEqual(['reason', 'lastDay']);
  });

  it('an entry of the palette inserts the verb in its short form', () => {
    const route = new CamelRouteResource([{ route: { id: 'r', from: { uri: 'direct:r', steps: [] } } }]);
    const [entity] = route.getVisualEntities();
    const begin = nodes(entity).find((node) => node.data.path === 'route.from');
    entity.addStep({ definedComponent: { name: 'browser:fill', type: CatalogKind.Component }, mode: kaoto.AddStepMode.InsertChildStep, data: begin.data });

    expect(read(route.toString())[0].route.from.steps[0].to.uri).toBe('browser:fill');
  });
});

describe('without this catalogue', () => {
  it('Kaoto loses the verb of a step whose form is used: docs/kaoto.md says so', () => {
    const all = Object.values(CatalogKind).map((kind) => [kind, CamelCatalogService.getCatalogByKey(kind)]);
    try {
      CamelCatalogService.setCatalogKey(CatalogKind.Component, {});
      const { definition } = stepOf('browser:fill').getComponentSchema();

      expect(definition).toEqual({ uri: 'browser', parameters: {} });
    } finally {
      all.forEach(([kind, catalog]) => CamelCatalogService.setCatalogKey(kind, catalog));
    }
  });
});
