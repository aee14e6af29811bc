import { definitionRules } from '../customresources/definition-rules.js';
import { customResourceRules } from '../customresources/custom-resource-rules.js';
import type { KindRules } from '../kinds/kind-rules.js';
import { kindRules } from '../kinds/rules-by-kind.js';
import type { ServedResource } from '../resources/served-resource.js';

/** What the server does with the objects of a resource, built-in or custom; undefined for a kind of which nothing is known. */
export function rulesOf(resource: ServedResource): KindRules | undefined {
  if (resource.custom) return customResourceRules(resource.info, resource.custom);
  if (resource.groupResource === 'customresourcedefinitions.apiextensions.k8s.io') return definitionRules;
  return kindRules(resource.info.kind.group, resource.info.kind.kind);
}
