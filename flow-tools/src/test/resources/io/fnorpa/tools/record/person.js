// Does by mouse and keyboard what a person would do at the sample portal: signs in, looks for a service, opens and cancels it.
module.exports = async page => {
  const { createHmac } = require('crypto');
  const pause = () => new Promise(resolve => setTimeout(resolve, 700)); // the recorder takes clicks together for 200 ms
  const type = async (label, text) => {
    await page.getByLabel(label).click();
    await page.keyboard.type(text);
    await pause();
  };
  const code = () => {
    const bits = [...process.env.SAMPLE_TOTP_SECRET].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
    const step = Buffer.alloc(8);
    step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30000)));
    const hash = createHmac('sha1', key).update(step).digest();
    return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
  };
  await pause();
  await type('User name', 'isp-ops');
  await type('Password', process.env.SAMPLE_PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByLabel('Code').waitFor();
  await pause();
  await type('Code', code());
  await page.keyboard.press('Enter');
  await page.getByLabel('Service number').waitFor();
  await pause();
  await type('Service number', 'SMP-1001');
  await page.getByRole('button', { name: 'Search' }).click();
  await pause();
  await page.getByRole('link', { name: 'Open' }).click();
  await page.getByLabel('Reason').waitFor();
  await pause();
  await page.getByLabel('Reason').selectOption('Non-payment');
  await pause();
  await page.getByLabel('Last day of service').fill('2031-01-31');
  await pause();
  await page.getByRole('button', { name: 'Confirm cancellation' }).click();
  await page.locator('[data-field=reference]').waitFor();
  await pause();
};
