/** A command of `npm run rykker -- …`: what a person does by hand. */
export type Command = {
  /** The words it is called by, "release-sending" or "trail verify". */
  readonly name: string;
  /** One or more lines: how it is called and what it does. */
  readonly usage: string;
  /** Runs it on the words after its name; answers the exit code. What it has to say, it says. */
  run(words: readonly string[]): number | Promise<number>;
};

/** One sentence on standard error, and the code to leave with. */
export function fail(why: string, code = 1): number {
  console.error(why);
  return code;
}
