// @ts-check
// Removes what builds and reports leave behind; the cache of control planes stays.

import { rmSync } from 'node:fs';
import path from 'node:path';
import { root, workspaces } from './workspaces.mjs';

const built = workspaces().flatMap(({ folder }) => [`${folder}/dist`, `${folder}/.tsbuildinfo`]);
for (const name of [...built, 'coverage', 'reports', '.cache/tests.tsbuildinfo'])
  rmSync(path.join(root, name), { recursive: true, force: true });
