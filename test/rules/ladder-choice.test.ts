/** Which ladder a debtor climbs, and what is the name of one. */
import t from 'tap';
import { isLadderName, isSegment, type LadderName, ladderFor, ownLadderName } from '../../src/ladder/ladder-choice.ts';
import { ladder } from './world.ts';

const debtorId = '0b7f7f3e-5d7a-4a52-9a55-1f6c2f6d0e11';
const own = ownLadderName(debtorId);
const having = (...names: LadderName[]) => new Map(names.map((name) => [name, { ...ladder, version: name }] as const));

t.test('the own one before the segment’s, and that before the normal one', async (t) => {
  for (const [segment, ladders, expected] of [
    ['normal', having('normal'), 'normal normal'],
    ['normal', having('normal', 'risk', 'vip'), 'normal normal'],
    ['risk', having('normal', 'risk'), 'risk segment'],
    ['vip', having('normal', 'risk'), 'normal segment-without-one'],
    ['risk', having('normal', 'risk', own), `${own} own`],
    ['normal', having('normal', own), `${own} own`],
  ] as const) {
    const choice = ladderFor({ debtorId, segment }, ladders);
    t.equal(`${choice.name} ${choice.why}`, expected, `${segment}, of ${[...ladders.keys()].join(', ')}`);
    t.equal(choice.ladder.version, choice.name);
  }
  t.throws(() => ladderFor({ debtorId, segment: 'normal' }, having('risk')), /without a normal ladder/);
});

t.test('names are told from other texts', async (t) => {
  for (const name of ['normal', 'risk', 'vip', own]) t.ok(isLadderName(name), name);
  for (const name of ['', 'own', 'debtor-', 'debtor-7', `${own}x`]) t.notOk(isLadderName(name), name);
  t.ok(isSegment('risk'));
  for (const other of ['Risk', own, null, 7]) t.notOk(isSegment(other), String(other));
});
