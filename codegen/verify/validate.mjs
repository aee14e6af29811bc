// @ts-check
import { availableParallelism } from 'node:os';
import { runJar } from './jar.mjs';

/**
 * A document that openapi-generator does not accept, with its complaints.
 * @typedef {{ file: string, problems: string[] }} InvalidDocument
 */

/**
 * Validates documents with `openapi-generator validate`. The tool takes one document per JVM; as many JVMs run at a time as
 * there are processors. It is a weak judge (an unknown `type` passes): what it finds is wrong, what it passes may still be.
 *
 * @param {string} jar
 * @param {readonly string[]} files
 * @returns {Promise<InvalidDocument[]>} empty when all are valid, else in the order of `files`
 */
export async function validateDocuments(jar, files) {
  /** @type {Map<string, string[]>} */
  const invalid = new Map();
  const queue = [...files];
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const finished = await runJar(jar, ['validate', '-i', file]);
      if (finished.code !== 0) invalid.set(file, complaints(finished));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return files.flatMap((file) => {
    const problems = invalid.get(file);
    return problems === undefined ? [] : [{ file, problems }];
  });
}

/**
 * The list under "Errors:", or for a file it could not even parse the first line that names an exception.
 *
 * @param {import('./run-command.mjs').Finished} finished
 * @returns {string[]}
 */
function complaints({ code, stdout, stderr }) {
  const listed = (/^Errors:\s*\n((?:\s*- .*\n?)+)/m.exec(stderr)?.[1] ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*- /, '').trim());
  const errors = listed.filter((line) => line !== '');
  if (errors.length > 0) return errors;
  const exception = /^\S*(?:Exception|Error): .*$/m.exec(`${stdout}\n${stderr}`)?.[0];
  return [exception ?? `openapi-generator ended with exit code ${code} and named no error`];
}
