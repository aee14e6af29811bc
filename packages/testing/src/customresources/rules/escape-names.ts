/** What is no name in the language: `self.namespace` is `self.__namespace__`. */
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** Whether a property is known by its own name too, though that is a word of the language (apiserver `pkg/cel/types.go`). */
export function isReserved(name: string): boolean {
  return reserved.has(name);
}

/** The name by which rules know a property; undefined if they cannot (apiserver `pkg/cel/escaping.go`). */
export function escapeName(name: string): string | undefined {
  if (!/^[a-zA-Z_./-][a-zA-Z0-9_./-]*$/.test(name)) return undefined;
  if (reserved.has(name)) return `__${name}__`;
  return name.replace(/__|[-./]/g, (found) => escapes[found] ?? found);
}
