import { open } from 'node:fs/promises';

/** More than any kubeconfig has, in bytes; devices have no end. */
const LIMIT = 16 * 1024 * 1024;

/** A file is too long to be what it is taken for. */
export class FileTooLongError extends Error {
  override readonly name = 'FileTooLongError';
}

/**
 * Reads a file.
 *
 * @throws {FileTooLongError} if it has more than 16 MiB; what the operating system says
 */
export async function readBounded(path: string): Promise<Buffer> {
  await using file = await open(path);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LIMIT) throw new FileTooLongError('it is larger than 16 MiB');
  }
  return Buffer.concat(chunks);
}
