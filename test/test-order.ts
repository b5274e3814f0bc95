/**
 * In which order the files of a run begin: the folders whose files take longest first, so that many short ones are left to
 * fill the end. A long one that began last would run alone.
 */
const folders = ['worlds', 'faults', 'stories', 'browser', 'pages', 'rooms', 'adapters', 'letters', 'house', 'rules'];

export function longestFirst(files: readonly string[]): string[] {
  return files.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** A folder nobody has named here is begun first: better too early than too late. */
function placeOf(file: string): number {
  const [, folder = ''] = /^test\/([^/]+)\//.exec(file) ?? [];
  // What opens a browser takes tens of seconds, in whichever folder it stands.
  return file.endsWith('-look.test.ts') ? folders.indexOf('browser') : folders.indexOf(folder);
}
