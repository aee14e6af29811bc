// @ts-check
import ts from 'typescript';

/** Says that a type is written in a way that this comparison does not know, and therefore can't call equal to anything. */
export class UnreadableType extends Error {}

/** Keyword types that a wire type may consist of. `any` is not among them. */
const KEYWORDS = new Map([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
  [ts.SyntaxKind.UnknownKeyword, 'unknown'],
]);

/**
 * Writes a type in the one form in which both sides are compared: `X[]` for both ways to write an array, `{ [key: string]: X }`
 * for a map, `core-v1.Pod` for a reference however it was imported, members of a union in alphabetical order.
 *
 * @param {ts.TypeNode} node
 * @param {(reference: string) => string | undefined} resolve from a name as written (`Pod`, `coreV1.Pod`) to `<package>.<type>`
 * @returns {string}
 * @throws {UnreadableType} for anything else
 */
export function normalForm(node, resolve) {
  const keyword = KEYWORDS.get(node.kind);
  if (keyword !== undefined) return keyword;
  if (ts.isParenthesizedTypeNode(node)) return normalForm(node.type, resolve);
  if (ts.isLiteralTypeNode(node)) {
    if (node.literal.kind === ts.SyntaxKind.NullKeyword) return 'null';
    if (ts.isStringLiteral(node.literal)) return `'${node.literal.text}'`;
  }
  if (ts.isArrayTypeNode(node)) return arrayOf(normalForm(node.elementType, resolve));
  if (ts.isUnionTypeNode(node)) return [...new Set(node.types.map((type) => normalForm(type, resolve)))].sort().join(' | ');
  if (ts.isTypeLiteralNode(node)) return mapForm(node, resolve);
  if (ts.isTypeReferenceNode(node)) return referenceForm(node, resolve);
  throw new UnreadableType(node.getText());
}

/**
 * @param {ts.TypeLiteralNode} node
 * @param {(reference: string) => string | undefined} resolve
 */
function mapForm(node, resolve) {
  const [member, ...rest] = node.members;
  if (member !== undefined && rest.length === 0 && ts.isIndexSignatureDeclaration(member)) {
    if (member.parameters[0]?.type?.kind === ts.SyntaxKind.StringKeyword)
      return `{ [key: string]: ${normalForm(member.type, resolve)} }`;
  }
  throw new UnreadableType(node.getText());
}

/**
 * @param {ts.TypeReferenceNode} node
 * @param {(reference: string) => string | undefined} resolve
 */
function referenceForm(node, resolve) {
  const name = node.typeName.getText();
  const [argument, ...rest] = node.typeArguments ?? [];
  if (name === 'Array' && argument !== undefined && rest.length === 0) return arrayOf(normalForm(argument, resolve));
  const reference = argument === undefined ? resolve(name) : undefined;
  if (reference === undefined) throw new UnreadableType(node.getText());
  return reference;
}

/** @param {string} element */
function arrayOf(element) {
  return element.includes(' | ') ? `(${element})[]` : `${element}[]`;
}
