import { generatedNotice, npmName } from './emitted-file.js';
import type { TypePackage } from '../model/group-version.js';

/**
 * Prints `package.json`.
 *
 * @param version of all packages, from lerna.json
 * @param dependencies npm's names of what the package imports
 */
export function printPackageJson(
  { packageName, source }: TypePackage,
  description: string,
  version: string,
  dependencies: readonly string[],
): string {
  const manifest = {
    '//': generatedNotice(source),
    name: npmName(packageName),
    version,
    description,
    license: 'Apache-2.0',
    type: 'module',
    engines: { node: '^20.19.0 || ^22.13.0 || >=24' },
    sideEffects: false,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
    files: ['dist'],
    ...(dependencies.length === 0
      ? {}
      : { dependencies: Object.fromEntries([...dependencies].sort().map((name) => [name, version])) }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
