// @ts-check
// What does a source file import?

import ts from 'typescript';

/**
 * @typedef {object} Import
 * @property {string} specifier as written
 * @property {boolean} typeOnly true if nothing of it is left in the JavaScript
 * @property {number} line from 1
 */

/**
 * Lists every import of a source: import and export declarations, `import()` calls and `import('…')` types.
 *
 * @param {string} fileName
 * @param {string} text
 * @returns {Import[]}
 */
export function importsOf(fileName, text) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022);
  /** @type {Import[]} */
  const found = [];

  /**
   * @param {ts.Node | undefined} specifier
   * @param {boolean} typeOnly
   */
  function add(specifier, typeOnly) {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const { line } = source.getLineAndCharacterOfPosition(specifier.getStart(source));
    found.push({ specifier: specifier.text, typeOnly, line: line + 1 });
  }

  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  }

  visit(source);
  return found;
}

/**
 * Names the package that a specifier belongs to.
 *
 * @param {string} specifier
 * @returns {string | undefined} undefined for a relative import and for a module of Node
 */
export function packageOf(specifier) {
  if (/^(\.|\/|node:|#)/.test(specifier)) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
