import { compareBytewise } from './byte-order.js';
import { quote } from './quote.js';

/**
 * A field selector as the API takes it in `fieldSelector`: every field must have its value (apimachinery
 * `fields.SelectorFromSet`). Fields are sorted, so that equal selectors are equal texts; no field selects everything.
 * Throws an Error that names a field whose name cannot be written in a selector.
 *
 * @example
 * await pods.list({ fieldSelector: formatFieldSelector({ 'spec.nodeName': node, 'status.phase': 'Running' }) });
 */
export function formatFieldSelector(fields: Readonly<Record<string, string>>): string {
  return Object.keys(fields)
    .sort(compareBytewise)
    .map((field) => {
      // There is no way to escape these in a name.
      if (field === '' || /[=!,\\]/.test(field))
        throw new Error(`cannot make a field selector: ${quote(field)} is not the name of a field`);
      return `${field}=${escapeFieldValue(fields[field] as string)}`;
    })
    .join(',');
}

/**
 * A value as a field selector holds it, for selectors written by hand, as `metadata.name!=${escapeFieldValue(name)}`
 * (apimachinery `fields.EscapeValue`).
 */
export function escapeFieldValue(value: string): string {
  return value.replace(/[\\,=]/g, '\\$&');
}
