import { kindOf } from './kind-of.js';

/** A selector that the types would not have let through must not become none: that selects everything. */
export function checkSelectors(options: object): void {
  if (typeof options !== 'object')
    throw new TypeError(`options must be an object, as { labelSelector: 'app=web' }, not ${kindOf(options)}`);
  for (const name of ['labelSelector', 'fieldSelector'] as const) {
    const value = (options as { [selector: string]: unknown })[name];
    if (value === undefined || typeof value === 'string') continue;
    throw new TypeError(
      `${name} must be a string, as 'app=web', not ${kindOf(value)}: formatLabelSelector and formatFieldSelector make one`,
    );
  }
}
