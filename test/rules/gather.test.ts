import t from 'tap';
import { gather } from '../../src/hooks/gather.ts';

/** Deeds that end when told, in the order they began. */
function deeds() {
  const begun: string[] = [];
  const ends: ((how?: Error) => void)[] = [];
  const call = gather(
    (key) =>
      new Promise((resolve, reject) => {
        begun.push(key);
        ends.push((how) => (how ? reject(how) : resolve()));
      }),
  );
  return { begun, ends, call };
}
const breath = () => new Promise((resolve) => setImmediate(resolve));

t.test('calls that come while one is done share one more, which began after all of them', async (t) => {
  const { begun, ends, call } = deeds();
  const first = call('a');
  const rest = Array.from({ length: 100_000 }, () => call('a'));
  t.equal(new Set(rest).size, 1);
  t.same(begun, ['a']);
  ends[0]!();
  await first;
  await breath();
  t.same(begun, ['a', 'a']);
  ends[1]!();
  await Promise.all(rest);
  void call('a');
  t.same(begun, ['a', 'a', 'a'], 'nothing lingers');
});

t.test('keys do not wait for each other, and a deed that failed fails its own callers only', async (t) => {
  const { begun, ends, call } = deeds();
  const first = call('a');
  const second = call('a');
  const other = call('b');
  t.same(begun, ['a', 'b']);
  ends[0]!(new Error('no'));
  await t.rejects(first);
  await breath();
  ends[1]!();
  ends[2]!();
  await t.resolves(Promise.all([second, other]));
});
