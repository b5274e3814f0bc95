import fc from 'fast-check';
import t from 'tap';
import { Lexeme, parseKeepingNumbers } from '../../src/adapters/e-conomic/json.ts';

/** The same value with its numbers turned into floats, as JSON.parse gives them. */
function withFloats(value: unknown): unknown {
  if (value instanceof Lexeme) return Number(value.text);
  if (Array.isArray(value)) return value.map(withFloats);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withFloats(each)]));
}

const outcomeOf = (parse: () => unknown): unknown => {
  try {
    return { value: parse() };
  } catch {
    return 'not JSON';
  }
};

t.test('what JSON.parse reads is read the same, and what it refuses is refused', async () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '\\', ',', '}', ']', '0', '\n', '\t', '\u0000', 'e', '-', ' '))
    .map(([text, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + (at % 2));
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
      const theirs = outcomeOf(() => JSON.parse(text));
      const ours = outcomeOf(() => withFloats(parseKeepingNumbers(text)));
      t.strictSame(JSON.stringify(ours), JSON.stringify(theirs), text);
    }),
    { numRuns: 3_000 },
  );
});

t.test('a number keeps every digit it was written with', async (t) => {
  const read = parseKeepingNumbers('{"a": 1234.50, "b": [-0.10, 9007199254740993, 1e3], "__proto__": 1}');
  t.match(read, { a: { text: '1234.50' }, b: [{ text: '-0.10' }, { text: '9007199254740993' }, { text: '1e3' }] });
  t.ok(Object.hasOwn(read as object, '__proto__'), 'a name is only a name');
});

t.test('an answer that was cut off, or holds itself a thousand times over, is no JSON', async (t) => {
  const whole = '{"collection":[{"a":1.5,"b":"x\\"y"}],"pagination":{}}';
  for (let end = 0; end < whole.length; end += 1) t.throws(() => parseKeepingNumbers(whole.slice(0, end)), SyntaxError);
  t.throws(() => parseKeepingNumbers('['.repeat(100_000)), SyntaxError);
});
