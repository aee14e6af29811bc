import { kindOf } from './kind-of.js';
import type { ListOptions } from './options.js';

const selecting: Readonly<Record<keyof ListOptions, true>> = {
  signal: true,
  timeout: true,
  labelSelector: true,
  fieldSelector: true,
  limit: true,
  continue: true,
  resourceVersion: true,
  resourceVersionMatch: true,
  timeoutSeconds: true,
  shardSelector: true,
};

/**
 * Throws a TypeError if a selector stands among the options for deleting, or if there is no option of a name for selecting: neither
 * would select anything, and everything would be deleted.
 */
export function checkDeletedCollection(options: object, listOptions: object): void {
  for (const name of ['labelSelector', 'fieldSelector']) {
    if (name in options)
      throw new TypeError(`deleteCollection: ${name} belongs into the second argument; in the first it would select nothing`);
  }
  for (const name of Object.keys({ ...listOptions })) {
    if (!Object.hasOwn(selecting, name))
      throw new TypeError(
        `deleteCollection: there is no option ${name}, it would select nothing: give one of ${Object.keys(selecting).join(', ')}`,
      );
  }
}

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
