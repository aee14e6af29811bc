/** Resources of one group whose objects are those of another one. */
const shared: Readonly<Record<string, string>> = { 'events.events.k8s.io': 'events' };

/** Under which name a resource keeps its objects. @param groupResource as `deployments.apps` */
export function storageName(groupResource: string): string {
  return Object.hasOwn(shared, groupResource) ? (shared[groupResource] as string) : groupResource;
}
