import type { DifferentialCase } from './case.js';
import { definitionCases } from './lifecycle.definitions.js';
import { deletionCases } from './lifecycle.deletion.js';
import { namespaceCases } from './lifecycle.namespaces.js';
import { ownerCases } from './lifecycle.owners.js';
import { subresourceCases } from './lifecycle.subresources.js';

/** Deletion and what follows from it, namespaces, definitions, and the subresources that change an object. */
export const lifecycleCases: readonly DifferentialCase[] = [
  ...deletionCases,
  ...ownerCases,
  ...namespaceCases,
  ...subresourceCases,
  ...definitionCases,
];
