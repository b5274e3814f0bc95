/**
 * JSON whose numbers stay as they were written: an amount never passes through a float. A parser of our own, because
 * JSON.parse tells a number's text only to a reviver, and walking every value of a page with one takes five times as long.
 */

/** A number as it stood on the wire: "1234.5". */
export class Lexeme {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Nothing in it must be unfolded (a backslash) or may not stand in a text at all (what comes before the space). */
const plainText = /^[ -[\]-\uffff]*$/;
const anyText = /"(?:[ !#-[\]-\uffff]|\\.)*"/y;
/** Deeper than any answer of e-conomic's. */
const deepest = 200;

/** The parsed value, with every number as a Lexeme. Throws a SyntaxError on anything that is not JSON. */
export function parseKeepingNumbers(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): unknown {
    if (depth > deepest) throw new SyntaxError('too deep');
    const first = this.#peek();
    switch (first) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return new Lexeme(this.#match(number));
    }
  }

  end(): void {
    if (this.#peek() !== '') throw new SyntaxError('something stands behind the value');
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at += 1;
    if (this.#takes('}')) return object;
    do {
      if (this.#peek() !== '"') throw new SyntaxError('a name was expected');
      const name = this.#string();
      if (!this.#takes(':')) throw new SyntaxError('a colon was expected');
      const value = this.value(depth + 1);
      if (name === '__proto__')
        Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
      else object[name] = value;
    } while (this.#takes(','));
    if (!this.#takes('}')) throw new SyntaxError('an object does not end');
    return object;
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at += 1;
    if (this.#takes(']')) return list;
    do list.push(this.value(depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) throw new SyntaxError('a list does not end');
    return list;
  }

  #string(): string {
    const end = this.#text.indexOf('"', this.#at + 1);
    const plain = end < 0 ? '\\' : this.#text.slice(this.#at + 1, end);
    if (!plainText.test(plain)) return JSON.parse(this.#match(anyText)) as string;
    this.#at = end + 1;
    return plain;
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw new SyntaxError('a word that is not JSON');
    this.#at += word.length;
    return value;
  }

  #match(pattern: RegExp): string {
    const from = this.#at;
    pattern.lastIndex = from;
    if (!pattern.test(this.#text)) throw new SyntaxError('a value was expected');
    this.#at = pattern.lastIndex;
    return this.#text.slice(from, this.#at);
  }

  #takes(mark: string): boolean {
    if (this.#peek() !== mark) return false;
    this.#at += 1;
    return true;
  }

  /** The next character that is not space; empty at the end. */
  #peek(): string {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 32 || (code >= 9 && code <= 13)) {
      space.lastIndex = this.#at;
      space.test(this.#text);
      this.#at = space.lastIndex;
    }
    return this.#text.charAt(this.#at);
  }
}
