import t from 'tap';
import { accentOn, contrast, isColour } from '../../src/values/accent.ts';

t.test('contrast is WCAG’s own figure', async (t) => {
  t.equal(contrast('#000000', '#ffffff'), 21);
  t.equal(contrast('#ffffff', '#ffffff'), 1);
  t.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
  t.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

t.test(
  'every colour a company may choose becomes one that reads on paper and at night, with ink that reads on it',
  async (t) => {
    const parts = ['00', '33', '66', '99', 'cc', 'ff'];
    const unread: string[] = [];
    for (const r of parts)
      for (const g of parts)
        for (const b of parts)
          for (const [theme, grounds] of [
            ['light', ['#ffffff', '#f6f4ee', '#fdfcf9', '#edeae1']],
            ['dark', ['#181714', '#211f1b', '#2b2924']],
          ] as const) {
            const { colour, ink } = accentOn(`#${r}${g}${b}`, theme);
            const ratios = [contrast(colour, ink), ...grounds.map((ground) => contrast(colour, ground))];
            if (!isColour(colour) || Math.min(...ratios) < 4.5)
              unread.push(`${theme} ${r}${g}${b} ${colour} ${ratios}`);
          }
    t.same(unread, []);
  },
);

t.test('a colour that reads already is left alone', async (t) => {
  t.same(accentOn('#1D5A4B', 'light'), { colour: '#1d5a4b', ink: '#ffffff' });
  t.same(accentOn('#86cdb6', 'dark'), { colour: '#86cdb6', ink: '#14120f' });
});

t.test('only six hexadecimal digits are a colour', async (t) => {
  t.equal(isColour('#0b5fff'), true);
  for (const text of ['', '0b5fff', '#fff', '#0b5ffg', '#0b5fff}body{', 'red', '#0b5fff\n'])
    t.equal(isColour(text), false, text);
});
