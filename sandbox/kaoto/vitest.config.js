import { defineConfig } from 'vitest/config';

/** How it looks is nothing to these tests; and the catalogue is ours, not Kaoto's, which is 400 MiB. */
const notWanted = {
  name: 'not-wanted',
  enforce: 'pre',
  resolveId: (id) => (/\.s?css$/.test(id) ? '\0no-styles' : id.startsWith('@kaoto/camel-catalog/') ? '\0no-catalogue' : undefined),
  load: (id) => ({ '\0no-styles': '', '\0no-catalogue': 'export default { definitions: [] };' })[id],
};

// Kaoto and what it is made of are built for a bundler: endings are left out, and some of it is to be had as modules alone.
export default defineConfig({
  logLevel: 'error',
  plugins: [notWanted],
  resolve: { mainFields: ['module', 'main'] },
  test: {
    environment: 'jsdom',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    server: { deps: { inline: [/@kaoto\//, /@patternfly\//, /@kie-tools/, /monaco/, /@visx\//] } },
    pool: 'forks',
    poolOptions: { forks: { singleFork: true } },
  },
});
