import type { DifferentialCase } from './case.js';
import { type Body, container, deployments, named, pods, post, workload } from './case-builders.js';

/* What cases of the specs of pods are written with. */

const labels = { app: 'a', tier: 'b' };

/** A pod with more in its spec. */
export const podWith = (more: Body): Body =>
  named({ metadata: { name: 'x', labels }, spec: { containers: [container], ...more } });

/** A Deployment whose pods have more in their specs. */
export const deploymentWith = (more: Body): Body =>
  named(workload({ template: { metadata: { labels }, spec: { containers: [container], ...more } } }));

/** One case for each entry: a pod with a spec, and a Deployment of such pods. */
export function specs(what: string, entries: Readonly<Record<string, Body>>): DifferentialCase[] {
  return Object.entries(entries).map(([how, spec]) => ({
    name: `pod spec, ${what}: ${how}`,
    steps: [post(pods, podWith(spec)), post(deployments, deploymentWith(spec))],
  }));
}

/** The same with one container that says more. */
export const containers = (what: string, entries: Readonly<Record<string, Body>>): DifferentialCase[] =>
  specs(
    what,
    Object.fromEntries(Object.entries(entries).map(([how, more]) => [how, { containers: [{ ...container, ...more }] }])),
  );
