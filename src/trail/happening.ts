/** One thing that happened, as the trail is told of it. */
export type Happening = {
  /** A word with a sentence on the desk: "letter-sent", "hold-opened". */
  readonly what: string;
  readonly caseId?: string | null;
  readonly debtorId?: string | null;
  readonly subjectId?: string | null;
  /** Numbers, days, codes, before and after. Never a name, an address or words somebody said: those are `personal`. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly personal?: Readonly<Record<string, unknown>>;
};
