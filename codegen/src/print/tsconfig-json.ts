import { generatedNotice } from './emitted-file.js';
import { referenceList } from './references.js';
import type { TypePackage } from '../model/group-version.js';

/**
 * Prints a generated package's `tsconfig.json`.
 *
 * @param base path of the repository's tsconfig.base.json from the package's folder
 * @param references paths of the projects that it depends on, from the package's folder
 */
export function printTsconfig({ source }: TypePackage, base: string, references: readonly string[]): string {
  return `// ${generatedNotice(source)}
{
  "extends": "${base}",
  "compilerOptions": {
    "rootDir": "src",
    "outDir": "dist",
    "tsBuildInfoFile": ".tsbuildinfo",
    "types": []
  },
  "include": ["src"],
  "references": ${referenceList(references, '  ')}
}
`;
}
