/**
 * A creditor's colour, mended until it can be read. Companies choose a colour for their sign, not for small type on paper.
 */

/** Six hexadecimal digits after a hash: what a colour field of a browser sends. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

export type Accent = { readonly colour: string; readonly ink: string };

/** The darkest paper and the lightest night a page has; what reads on these reads on all of ours, and on white. */
const grounds = { light: '#edeae1', dark: '#2b2924' } as const;
const inks = ['#ffffff', '#14120f'] as const;

/** WCAG 2.2, 1.4.3: small text needs 4.5 to 1. */
const readable = 4.5;
const steps = 50;

/**
 * The colour itself when it reads on our ground, else the nearest darker (light theme) or lighter (dark theme) one that does;
 * and the ink that reads on it. `colour` must satisfy isColour. Mails use the light one.
 */
export function accentOn(colour: string, theme: 'light' | 'dark'): Accent {
  const towards = theme === 'light' ? '#000000' : '#ffffff';
  for (let step = 0; step <= steps; step++) {
    const mended = mixed(colour.toLowerCase(), towards, step / steps);
    const ink = inks.find((each) => contrast(each, mended) >= readable);
    if (ink && contrast(mended, grounds[theme]) >= readable) return { colour: mended, ink };
  }
  throw new Error('black on paper and white on night always read');
}

/** WCAG's ratio of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((each) => {
    const share = each / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(colour: string, other: string, share: number): string {
  const others = channels(other);
  const parts = channels(colour).map((each, at) => Math.round(each + ((others[at] ?? 0) - each) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
