import { PatchType } from './patch.js';
import { quote } from './quote.js';

/** Throws a TypeError for what is none of {@link PatchType}: the types of whoever calls may not have held it off. */
export function checkPatchType(type: string): void {
  if (Object.values<string>(PatchType).includes(type)) return;
  throw new TypeError(`patch type ${quote(type)} is not supported: use one of PatchType, or apply() for server-side apply`);
}
