/** What a bench is, and how its figures become a row. */

/** What one run measured, in milliseconds of wall time. */
export type Run = {
  readonly oursMs: number;
  readonly yardstickMs: number;
  /** How long each batch or letter of ours took. */
  readonly eachMs: readonly number[];
  /** What else this bench measured, by its own names. */
  readonly more?: Readonly<Record<string, number>>;
};

export type Bench = {
  readonly name: string;
  /** One line for the table: what one of `n` is, and what the yardstick does. */
  readonly about: string;
  readonly n: number;
  /** The sizes it is run at, where it is more than one. */
  readonly sizes?: readonly number[];
} & (
  | {
      /** One run over `n` in a database of its own, which is gone afterwards. Throws when the work was not done. */
      run(n: number): Promise<Run>;
    }
  | {
      /** Where filling takes longer than the work: filled once, and every run begins with a copy. */
      fill(n: number): Promise<Filled>;
    }
);

export type Filled = { run(): Promise<Run>; drop(): Promise<void> };

export type Row = {
  readonly bench: string;
  readonly n: number;
  readonly seconds: number;
  readonly rows_per_s: number;
  readonly yardstick: string;
  readonly yardstick_rows_per_s: number;
  /** How many times longer ours takes than the yardstick. */
  readonly ratio: number;
  readonly p99_ms: number;
  readonly rss_mb: number;
  readonly [more: string]: string | number;
};

/** Runs it `runs` times; every figure is the median over the runs, memory the most the process ever held. */
export async function measure(bench: Bench, n: number, runs: number): Promise<Row> {
  const measured: Run[] = [];
  const filled: Filled = 'fill' in bench ? await bench.fill(n) : { run: () => bench.run(n), drop: async () => {} };
  try {
    for (let run = 0; run < runs; run += 1) measured.push(await filled.run());
  } finally {
    await filled.drop();
  }

  const ours = median(measured.map((run) => run.oursMs));
  const yardstick = median(measured.map((run) => run.yardstickMs));
  return {
    bench: bench.name,
    n,
    seconds: rounded(ours / 1000, 3),
    rows_per_s: rounded((n * 1000) / ours, 1),
    yardstick: bench.about,
    yardstick_rows_per_s: rounded((n * 1000) / yardstick, 1),
    ratio: rounded(median(measured.map((run) => run.oursMs / run.yardstickMs)), 2),
    p99_ms: rounded(median(measured.map((run) => percentile(run.eachMs, 0.99))), 1),
    rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...Object.fromEntries(
      Object.keys(measured[0]?.more ?? {}).map((name) => [
        name,
        rounded(median(measured.map((run) => run.more?.[name] ?? 0)), 3),
      ]),
    ),
  };
}

/** Wall time of a deed in milliseconds. */
export async function timed(deed: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await deed();
  return performance.now() - from;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** By nearest rank. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
