/** Whether a header cannot carry a text (RFC 9110, field-value). */
export function isUnfitForHeader(text: string): boolean {
  return /(?!\t)\p{Cc}/u.test(text);
}
