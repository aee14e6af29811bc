import { GenerationError } from '../generation-error.js';
import { apiVersion, type Description } from '../read/description.js';

/** One thing that Kubernetes' documents say and that is not so. */
export interface Fixup {
  readonly name: string;
  /** What is wrong, and what it becomes. */
  readonly repairs: string;
  /** Minor versions in which the bug has been seen, both included; without `until` it still is there. */
  readonly kubernetes: { readonly since: string; readonly until?: string };
  /** Where upstream knows of it. */
  readonly link: string;
  /** `apiVersion` of the group-version whose document has the bug. */
  readonly document: string;
  /** Repairs every occurrence, and says how many there were. */
  readonly apply: (description: Description) => number;
}

/**
 * Applies the fixups that are meant for these documents.
 *
 * @throws GenerationError for a fixup that finds nothing to repair although its document is there: upstream has repaired it
 */
export function applyFixups(description: Description, fixups: readonly Fixup[]): void {
  const present = new Set(description.groupVersions.map(apiVersion));
  for (const fixup of fixups) {
    if (!inRange(description.kubernetes, fixup.kubernetes)) continue;
    if (fixup.apply(description) === 0 && present.has(fixup.document)) {
      throw new GenerationError(
        `${description.source}: the fixup "${fixup.name}" finds nothing to repair in ${fixup.document} ` +
          `of Kubernetes ${description.kubernetes ?? '(unknown version)'}: end its range of versions (${fixup.link})`,
      );
    }
  }
}

/** Documents that do not say their version may have any bug. */
function inRange(version: string | undefined, { since, until }: Fixup['kubernetes']): boolean {
  if (version === undefined) return true;
  return minor(version) >= minor(since) && (until === undefined || minor(version) <= minor(until));
}

function minor(version: string): number {
  return Number(version.split('.')[1]);
}
