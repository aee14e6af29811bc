import type { LabelSelector } from '@kubewright/meta-v1';
import { compareBytewise } from './byte-order.js';
import {
  formatLabelRequirement,
  type LabelOperator,
  labelRequirement,
  type LabelRequirement,
  type Labels,
  meetsLabelRequirement,
} from './label-requirement.js';
import { parseLabelSelector } from './label-selector-parser.js';
import { quote } from './quote.js';

/** A label selector in any of its forms: as a text, as objects hold it, or as requirements. */
export type AnyLabelSelector = LabelSelector | string | readonly LabelRequirement[];

const operatorOf: Readonly<Record<string, LabelOperator>> = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' };

/**
 * The requirements of a label selector, in the order of their keys (apimachinery `metav1.LabelSelectorAsSelector`).
 * An empty selector has none and selects everything. Throws an Error that names the part that is not valid.
 */
export function labelRequirements(selector: AnyLabelSelector): readonly LabelRequirement[] {
  if (typeof selector === 'string') return parseLabelSelector(selector);
  if (isRequirements(selector)) return selector;
  const requirements = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => labelRequirement(key, '=', [value]));
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const known = Object.hasOwn(operatorOf, operator) ? operatorOf[operator] : undefined;
    if (known === undefined)
      throw new Error(`invalid label requirement: key ${quote(key)}: ${quote(operator)} is not a valid label selector operator`);
    requirements.push(labelRequirement(key, known, values));
  }
  return requirements.sort((a, b) => compareBytewise(a.key, b.key));
}

/**
 * A label selector as the API takes it in `labelSelector`: `app=web,tier in (backend,cache)`, in the order of the keys.
 * The empty text selects everything. Throws an Error that names the part that is not valid.
 *
 * @example
 * await pods.list({ labelSelector: formatLabelSelector(deployment.spec.selector) });
 */
export function formatLabelSelector(selector: AnyLabelSelector): string {
  return labelRequirements(selector).map(formatLabelRequirement).join(',');
}

/**
 * Whether a label selector selects an object with these labels. To ask many times, pass what {@link labelRequirements} returns.
 * Throws an Error that names the part of the selector that is not valid.
 */
export function matchesLabels(selector: AnyLabelSelector, labels: Labels = {}): boolean {
  return labelRequirements(selector).every((requirement) => meetsLabelRequirement(requirement, labels));
}

function isRequirements(selector: LabelSelector | readonly LabelRequirement[]): selector is readonly LabelRequirement[] {
  return Array.isArray(selector);
}
