import t from 'tap';
import { answerQuestion } from '../../src/conversations/answer-question.ts';
import { askQuestion } from '../../src/conversations/ask-question.ts';
import { longestText } from '../../src/conversations/said-text.ts';
import { openQuestions, questionsOfDebtor, readQuestion } from '../../src/conversations/store.ts';
import { debtorActor, owedWorld } from '../owed.ts';

const world = await owedWorld(t);

async function begin() {
  const room = await world.room();
  const aCase = await room.owes(await room.debtor('Havnecaféen I/S'));
  const ask = (text: string, change: { caseId?: string; debtorId?: string } = {}) =>
    room.work((work) => askQuestion(work, { ...aCase, ...change, text }), debtorActor(aCase.debtorId));
  const holds = () =>
    world.behind`select id, kind, ended_why from holds where case_id = ${aCase.caseId} order by since`;
  return { room, aCase, ask, holds };
}

t.test('a question rests the case, is handed on by its id, and its words stay outside the trail', async (t) => {
  const { room, aCase, ask, holds } = await begin();
  const asked = await ask('  Hvad er\r\ndette?\u0000\u001b[31m ');
  t.ok(asked.ok);
  const questionId = asked.ok ? asked.questionId : '';
  const question = await room.work((work) => readQuestion(work, questionId));
  t.equal(question!.body, 'Hvad er\ndette?[31m');
  t.match(await holds(), [{ id: question!.holdId, kind: 'question', ended_why: null }]);
  t.same(world.jobs.filter((job) => job.queue === 'send-question-mails').at(-1)?.payload, {
    creditorId: room.creditorId,
    subjectId: questionId,
  });
  const told = (await room.trail()).find(({ what }) => what === 'question-asked');
  t.match(told, { actor: `debtor:${aCase.debtorId}`, personal: { text: question!.body } });
  t.notMatch(JSON.stringify(told!.details), /dette/);
});

t.test('nothing, too much, and another debtor’s case are refused and rest nothing', async (t) => {
  const { room, ask, holds } = await begin();
  t.same(await ask(' \u0007 \n'), { ok: false, refusal: 'empty' });
  t.same(await ask('x'.repeat(longestText + 1)), { ok: false, refusal: 'empty' });
  t.same(await ask('Hvad?', { debtorId: await room.debtor('Another') }), { ok: false, refusal: 'gone' });
  const elsewhere = await (await world.room('Elsewhere ApS')).debtor('A stranger');
  t.same(await ask('Hvad?', { caseId: elsewhere }), { ok: false, refusal: 'gone' });
  t.equal((await holds()).length, 0);
  t.equal((await ask('x'.repeat(longestText))).ok, true, 'the longest there is');
});

t.test('an answer ends the rest it belongs to and no other', async (t) => {
  const { room, aCase, ask, holds } = await begin();
  const first = await ask('Hvad er det første?');
  const second = await ask('Og det andet?');
  const member = { kind: 'member', id: (await room.member('admin')).memberId } as const;
  const id = first.ok ? first.questionId : '';
  t.same(await room.work((work) => answerQuestion(work, id, ' '), member), { ok: false, refusal: 'empty' });
  t.same(await room.work((work) => answerQuestion(work, id, 'Det er kaffen.'), member), { ok: true });
  t.same(await room.work((work) => answerQuestion(work, id, 'Igen'), member), { ok: false, refusal: 'gone' });
  t.same(
    (await holds()).map((each) => each['ended_why']),
    ['answered', null],
  );
  const questions = await room.work((work) => questionsOfDebtor(work, aCase.debtorId));
  t.match(questions, [
    { id: second.ok ? second.questionId : '', answer: null },
    { answer: 'Det er kaffen.', answeredBy: member.id },
  ]);
  t.equal((await room.work(openQuestions)).length, 1);
});

t.test('a question whose rest a member ended by hand can still be answered', async (t) => {
  const { room, ask, holds } = await begin();
  const asked = await ask('Hvad?');
  await world.behind`update holds set ended_at = now(), ended_why = 'by hand' where id = ${(await holds())[0]!['id']}`;
  const member = { kind: 'member', id: (await room.member('admin')).memberId } as const;
  t.same(await room.work((work) => answerQuestion(work, asked.ok ? asked.questionId : '', 'Det er kaffen.'), member), {
    ok: true,
  });
});
