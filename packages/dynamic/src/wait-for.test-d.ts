// Type tests: compiled by `npm run check`, never run. Each @ts-expect-error is a mistake that must not compile.
import type { AcrossNamespaces, ResourceClient, Stored } from '@kubewright/rest';
import type { DynamicObject } from './dynamic-object.js';
import type { DynamicResourceClient, StoredDynamicObject } from './dynamic-resource.js';
import { extractApply } from './extract-apply.js';
import { condition, created, deleted, field } from './wait-condition.js';
import { waitFor } from './wait-for.js';
import { waitForRollout } from './wait-for-rollout.js';
import type { Thing, ThingList } from './waiting-server.test-support.js';

declare const things: ResourceClient<Thing, ThingList>;
declare const everywhere: AcrossNamespaces<Thing, ThingList>;
declare const dynamic: DynamicResourceClient;
declare const live: Stored<Thing>;
declare const object: DynamicObject;

/** Compiles only if the two types are the same. */
function same<A, B>(_same: (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false): void {
  // Nothing to run.
}

export async function whatIsWaitedForKeepsItsType(): Promise<void> {
  const ready = await waitFor(things, 'w', condition('Ready'));
  same<typeof ready, Stored<Thing>>(true);
  const running = await waitFor(
    things,
    'w',
    field((thing) => thing.status?.phase, 'Running'),
  );
  same<typeof running, Stored<Thing>>(true);
  const gone = await waitFor(things, 'w', deleted());
  same<typeof gone, Stored<Thing> | undefined>(true);
  const own = await waitFor(things, 'w', (thing) => thing?.status?.phase === 'Running');
  same<typeof own, Stored<Thing> | undefined>(true);
  const any = await waitFor(dynamic, 'w', created());
  same<typeof any, StoredDynamicObject>(true);
  const rolled = await waitForRollout(dynamic, 'w');
  same<typeof rolled, StoredDynamicObject>(true);
}

export async function whatCannotBeWaitedFor(): Promise<void> {
  // @ts-expect-error a name is one object only within a namespace
  await waitFor(everywhere, 'w', created());
  // @ts-expect-error a promise is always true
  await waitFor(things, 'w', async (thing) => thing !== undefined);
  // @ts-expect-error there is no such field
  await waitFor(things, 'w', (thing) => thing?.status?.stage === 'Running');
}

export async function whatWasAppliedCanBeAppliedAgain(): Promise<void> {
  const mine = extractApply(live, 'me');
  if (mine) await things.apply(mine, { fieldManager: 'me' });
  // @ts-expect-error the manager may own nothing
  await things.apply(mine, { fieldManager: 'me' });
  const status = extractApply(live, 'me', { subresource: 'status' });
  same<'status' extends keyof NonNullable<typeof status> ? true : false, true>(true);
  // @ts-expect-error the status is a subresource
  void mine?.status;
  const any = extractApply(object, 'me');
  if (any) await dynamic.apply(any, { fieldManager: 'me' });
}
