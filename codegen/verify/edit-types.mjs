// @ts-check
import ts from 'typescript';

/**
 * Edits of a source of types, for seeding faults. Each fails when what it is to change is not there, so that a seed can't
 * turn into nothing unnoticed.
 */

/**
 * Rewrites one property of one interface.
 *
 * @param {string} text
 * @param {string} type
 * @param {string} property
 * @param {(declaration: string) => string} rewrite from the property as written, docs excluded, to its replacement
 * @returns {string}
 */
export function editProperty(text, type, property, rewrite) {
  const declaration = find(text, type);
  const member = ts.isInterfaceDeclaration(declaration)
    ? declaration.members.find((candidate) => candidate.name !== undefined && nameOf(candidate.name) === property)
    : undefined;
  if (member === undefined) throw new Error(`seeding a fault: ${type} has no property ${property}`);
  return replace(text, member.getStart(), member.getEnd(), rewrite(member.getText()));
}

/**
 * Rewrites one exported type.
 *
 * @param {string} text
 * @param {string} type
 * @param {(declaration: string) => string} rewrite
 * @returns {string}
 */
export function editType(text, type, rewrite) {
  const declaration = find(text, type);
  return replace(text, declaration.getStart(), declaration.getEnd(), rewrite(declaration.getText()));
}

/**
 * @param {string} text
 * @param {string} type
 */
function find(text, type) {
  const source = ts.createSourceFile('types.ts', text, ts.ScriptTarget.ES2022, true);
  for (const statement of source.statements) {
    if ((ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) && statement.name.text === type)
      return statement;
  }
  throw new Error(`seeding a fault: there is no type ${type}`);
}

/** @param {ts.PropertyName} name */
function nameOf(name) {
  return ts.isComputedPropertyName(name) ? undefined : name.text;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} replacement
 */
function replace(text, start, end, replacement) {
  const edited = text.slice(0, start) + replacement + text.slice(end);
  if (edited === text)
    throw new Error(`seeding a fault: rewriting ${JSON.stringify(text.slice(start, end).slice(0, 80))} changed nothing`);
  return edited;
}
