import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { questions } from './tables.ts';

export type Question = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly body: string;
  readonly askedAt: Instant;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
  /** The member who answered. */
  readonly answeredBy: string | null;
  readonly holdId: string;
};

export async function insertQuestion(
  work: Work,
  question: Pick<Question, 'caseId' | 'debtorId' | 'body' | 'holdId'>,
): Promise<string> {
  const [row] = await work.tx
    .insert(questions)
    .values({ ...question, creditorId: work.creditorId, askedAt: work.now })
    .returning({ id: questions.id });
  return row!.id;
}

/** Stores the answer; null when there is no such question or somebody has answered it. */
export async function insertAnswer(work: Work, questionId: string, answer: string): Promise<Question | null> {
  const [row] = await work.tx
    .update(questions)
    .set({ answer, answeredAt: work.now, answeredBy: work.actor.id })
    .where(and(oneOf(work, questionId), isNull(questions.answeredAt)))
    .returning();
  return row ? questionOf(row) : null;
}

export async function readQuestion(work: Work, questionId: string): Promise<Question | null> {
  const [row] = await work.tx.select().from(questions).where(oneOf(work, questionId));
  return row ? questionOf(row) : null;
}

/** Everything a debtor has asked, newest first. */
export async function questionsOfDebtor(work: Work, debtorId: string): Promise<Question[]> {
  const rows = await work.tx
    .select()
    .from(questions)
    .where(and(eq(questions.creditorId, work.creditorId), eq(questions.debtorId, debtorId)))
    .orderBy(desc(questions.askedAt));
  return rows.map(questionOf);
}

/** Questions nobody has answered, oldest last: the worklist's. */
export async function openQuestions(work: Work): Promise<Question[]> {
  const rows = await work.tx
    .select()
    .from(questions)
    .where(and(eq(questions.creditorId, work.creditorId), isNull(questions.answeredAt)))
    .orderBy(desc(questions.askedAt));
  return rows.map(questionOf);
}

function oneOf(work: Work, questionId: string) {
  return and(eq(questions.creditorId, work.creditorId), eq(questions.id, questionId));
}

function questionOf(row: typeof questions.$inferSelect): Question {
  const { creditorId: _room, ...rest } = row;
  return rest;
}
