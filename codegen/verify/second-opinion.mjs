// @ts-check
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJar } from './jar.mjs';
import { declarationsOf } from './read-types.mjs';

const TEMPLATES = fileURLToPath(new URL('./second-opinion', import.meta.url));

/** @typedef {import('./read-types.mjs').Shape} Shape */

/**
 * What openapi-generator makes of the schemas, read from models that it writes with our template to a temporary folder.
 *
 * It has no type for a schema without properties and would silently put `any`, `Date` or `{}` where one is referred to. For
 * these it is told a name only, so that references stay comparable; what they are is for the exceptions list to say.
 *
 * @param {string} jar
 * @param {Record<string, import('./merge.mjs').Schema>} schemas by full name
 * @param {(schema: string) => { package: string, name: string }} packageOf
 * @returns {Promise<Map<string, Shape>>} one entry for every schema with properties, by full schema name
 * @throws {Error} when openapi-generator fails, or leaves a schema out, or writes something that can't be read
 */
export async function secondOpinion(jar, schemas, packageOf) {
  const models = await generateModels(jar, schemas);
  /** @type {Map<string, string>} */
  const schemaOfClass = new Map(propertyless(schemas).map((schema) => [placeholder(schema), schema]));
  const declarations = models.flatMap(({ file, text }) => declarationsOf(file, text));
  for (const { name, schema } of declarations) {
    if (schema === undefined) throw new Error(`reading openapi-generator's model ${name}: it does not say which schema it is`);
    if (schemaOfClass.has(name)) throw new Error(`reading openapi-generator's models: ${name} is there twice`);
    schemaOfClass.set(name, schema);
  }
  /** @param {string} name */
  const resolve = (name) => {
    const schema = schemaOfClass.get(name);
    if (schema === undefined) return undefined;
    const { package: folder, name: type } = packageOf(schema);
    return `${folder}.${type}`;
  };
  const opinion = new Map(declarations.map(({ schema = '', read }) => [schema, read(resolve)]));
  const missing = Object.keys(schemas).filter((schema) => hasProperties(schemas[schema]) && !opinion.has(schema));
  if (missing.length > 0) throw new Error(`openapi-generator wrote no model for ${missing.join(', ')}`);
  return opinion;
}

/**
 * Full names of the schemas without properties: scalars, free-form objects and empty structs.
 *
 * @param {Record<string, import('./merge.mjs').Schema>} schemas
 * @returns {string[]}
 */
export function propertyless(schemas) {
  return Object.keys(schemas).filter((schema) => !hasProperties(schemas[schema]));
}

/**
 * @param {string} jar
 * @param {Record<string, import('./merge.mjs').Schema>} schemas
 * @returns {Promise<{ file: string, text: string }[]>}
 */
async function generateModels(jar, schemas) {
  const scratch = await mkdtemp(join(tmpdir(), 'kubewright-second-opinion-'));
  try {
    const named = Object.fromEntries(propertyless(schemas).map((schema) => [schema, placeholder(schema)]));
    const inputSpec = join(scratch, 'merged.json');
    const outputDir = join(scratch, 'out');
    const configFile = join(scratch, 'config.json');
    const document = { openapi: '3.0.0', info: { title: 'merged', version: '0' }, paths: {}, components: { schemas } };
    await writeFile(inputSpec, JSON.stringify(document));
    const config = {
      generatorName: 'typescript-fetch',
      inputSpec,
      outputDir,
      templateDir: TEMPLATES,
      // A schema mapping alone keeps the model from being written; only a model name mapping renames the references to it.
      schemaMappings: named,
      modelNameMappings: named,
      additionalProperties: { modelPropertyNaming: 'original' },
    };
    await writeFile(configFile, JSON.stringify(config));
    // As "globalProperties" in the file, "models" generates nothing and says nothing.
    const properties = 'models,modelDocs=false,modelTests=false';
    const finished = await runJar(jar, ['generate', '-c', configFile, '--global-property', properties]);
    if (finished.code !== 0) {
      throw new Error(
        `generating models with openapi-generator: exit code ${finished.code}: ${finished.stderr.trim().slice(0, 1000)}`,
      );
    }
    const folder = join(outputDir, 'models');
    const files = (await readdir(folder)).sort();
    return await Promise.all(files.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {string} schema */
function placeholder(schema) {
  return `Propertyless${schema.slice(schema.lastIndexOf('.') + 1)}`;
}

/** @param {import('./merge.mjs').Schema | undefined} schema */
function hasProperties(schema) {
  return Object.keys(schema?.properties ?? {}).length > 0;
}
