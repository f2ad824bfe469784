import { defineConfig } from 'vitest/config';

/** How it looks is nothing to these tests. */
const noStyles = {
  name: 'no-styles',
  enforce: 'pre',
  resolveId: (id) => (/\.s?css$/.test(id) ? '\0no-styles' : undefined),
  load: (id) => (id === '\0no-styles' ? '' : undefined),
};

// Kaoto and what it is made of are built for a bundler: endings are left out, and some of it is to be had as modules alone.
export default defineConfig({
  logLevel: 'error',
  plugins: [noStyles],
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
