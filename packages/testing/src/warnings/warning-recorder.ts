/** Characters of all texts together; with more than that, each text is cut off. */
const longestTogether = 4 * 1024;
/** Characters of a text that is cut off. */
const longestOne = 256;

/** Collects what an answer warns of (apiserver `filters.WithWarningRecorder`): each text once, in the order in which they came. */
export class WarningRecorder {
  readonly #texts = new Set<string>();
  #sent: string[] = [];
  #length = 0;
  #isCutting = false;

  /** Nothing happens for an empty text, one that was there already, and one that no header can carry. */
  readonly add = (text: string): void => {
    if (text === '' || this.#texts.has(text) || (this.#isCutting && this.#length >= longestTogether)) return;
    this.#texts.add(text);
    const isTooMuch = this.#length + lengthOf(this.#isCutting ? cut(text) : text) > longestTogether;
    if (!isTooMuch || this.#isCutting) {
      this.#send(this.#isCutting ? cut(text) : text);
      return;
    }
    this.#isCutting = true;
    this.#sent = [];
    this.#length = 0;
    for (const each of this.#texts) this.#send(cut(each));
  };

  /** The fields `Warning` of the answer; no such header if there is nothing to warn of. */
  headers(): Record<string, string[]> {
    return this.#sent.length === 0 ? {} : { Warning: [...this.#sent] };
  }

  #send(text: string): void {
    // What has control characters cannot be a header (apimachinery `net.NewWarningHeader`).
    if (/\p{Cc}/u.test(text)) return;
    this.#length += lengthOf(text);
    this.#sent.push(warningField(text));
  }
}

function warningField(text: string): string {
  const quoted = `299 - "${text.replace(/[\\"]/g, '\\$&')}"`;
  // The bytes of UTF-8, each as a character: so Node sends them as they are.
  return Buffer.from(quoted, 'utf8').toString('latin1');
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function cut(text: string): string {
  return Array.from(text).slice(0, longestOne).join('');
}
