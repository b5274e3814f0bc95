/** Chance that can be had again: the same seed throws the same dice in every run. */

export type Dice = {
  /** A whole number from `from` to `to`, both possible. */
  between(from: number, to: number): number;
  /** True `percent` times in a hundred. */
  happens(percent: number): boolean;
  oneOf<Value>(values: readonly Value[]): Value;
};

/** Mulberry32, by Tommy Ettinger: small, and good enough to make up a world. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    happens: (percent) => next() * 100 < percent,
    oneOf: (values) => {
      const value = values[between(0, values.length - 1)];
      if (value === undefined) throw new Error('nothing to choose from');
      return value;
    },
  };
}
