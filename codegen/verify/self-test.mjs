// @ts-check
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compareTypes } from './compare.mjs';
import { mergeSchemas, parseDocument } from './merge.mjs';
import { readPackages } from './read-packages.mjs';
import { SEEDS } from './seeds.mjs';
import { validateDocuments } from './validate.mjs';

/**
 * A planted fault: whether it was answered as it must be, and if not, how it was.
 * @typedef {{ fault: string, problem: string | undefined }} Bite
 */

/**
 * What the self-test works on: the two sides of the real comparison, the packages' folder, and a real document to spoil.
 * @typedef {{ sides: import('./compare.mjs').Sides, apis: string, jar: string, document: string }} Subject
 */

/**
 * Plants faults, each alone, and looks whether the comparison, the gate and the merge answer each by name and say nothing else.
 *
 * @param {Subject} subject
 * @returns {Promise<Bite[]>}
 */
export async function selfTest({ sides, apis, jar, document }) {
  const scratch = await mkdtemp(join(tmpdir(), 'kubewright-self-test-'));
  try {
    return [
      ...(await spoiledPackages(sides, apis, join(scratch, 'apis'))),
      ...spoiledExceptions(sides),
      await spoiledDocument(jar, document, scratch),
      await conflictingDocuments(document),
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {import('./compare.mjs').Sides} sides
 * @param {string} apis
 * @param {string} copy
 * @returns {Promise<Bite[]>}
 */
async function spoiledPackages(sides, apis, copy) {
  for (const folder of await readdir(apis)) {
    for (const file of ['package.json', 'src/types.ts']) await cp(join(apis, folder, file), join(copy, folder, file));
  }
  /** @type {Bite[]} */
  const bites = [];
  for (const seed of SEEDS) {
    const file = join(copy, seed.package, 'src', 'types.ts');
    const sound = await readFile(file, 'utf8');
    try {
      await writeFile(file, seed.edit(sound));
      bites.push(judge(seed.fault, seed.answers, sides, { ...sides, ours: await readPackages(copy) }));
    } catch (error) {
      bites.push({ fault: seed.fault, problem: messageOf(error) });
    }
    await writeFile(file, sound);
  }
  return bites;
}

/**
 * @param {import('./compare.mjs').Sides} sides
 * @returns {Bite[]}
 */
function spoiledExceptions(sides) {
  const { exceptions } = sides;
  const [first, ...rest] = exceptions;
  if (first === undefined) throw new Error('testing the exceptions: there is none');
  const { package: folder, name } = sides.packageOf(first.schema);
  /** @param {string} schema */
  const adding = (schema) => ({ ...sides, exceptions: [...exceptions, { schema, expected: 'unknown', reason: 'seeded' }] });
  return [
    judge(
      'an exception for a schema that has properties',
      ['exceptions.mjs: io.k8s.api.core.v1.Pod has properties now, remove its entry'],
      sides,
      adding('io.k8s.api.core.v1.Pod'),
    ),
    judge(
      'an exception for a schema that is gone',
      ['exceptions.mjs: the spec has no io.k8s.api.core.v1.Gone, remove its entry'],
      sides,
      adding('io.k8s.api.core.v1.Gone'),
    ),
    judge(
      'a schema without properties that no exception covers',
      [
        `${folder} ${name}: ours ${first.expected}; ${first.schema} has no properties: exceptions.mjs must say what it is, with the reason`,
      ],
      sides,
      { ...sides, exceptions: rest },
    ),
  ];
}

/**
 * @param {string} jar
 * @param {string} document
 * @param {string} scratch
 * @returns {Promise<Bite>}
 */
async function spoiledDocument(jar, document, scratch) {
  const fault = 'a document with a reference to nowhere';
  const spec = JSON.parse(await readFile(document, 'utf8'));
  spec.components.schemas['Seeded'] = { type: 'object', properties: { lost: { $ref: '#/components/schemas/Nowhere' } } };
  const file = join(scratch, basename(document));
  await writeFile(file, JSON.stringify(spec));
  const problems = (await validateDocuments(jar, [file])).flatMap((invalid) => invalid.problems);
  const named = problems.length === 1 && problems[0]?.includes('Nowhere');
  return { fault, problem: named ? undefined : `openapi-generator's complaints were: ${problems.join('; ') || 'none'}` };
}

/**
 * @param {string} document
 * @returns {Promise<Bite>}
 */
async function conflictingDocuments(document) {
  const fault = 'two documents that define one schema differently';
  const sound = parseDocument(document, await readFile(document, 'utf8'));
  const [name = '', schema] = Object.entries(sound.schemas)[0] ?? [];
  const other = { ...sound, file: 'seeded.json', schemas: { [name]: { ...schema, type: 'string' } } };
  try {
    mergeSchemas([sound, other]);
    return { fault, problem: 'it went unnoticed' };
  } catch (error) {
    const message = messageOf(error);
    return { fault, problem: message.includes(`define ${name} differently`) ? undefined : message };
  }
}

/**
 * Compares the spoiled sides, and sets what is new in the answer against what must be.
 *
 * @param {string} fault
 * @param {readonly string[]} expected
 * @param {import('./compare.mjs').Sides} sound
 * @param {import('./compare.mjs').Sides} spoiled
 * @returns {Bite}
 */
function judge(fault, expected, sound, spoiled) {
  const before = new Set(compareTypes(sound).disagreements);
  const added = compareTypes(spoiled).disagreements.filter((line) => !before.has(line));
  const asExpected = added.length === expected.length && expected.every((line) => added.includes(line));
  return { fault, problem: asExpected ? undefined : `the answer was: ${added.join('; ') || 'nothing'}` };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
