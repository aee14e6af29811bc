import type { KindRules } from './kind-rules.js';
export function kindRules(_group: string, _kind: string): KindRules | undefined {
  return undefined;
}
