import fc from 'fast-check';
import t from 'tap';
import { type ChannelWish, channelsFor, type Reach, roadOf } from '../../src/ladder/channel-choice.ts';
import { type Channel, channels, rungKinds } from '../../src/ladder/rungs.ts';
import { gsmText, partsOf, septetsOf } from '../../src/values/gsm-text.ts';
import { mobileNumber } from '../../src/values/mobile-number.ts';

t.test('a text is counted as the networks count it', async (t) => {
  const table: readonly (readonly [string, number | null])[] = [
    ['', 0],
    ['Betal 100,00 kr. senest den 2. april', 36],
    ['æøåÆØÅäöÄÖüÜéÉñß', 16],
    ['100 €', 6],
    ['{x}[y]~\\|^', 18],
    ['\u00a0', null],
    ['“citat”', null],
    ['2026–2027', null],
    ['−5', null],
    ['á', null],
  ];
  for (const [text, septets] of table) t.equal(septetsOf(text), septets, JSON.stringify(text));
});

t.test('160 septets are one message, and 153 go in each part of a longer one', async (t) => {
  const table = [
    [0, 1],
    [160, 1],
    [161, 2],
    [306, 2],
    [307, 3],
  ] as const;
  for (const [septets, parts] of table) t.equal(partsOf(septets), parts, String(septets));
});

t.test(
  'what looks like a sign of the alphabet is written with that sign, and what has no likeness is left out',
  async (t) => {
    const table = [
      ['1.250,00\u00a0kr.', '1.250,00 kr.'],
      ['\u22125\u202f000', '-5 000'],
      ['“Café” – l’été…', '"Café" - l\'été...'],
      ['José Núñez á Íslandi', 'José Nuñez a Islandi'],
      ['Łódź œuvre þing', 'Lodz oeuvre thing'],
      ['Kaffe ☕ ApS', 'Kaffe  ApS'],
      ['fi\ufb01', 'fifi'],
    ] as const;
    for (const [text, said] of table) t.equal(gsmText(text), said, text);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => septetsOf(gsmText(text)) !== null));
  },
);

t.test('a mobile number is read with its country, and a landline is none', async (t) => {
  const table: readonly (readonly [string, string, string | null])[] = [
    ['20 30 40 50', 'DK', '+4520304050'],
    ['+45 20 30 40 50', 'SE', '+4520304050'],
    ['0045-20304050', 'DK', '+4520304050'],
    ['70 10 20 30', 'DK', null],
    ['80 10 20 30', 'DK', null],
    ['+45 00 00 00 26', 'DK', null],
    ['2030405', 'DK', null],
    ['203040501', 'DK', null],
    ['070-174 06 05', 'SE', '+46701740605'],
    ['+46 (0)70-174 06 05', 'DK', '+46701740605'],
    ['08-465 004 00', 'SE', null],
    ['412 34 567', 'NO', '+4741234567'],
    ['22 12 34 56', 'NO', null],
    ['0151 23456789', 'DE', '+4915123456789'],
    ['030 901820', 'DE', null],
    ['07700 900123', 'GB', '+447700900123'],
    ['020 7946 0018', 'GB', null],
    ['07012 345678', 'GB', null],
    ['040 1234567', 'FI', '+358401234567'],
    ['09 1234567', 'FI', null],
    ['06 12345678', 'NL', '+31612345678'],
    ['020 123 4567', 'NL', null],
    ['+1 202 555 0143', 'DK', null],
    ['20304050', 'FR', null],
    ['20304050 / 30304050', 'DK', null],
    ['20304050 Ida', 'DK', null],
    ['', 'DK', null],
  ];
  for (const [text, country, number] of table) t.equal(mobileNumber(text, country), number, `${text} in ${country}`);
});

const works = (to: string) => ({ to, dead: false });
const dead = (to: string) => ({ to, dead: true });
const [mail, number] = ['a@b.example', '+4520304050'] as const;

t.test(
  'a letter goes by the first channel that reaches, and the debtor’s own wish is asked before the rung',
  async (t) => {
    const both: Reach = { email: works(mail), sms: works(number) };
    const rows: readonly (readonly [
      string,
      Partial<Parameters<typeof channelsFor>[0]>,
      Reach,
      Channel,
      string | null,
    ])[] = [
      ['as it was before there was a choice', {}, both, 'email', mail],
      ['SMS before e-mail', { channels: ['sms', 'email'] }, both, 'sms', number],
      ['no number: e-mail', { channels: ['sms', 'email'] }, { ...both, sms: null }, 'email', mail],
      ['a dead number: e-mail', { channels: ['sms', 'email'] }, { ...both, sms: dead(number) }, 'email', mail],
      ['a dead address: SMS', { channels: ['email', 'sms'] }, { ...both, email: dead(mail) }, 'sms', number],
      [
        'both dead: the first, and a guard asks',
        { channels: ['sms', 'email'] },
        { email: dead(mail), sms: dead(number) },
        'sms',
        number,
      ],
      ['neither known', { channels: ['sms', 'email'] }, { email: null, sms: null }, 'sms', null],
      ['SMS alone, no number', { channels: ['sms'] }, { ...both, sms: null }, 'sms', null],
      ['wished by e-mail', { channels: ['sms', 'email'], wish: 'email' }, both, 'email', mail],
      [
        'wished by e-mail, and it is dead',
        { channels: ['sms', 'email'], wish: 'email' },
        { ...both, email: dead(mail) },
        'email',
        mail,
      ],
      ['wished by SMS', { wish: 'sms' }, both, 'sms', number],
      ['wished by SMS, no number', { wish: 'sms' }, { ...both, sms: null }, 'email', mail],
      ['a notice, whatever is said', { kind: 'notice', channels: ['sms'], wish: 'sms' }, both, 'email', mail],
      ['a house without SMS', { channels: ['sms', 'email'], wish: 'sms', offered: ['email'] }, both, 'email', mail],
      ['a house without SMS, a rung by SMS alone', { channels: ['sms'], offered: ['email'] }, both, 'email', mail],
    ];
    for (const [name, change, reach, channel, to] of rows) {
      const question = {
        kind: 'reminder',
        channels: ['email'],
        wish: null,
        offered: ['email', 'sms'],
        ...change,
      } as const;
      t.same(roadOf(channelsFor(question), reach), { channel, to }, name);
    }
  },
);

t.test(
  'no letter is without a channel, no notice goes by SMS, and nothing goes by what the house does not have',
  async () => {
    const address = fc.constantFrom(null, works('x'), dead('x'));
    fc.assert(
      fc.property(
        fc.constantFrom(...rungKinds),
        fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1 }),
        fc.constantFrom<ChannelWish | null>(null, 'email', 'sms'),
        fc.boolean(),
        address,
        address,
        (kind, listed, wish, hasSms, email, sms) => {
          const offered: Channel[] = hasSms ? ['email', 'sms'] : ['email'];
          const asked = channelsFor({ kind, channels: listed, wish, offered });
          const road = roadOf(asked, { email, sms });
          if (kind === 'notice' && road.channel !== 'email') return false;
          if (!asked.includes(road.channel) || !offered.includes(road.channel)) return false;
          // Where one that works is listed, none that does not is taken.
          const reach = { email, sms };
          return reach[road.channel]?.dead === false || asked.every((each) => reach[each]?.dead !== false);
        },
      ),
    );
  },
);
