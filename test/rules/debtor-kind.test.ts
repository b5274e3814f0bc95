/** Business, sole trader or consumer, told from the card: the careful side wins. */
import t from 'tap';
import { detectKind } from '../../src/cases/debtor-kind.ts';

const table: readonly (readonly [name: string, companyNumber: string | null, country: string, told: string])[] = [
  ['Havnecaféen ApS', '87654321', 'DK', 'business by company-word ApS'],
  ['Havnecaféen I/S', null, 'DK', 'business by company-word I/S'],
  ['Café Nord', '87654321', 'DK', 'business by company-number'],
  ['Café Nord', 'DK 87 65 43 21', 'DK', 'business by company-number'],
  ['Café Nord', '8765432', 'DK', 'consumer by strange-number'],
  ['Café Nord', '876543210', 'DK', 'consumer by strange-number'],
  ['Café Nord v/Ida Holm', '87654321', 'DK', 'sole-trader by trader-word v/'],
  ['Ida Holm', null, 'DK', 'consumer by nothing'],
  ['Ida Holm', ' ', 'DK', 'consumer by nothing'],
  ['Ida Holm', '0101701234', 'DK', 'consumer by personal-number'],
  ['Ida Holm', '010170-1234', 'DK', 'consumer by personal-number'],
  ['Söderports Kaffebar AB', '556012-3456', 'SE', 'business by company-word AB'],
  ['AB Söderport', null, 'SE', 'business by company-word AB'],
  ['Söderport', '556012-3456', 'SE', 'business by company-number'],
  ['Söderport', '701231-1234', 'SE', 'sole-trader by trader-number'],
  ['Söderport', '19701231-1234', 'SE', 'sole-trader by trader-number'],
  ['Abba Kaffe', null, 'SE', 'consumer by nothing'],
  ['Nordlys Kaffe AS', '912345678', 'NO', 'business by company-word AS'],
  ['Nordlys Kaffe', '912345678', 'NO', 'business by company-number'],
  ['Kahvila Oy', null, 'FI', 'business by company-word Oy'],
  ['Kahvila', '1234567-8', 'FI', 'business by company-number'],
  ['Tmi Maija Virtanen', '1234567-8', 'FI', 'sole-trader by trader-word Tmi'],
  ['Rösterei GmbH', null, 'DE', 'business by company-word GmbH'],
  ['Rösterei', 'DE123456789', 'DE', 'sole-trader by trader-number'],
  ['Rösterei', 'HRB 12345', 'DE', 'business by company-number'],
  ['Koffie B.V.', null, 'NL', 'business by company-word B.V.'],
  ['Koffie', '12345678', 'NL', 'business by company-number'],
  ['Harbour Roast Ltd', '09990012', 'GB', 'business by company-word Ltd'],
  ['Harbour Roast', '09990012', 'GB', 'business by company-number'],
  ['Harbour Roast', 'SC123456', 'GB', 'business by company-number'],
  ['Harbour Roast', 'GB 123 4567 89', 'GB', 'sole-trader by trader-number'],
  ['Jane Roe t/a Harbour Roast', null, 'GB', 'sole-trader by trader-word t/a'],
  ['Café de Paris SARL', null, 'FR', 'business by company-word SARL'],
  ['Café de Paris', 'FR12345678901', 'FR', 'business by company-number'],
  ['Café de Paris', '123', 'FR', 'consumer by strange-number'],
  ['Somewhere', '12345678', 'ZZ', 'business by company-number'],
  ['Somewhere', '0101701234', 'ZZ', 'consumer by strange-number'],
];

for (const [name, companyNumber, country, told] of table) {
  const { kind, clue, word } = detectKind({ name, companyNumber, country });
  t.equal([kind, 'by', clue, ...(word === null ? [] : [word])].join(' '), told, `${name} ${companyNumber} ${country}`);
}
t.end();
