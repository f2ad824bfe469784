'use strict';
// Two commands sent to Firefox together, against one: prints {"one": [ms…], "two": [ms…]}, measured in turns.
// Arguments: folder of Playwright's package, Firefox, rounds.
const [playwright, firefox, rounds] = process.argv.slice(2);

(async () => {
  const browser = await require(playwright).firefox.launch({ channel: 'moz-firefox', executablePath: firefox });
  const page = await browser.newPage();
  const one = () => page.evaluate('1');
  const timed = async (work) => {
    const start = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const taken = { one: [], two: [] };
  for (let round = -5; round < Number(rounds); round++) {
    const alone = await timed(one);
    const together = await timed(() => Promise.all([one(), one()]));
    if (round >= 0) {
      taken.one.push(alone);
      taken.two.push(together);
    }
  }
  await browser.close();
  console.log(JSON.stringify(taken));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
