import { open } from 'node:fs/promises';
import { systemErrorCode } from './system-error.js';

const maximumBytes = 16 * 1024;
const maximumLines = 20;
const maximumLineLength = 500;

/** The last lines of a log file, indented, for an error message; says so when there are none. */
export async function logTail(path: string): Promise<string> {
  const lines = (await endOf(path))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-maximumLines)
    .map((line) => `  ${line.length > maximumLineLength ? `${line.slice(0, maximumLineLength)}…` : line}`);
  return lines.length === 0 ? '  (it printed nothing)' : lines.join('\n');
}

/** The last bytes of a file as text, without a first line that is cut; empty if there is no file. */
async function endOf(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const start = Math.max(0, size - maximumBytes);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - start), position: start });
    const text = buffer.toString('utf8', 0, bytesRead);
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
