import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { approvedDir, writtenDown } from './approved.ts';
import { samples } from './samples.ts';
import { smsSamples } from './sms-samples.ts';

const all = samples();
const texts = smsSamples();

t.test('every message reads exactly as it was approved', async (t) => {
  for (const [name, composition] of all) {
    t.equal(writtenDown(composition), readFileSync(join(approvedDir, `${name}.txt`), 'utf8'), name);
  }
  for (const [name, text] of texts) t.equal(`${text}\n`, readFileSync(join(approvedDir, `${name}.txt`), 'utf8'), name);
});

t.test('nothing is approved that is no longer written', async (t) => {
  t.same(readdirSync(approvedDir).sort(), [...all.keys(), ...texts.keys()].map((name) => `${name}.txt`).sort());
});

t.test('the html of every message says what its text says, with the same links', async (t) => {
  for (const [name, { subject, html, text }] of all) {
    const read = asRead(html);
    for (const line of text.split('\n')) {
      for (const word of line.replace(/^[->] ?/, '').split(/ {2,}|: /)) {
        if (/^-*$/.test(word) || /^https?:|^\{\{/.test(word)) continue;
        t.ok(read.toLowerCase().includes(word.toLowerCase().replace(/:$/, '')), `${name}: ${word}`);
      }
    }
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    t.same(links, text.match(/^(\{\{.*\}\}|https?:.*)$/gm) ?? [], `${name}: links`);
    t.ok(read.includes(subject), `${name}: subject as title`);
  }
});

t.test('no message threatens, argues about a "dispute", or leaves a blank or a raw name of a value', async (t) => {
  const never = [
    /dispute|tvist|bestrid|indsigelse|uenig|invänd/i,
    /konkurs|bankrupt|\bRKI\b|debitorregister|kreditupplysning|credit bureau/i,
    /foged|kronofogd|\bret(ten|ssag)\b|domstol|\bcourt\b|politi|polis|police|advokat|lawyer/i,
    /undefined|null|NaN|\[object|\[\[|\{name\}/,
    /\.\.|,,| ,| \.|\n\n\n|\(\)/,
  ];
  for (const [name, { subject, text }] of all) {
    for (const words of never) t.notMatch(`${subject}\n${text}`, words, `${name}: ${words}`);
  }
});

t.test('a plain reminder mentions neither fee, interest nor collection', async (t) => {
  for (const [name, { subject, text }] of all) {
    if (!name.includes('plain') && !name.startsWith('nudge')) continue;
    t.notMatch(`${subject}\n${text}`, /gebyr|rente|avgift|ränta|\bfee\b|interest|inkasso|collection/i, name);
  }
});

/** What a person reads of the html: tags gone, entities back to signs. */
function asRead(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}
