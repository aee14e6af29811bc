import { kindOf } from './kind-of.js';

/**
 * Throws a TypeError if options, or the selectors among them, are not what the types say: one that is no text must not become none,
 * which selects everything. For those, too, who send selectors by requests of their own.
 */
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
