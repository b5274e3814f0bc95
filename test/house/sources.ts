/** The program's own text, parsed, for the laws of the house to look at. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import ts from 'typescript';

export const project = resolve(import.meta.dirname, '..', '..');

export type Source = {
  /** Under `src/`, with slashes: "cases/open-case.ts". */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
};

/** Every file under a folder, as paths with slashes relative to it; none where there is no such folder. */
export function filesUnder(folder: string, skip: readonly string[] = []): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skip.includes(entry.name)) return [];
    if (!entry.isDirectory()) return entry.isFile() ? [entry.name] : [];
    return filesUnder(join(folder, entry.name), skip).map((path) => `${entry.name}/${path}`);
  });
}

export function readSources(folder: string): Source[] {
  const paths = filesUnder(folder).filter((path) => path.endsWith('.ts'));
  return paths.sort().map((path) => source(path, readFileSync(join(folder, path), 'utf8')));
}

/** One file as the laws see it; tests of the laws make up small wrong ones with this. */
export function source(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  return { path, room: path.split('/')[0] ?? '', text, tree };
}

export type Import = {
  readonly module: string /** Under `src/`, when it is a file of ours. */;
  readonly path: string | null;
  readonly typeOnly: boolean;
};

/** What a file imports or re-exports, dynamic imports of a plain text included. */
export function importsOf(file: Source): Import[] {
  const found: Import[] = [];
  const add = (module: string, typeOnly: boolean) => found.push({ module, path: ownPath(file.path, module), typeOnly });
  everyNode(file.tree, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnly(node.importClause));
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    }
    const [argument] =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : [];
    if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
  });
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.every((each) => each.isTypeOnly)
  );
}

function ownPath(from: string, module: string): string | null {
  return module.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), module)) : null;
}

export function everyNode(root: ts.Node, look: (node: ts.Node) => void): void {
  look(root);
  ts.forEachChild(root, (child) => everyNode(child, look));
}

/** "cases/store-holds.ts, line 12" */
export function placeOf(file: Source, node: ts.Node): string {
  return `${file.path}, line ${file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1}`;
}

/** Does a path under `src/` fit one of these patterns? `*` is anything within a name, `**` any path. */
export function fits(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const expression = escaped.split('**').map((part) => part.replaceAll('*', '[^/]*'));
    return new RegExp(`^${expression.join('.*')}$`).test(path);
  });
}
