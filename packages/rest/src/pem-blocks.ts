/** One block of a PEM text (RFC 7468). */
export interface PEMBlock {
  /** What it says it is, as `CERTIFICATE`. */
  readonly label: string;
  /** From its first line to its last. */
  readonly text: string;
}

/**
 * Splits a PEM text into its blocks; what stands between them is a comment. Throws if a block begins and does not end. The message
 * quotes nothing, for a block may be a key.
 */
export function pemBlocks(text: string): PEMBlock[] {
  const blocks: PEMBlock[] = [];
  const comments = text.replaceAll(/-----BEGIN ([^\r\n]*?)-----[^]*?-----END \1-----/g, (block, label: string) => {
    blocks.push({ label, text: block });
    return '';
  });
  if (comments.includes('-----BEGIN ')) throw new Error('unable to parse bytes as PEM block');
  return blocks;
}
