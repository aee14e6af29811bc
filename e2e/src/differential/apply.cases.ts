import { creations } from './apply-creations.js';
import { generatedApplyCases } from './apply-generator.js';
import { lists } from './apply-lists.js';
import { ownership } from './apply-ownership.js';
import { refusals } from './apply-refusals.js';
import { subresources } from './apply-subresources.js';
import { upgrades } from './apply-upgrades.js';
import type { DifferentialCase } from './case.js';

/*
 * Server-side apply over real kinds, above all those that no controller writes to in between: PodTemplate for what containers have in
 * Deployments, too. Deployments and Jobs are only tried (`dryRun=All`).
 */

/** Server-side apply: what it answers, and who owns what afterwards. */
export const applyCases: DifferentialCase[] = [
  creations,
  ownership,
  lists,
  subresources,
  upgrades,
  refusals,
  generatedApplyCases,
].flat();
