/**
 * The Dutch statutory rate for consumers (BW 6:120(1)): set whole by decree, not counted from a reference. Rates before July
 * 2023 were not found; whether the one of January 2026 outlived June is not known either.
 */
import type { Rate } from '../reference-rates.ts';

const dutchTexts = 'Dutch texts on the statutory rate, one good secondary source';

export const dutchConsumerRates: readonly Rate[] = [
  ['2023-07-01', '6.00', 'medium', dutchTexts],
  ['2024-01-01', '7.00', 'medium', dutchTexts],
  ['2024-07-01', '7.00', 'medium', dutchTexts],
  ['2025-01-01', '6.00', 'medium', dutchTexts],
  ['2025-07-01', '6.00', 'medium', dutchTexts],
  ['2026-01-01', '4.00', 'medium', dutchTexts],
];
