/** Pages from templates in which every value is escaped unless it is itself a piece of a page. */

import type { FastifyReply } from 'fastify';

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | false | readonly Html[];

export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  let text = strings[0] ?? '';
  for (const [index, piece] of pieces.entries()) text += printed(piece) + (strings[index + 1] ?? '');
  return new Html(text);
}

function printed(piece: Piece): string {
  if (piece === null || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map((each) => each.text).join('');
  return escaped(String(piece));
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-block: 32px 8px; }
form.act { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-block: 8px; }
label { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; font-size: 0.875rem; min-width: 0; max-width: 100%; }
input, select, button { font: inherit; padding: 6px 10px; max-width: 100%; box-sizing: border-box; }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
th, td { text-align: start; padding: 4px 12px 4px 0; vertical-align: top; }
td.sum { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
iframe { width: 100%; height: 36rem; border: 1px solid #8886; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.said { padding: 8px 12px; border-inline-start: 4px solid currentColor; }
.act > * { min-width: 0; }
.quiet { opacity: 0.7; }
@media (max-width: 40rem) {
  .inbox thead { display: none; }
  .inbox :is(tbody, tr, td) { display: block; padding: 0; overflow-wrap: anywhere; }
  .inbox tr { padding-block: 8px; border-block-end: 1px solid #8884; }
}
`;

/** A whole page. It says on every page that this is the sandbox. */
export function page(title: string, body: Html, lang = 'en'): string {
  return `<!doctype html>
<html lang="${escaped(lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · sandbox</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body>
${body.text}
</body>
</html>`;
}

/** Answers with a page of a vendor's. */
export function showPage(reply: FastifyReply, status: number, title: string, body: Html): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page(title, body));
}
