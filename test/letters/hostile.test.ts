import t from 'tap';
import { fillPlaceholders, placeholders } from '../../src/sending/placeholders.ts';
import { languages } from '../../src/values/language.ts';
import { line, nordvind, notice, press, reminder, today } from './samples.ts';

const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'Café\r\nBcc: everybody@evil.example',
  'Café\u2028\u0085\u0000Nord',
  '{{portal-link}}',
  '{{{{sign-in-link}}}}',
  '{ {portal-link} }',
  'http://evil.example/pay',
  'HTTPS://evil.example javascript:alert(1)',
  'www.evil.example',
  '[[button]] Pay here | https://evil.example',
  '[[subject]] You have won',
  'Nord | 0,00 \\',
  '\ue000\ue000subject\ue001\ue001',
  'abc\u202egnp.exe',
  '<%= it.creditor %>',
  '$& $1 $$',
  'O\'Brien & Søn "Kaffe"',
];

t.test('a name is only ever a name', async (t) => {
  for (const name of hostileNames) {
    for (const language of languages) {
      const written = [
        press.letter(
          notice(language, { debtorName: name, contactFirstName: null, senderName: name, paymentReference: name }),
        ),
        press.letter(
          reminder(language, {
            debtorName: name,
            contactFirstName: name,
            ownText: 'Hello {name} and {sender}: {invoices}',
            lines: [line(name, '2026-02-16', 'first-reminder', 12000n)],
          }),
        ),
        press.questionAsked({
          language,
          memberName: name,
          creditorName: 'Nordvind',
          debtorName: name,
          invoiceNumbers: [name],
          question: `${name}\n${name}`,
          caseUrl: 'https://rykker.example/1',
        }),
        press.headsUp({
          language,
          memberName: name,
          creditorName: 'Nordvind',
          leavesDay: today,
          queueUrl: 'https://rykker.example/q',
          letters: [
            {
              debtorName: name,
              rung: 'notice',
              nth: 1,
              channel: 'email',
              totalMinor: 1n,
              currency: 'DKK',
              repName: name,
              needsYes: true,
            },
          ],
        }),
      ];
      for (const { subject, html, text } of written) {
        const where = `${encodeURIComponent(name)} ${language}`;
        t.notMatch(subject, /[\p{Cc}\p{Cf}\u2028\u2029]/u, `${where}: the subject is one line`);
        t.equal(html.match(/<(script|img)\b/i), null, `${where}: no tag of theirs`);
        t.equal((html.match(/<a /g) ?? []).length, 1, `${where}: one link, ours`);
        t.equal((html.match(/\{\{/g) ?? []).length, (text.match(/\{\{/g) ?? []).length, `${where}: placeholders agree`);
        t.ok((text.match(/\{\{/g) ?? []).length <= 1, `${where}: at most our placeholder`);
        t.notMatch(
          text.replace(/^https:\/\/rykker\.example\/.$/m, ''),
          /:\/\/|www\.\S|evil\.\S|script:\S/i,
          `${where}: nothing a mail program links`,
        );
        t.notMatch(text, /[\ue000-\uf8ff]|\[\[(?!button|subject)/, `${where}: no stand-ins left, none made`);
      }
    }
  }
});

t.test('an ordinary name is left as it is', async (t) => {
  const names = ['Havnecaféen I/S', "O'Brien & Søn", 'J. P. Schmidt jun. A/S', 'Nr. 12.5 ApS', 'Åre [Norra] | Söder'];
  for (const debtorName of names) {
    const { text } = press.letter(reminder('da', { debtorName, contactFirstName: null }));
    t.match(text, `Hej ${debtorName}\n`);
  }
});

t.test('a missing or empty contact leaves no blank', async (t) => {
  for (const contactFirstName of [null, '', '  ', '\u200b']) {
    t.match(press.letter(reminder('da', { contactFirstName })).text, /^Hej Havnecaféen I\/S$/m);
    t.match(press.letter(reminder('en', { contactFirstName })).text, /^Dear Havnecaféen I\/S,$/m);
  }
});

t.test('a letter nobody signs ends with the creditor, once', async (t) => {
  for (const senderName of ['', ' ', nordvind.name]) {
    const { text } = press.letter(reminder('da', { senderName }));
    t.match(text, 'Venlig hilsen\nNordvind Kaffe ApS\n\nCVR');
  }
});

t.test('what the books do not know of the creditor is left out without a trace', async (t) => {
  const bare = {
    name: 'Nordvind Kaffe ApS',
    companyNumber: null,
    address: ' ',
    phone: null,
    email: 'not an address',
    bank: null,
  };
  for (const language of languages) {
    const { text } = press.letter(reminder(language, { creditor: bare, paysOnline: false }));
    t.notMatch(text, /CVR|·|not an address|\n\n\n/);
    t.match(text, placeholders.portalLink);
    t.notMatch(press.letter(reminder(language, { creditor: { ...nordvind, bank: null } })).text, /Andelskassen/);
  }
});

t.test('the private link is put in at hand-over, and only there', async (t) => {
  const { html, text } = press.letter(reminder('da'));
  const portalLink = 'https://rykker.example/p/$1$$abc';
  for (const body of [html, text]) {
    const filled = fillPlaceholders(body, { portalLink });
    t.ok(filled.includes(portalLink), 'exactly this link');
    t.notMatch(filled, '{{');
  }
  t.throws(() => fillPlaceholders(text, {}), /no usable link/);
  t.throws(() => fillPlaceholders(text, { signInLink: portalLink }), /no usable link/);
  t.throws(() => fillPlaceholders(html, { portalLink: 'javascript:alert(1)' }), /no usable link/);
  t.throws(() => fillPlaceholders(html, { portalLink: 'https://x.example/"onclick' }), /no usable link/);
  t.equal(fillPlaceholders('nothing to fill', {}), 'nothing to fill');
});

t.test('a button of a mail to members leads to an address of the web or the mail is not written', async (t) => {
  const mail = { language: 'en', memberName: null, creditorName: 'Nordvind', day: today } as const;
  for (const reconnectUrl of ['javascript:alert(1)', '', '/install', 'https://x.example/ y']) {
    t.throws(() => press.creditorPaused({ ...mail, reconnectUrl }), /leads nowhere/);
  }
});
