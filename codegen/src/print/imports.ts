import { StructureKind, type ImportDeclarationStructure } from 'ts-morph';
import { packageAlias } from '../model/names.js';
import type { PackageName, TypeReference } from '../model/type.js';
import { wrap } from './doc-comment.js';
import { npmName } from './emitted-file.js';
import { lineWidth } from './source-file.js';

/** npm's name of the hand-written package that clients delegate to. */
export const restPackage = npmName('rest');

/** Writes references to types, and remembers what a source must import for them. */
export class Imports {
  readonly #own: PackageName;
  readonly #packages = new Map<string, string>();
  readonly #ownTypes = new Set<string>();

  /** @param own the package of the source */
  constructor(own: PackageName) {
    this.#own = own;
  }

  /** A type as the source names it. */
  reference({ packageName, name }: TypeReference): string {
    if (packageName !== this.#own) return `${this.package(packageName)}.${name}`;
    this.#ownTypes.add(name);
    return name;
  }

  /** Imports a generated package and returns its alias. */
  package(packageName: PackageName): string {
    const alias = packageAlias(packageName);
    this.#packages.set(npmName(packageName), alias);
    return alias;
  }

  /** A type of `rest`. */
  rest(name: string): string {
    this.#packages.set(restPackage, 'rest');
    return `rest.${name}`;
  }

  /** npm's names of the imported packages, sorted. */
  packages(): string[] {
    return [...this.#packages.keys()].sort();
  }

  /** Import statements of other packages. */
  declarations(): ImportDeclarationStructure[] {
    return this.packages().map((moduleSpecifier) => ({
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namespaceImport: this.#packages.get(moduleSpecifier) ?? '',
      moduleSpecifier,
    }));
  }

  /** {@link declarations}, and one of the package's own types from `types.ts`. */
  declarationsWithOwn(): ImportDeclarationStructure[] {
    const own: ImportDeclarationStructure = {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: (writer) => writer.write(fill([...this.#ownTypes].sort())),
      moduleSpecifier: './types.js',
    };
    return this.#ownTypes.size === 0 ? this.declarations() : [...this.declarations(), own];
  }
}

/** Names on one line if they fit, else on as many as it takes. */
function fill(names: readonly string[]): string {
  const line = names.join(', ');
  if (`import type { ${line} } from './types.js';`.length <= lineWidth) return line;
  return `\n${wrap(`${line},`, lineWidth - 2).join('\n')}\n`;
}
