/** One to three digits and a suffix: that is how most quantities are written, and how the server would write them. */
const short = /^[1-9][0-9]{0,2}(?:m|[kMGTP]|[KMGTP]i)?$/;

/** Whether a text is a quantity above zero that is written as the server writes it (apimachinery `Quantity.CanonicalizeBytes`); many are that this does not tell. */
export function isShortQuantity(text: number | string): boolean {
  return typeof text === 'string' && short.test(text);
}
