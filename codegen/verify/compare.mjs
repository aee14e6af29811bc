// @ts-check
/** @typedef {import('./read-types.mjs').Shape} Shape */
/** @typedef {import('./read-types.mjs').Property} Property */
/** @typedef {ReadonlyMap<string, ReadonlyMap<string, Shape>>} Packages types by package folder, then by name */

/**
 * What is compared.
 *
 * @typedef {object} Sides
 * @property {readonly string[]} schemas full names of all schemas of the spec
 * @property {(schema: string) => { package: string, name: string }} packageOf
 * @property {ReadonlyMap<string, Shape>} opinion openapi-generator's view, by schema, of the schemas with properties
 * @property {readonly import('./exceptions.mjs').Exception[]} exceptions
 * @property {Packages} ours
 */

/**
 * The outcome. A disagreement is one line about one property or type; `failed` counts the types (and stale exceptions)
 * with at least one, `passed` those without.
 * @typedef {{ passed: number, failed: number, properties: number, disagreements: string[] }} Comparison
 */

/**
 * Compares our types with the spec as openapi-generator reads it: every schema, every property's name, optionality and type.
 *
 * @param {Sides} sides
 * @returns {Comparison}
 */
export function compareTypes({ schemas, packageOf, opinion, exceptions, ours }) {
  /** @type {Comparison} */
  const comparison = { passed: 0, failed: 0, properties: 0, disagreements: [] };
  /** @param {string[]} lines */
  const record = (lines) => {
    comparison.disagreements.push(...lines);
    if (lines.length === 0) comparison.passed += 1;
    else comparison.failed += 1;
  };
  const excepted = new Map(exceptions.map((exception) => [exception.schema, exception]));
  /** @type {Set<string>} */
  const known = new Set();
  for (const schema of schemas) {
    const { package: folder, name } = packageOf(schema);
    const title = `${folder} ${name}`;
    known.add(title);
    const shape = ours.get(folder)?.get(name);
    const theirs = opinion.get(schema);
    if (theirs !== undefined && 'properties' in theirs) comparison.properties += theirs.properties.size;
    if (shape === undefined) record([`${title}: ours lacks it, the spec has it as ${schema}`]);
    else if (theirs !== undefined) record(compareShapes(title, shape, theirs));
    else record(compareWithException(title, shape, schema, excepted.get(schema)));
  }
  for (const [folder, types] of ours) {
    for (const name of types.keys())
      if (!known.has(`${folder} ${name}`)) record([`${folder} ${name}: ours has it, the spec does not`]);
  }
  for (const { schema } of exceptions) {
    if (opinion.has(schema)) record([`exceptions.mjs: ${schema} has properties now, remove its entry`]);
    else if (!schemas.includes(schema)) record([`exceptions.mjs: the spec has no ${schema}, remove its entry`]);
  }
  return comparison;
}

/**
 * @param {string} title
 * @param {Shape} ours
 * @param {Shape} theirs
 * @returns {string[]}
 */
function compareShapes(title, ours, theirs) {
  if (!('properties' in ours) || !('properties' in theirs))
    return [`${title}: ours ${describe(ours)}, spec says ${describe(theirs)}`];
  const names = [...new Set([...theirs.properties.keys(), ...ours.properties.keys()])].sort();
  return names.flatMap((name) => {
    const our = describeProperty(ours.properties.get(name));
    const their = describeProperty(theirs.properties.get(name));
    if (our === their) return [];
    if (our === undefined) return [`${title}.${name}: ours lacks it, spec says ${their}`];
    return [`${title}.${name}: ours ${our}, spec ${their === undefined ? 'has no such property' : `says ${their}`}`];
  });
}

/**
 * @param {string} title
 * @param {Shape} ours
 * @param {string} schema
 * @param {import('./exceptions.mjs').Exception | undefined} exception
 * @returns {string[]}
 */
function compareWithException(title, ours, schema, exception) {
  const our = describe(ours);
  if (exception === undefined) {
    return [`${title}: ours ${our}; ${schema} has no properties: exceptions.mjs must say what it is, with the reason`];
  }
  return our === exception.expected ? [] : [`${title}: ours ${our}, exceptions.mjs says ${exception.expected}`];
}

/** @param {Shape} shape */
function describe(shape) {
  if ('alias' in shape) return shape.alias;
  if ('unreadable' in shape) return `of a form that this comparison does not know (${shape.unreadable})`;
  return shape.properties.size === 0 ? 'interface {}' : `interface { ${[...shape.properties.keys()].join(', ')} }`;
}

/** @param {Property | undefined} property */
function describeProperty(property) {
  return property && `${property.optional ? 'optional' : 'required'} ${property.type}`;
}
