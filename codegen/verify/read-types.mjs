// @ts-check
import ts from 'typescript';
import { normalForm, UnreadableType } from './normal-form.mjs';

/**
 * A property: whether it may be absent, and its type in normal form.
 * @typedef {{ optional: boolean, type: string }} Property
 */

/**
 * A declared type: an interface by its properties, an alias by what it stands for, or source text that was not understood.
 * @typedef {{ properties: Map<string, Property> } | { alias: string } | { unreadable: string }} Shape
 */

/**
 * One exported declaration. `schema` is what its `@schema` tag names; `read` gives its shape once all names are known.
 * @typedef {{ name: string, schema: string | undefined, read: (resolve: Resolve) => Shape }} Declaration
 */

/** @typedef {(reference: string) => string | undefined} Resolve */

/**
 * Lists the exported interfaces and type aliases of a TypeScript source. Every other statement, imports apart, is an error:
 * a file of types that holds something else was not understood.
 *
 * @param {string} file for errors
 * @param {string} text
 * @returns {Declaration[]}
 * @throws {Error} on a syntax error or a statement of another kind
 */
export function declarationsOf(file, text) {
  return parse(file, text)
    .statements.filter((statement) => !ts.isImportDeclaration(statement))
    .map((statement) => {
      const exported =
        ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      if (!exported || !(ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))) {
        throw new Error(
          `reading ${file}: expected exported interfaces and types only, found ${statement.getText().slice(0, 80)}`,
        );
      }
      const tag = ts.getJSDocTags(statement).find(({ tagName }) => tagName.text === 'schema');
      return {
        name: statement.name.text,
        schema: ts.getTextOfJSDocComment(tag?.comment)?.trim(),
        read: (resolve) => readShape(statement, resolve),
      };
    });
}

/**
 * Reads all types of one package.
 *
 * @param {string} file for errors
 * @param {string} text
 * @param {string} folder the package's folder name, which qualifies its types in normal form
 * @param {ReadonlyMap<string, string>} folderOfPackage from npm name to folder, for imports
 * @returns {Map<string, Shape>} by type name
 * @throws {Error} when a type is declared twice, or an import is of another form than `import type * as x from '<package>'`
 */
export function readPackageTypes(file, text, folder, folderOfPackage) {
  const declarations = declarationsOf(file, text);
  const local = new Set(declarations.map(({ name }) => name));
  if (local.size < declarations.length) throw new Error(`reading ${file}: a type is declared twice`);
  const imports = importsOf(file, text, folderOfPackage);
  /** @type {Resolve} */
  const resolve = (reference) => {
    if (local.has(reference)) return `${folder}.${reference}`;
    const [namespace = '', name] = reference.split('.');
    const imported = imports.get(namespace);
    return imported === undefined || name === undefined ? undefined : `${imported}.${name}`;
  };
  return new Map(declarations.map(({ name, read }) => [name, read(resolve)]));
}

/**
 * @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} node
 * @param {Resolve} resolve
 * @returns {Shape}
 */
function readShape(node, resolve) {
  try {
    if (node.typeParameters !== undefined) throw new UnreadableType(`${node.name.text}<…>`);
    if (ts.isTypeAliasDeclaration(node)) return { alias: normalForm(node.type, resolve) };
    if (node.heritageClauses !== undefined)
      throw new UnreadableType(node.heritageClauses.map((clause) => clause.getText()).join(' '));
    return { properties: new Map(node.members.map((member) => readProperty(member, resolve))) };
  } catch (error) {
    if (error instanceof UnreadableType) return { unreadable: error.message };
    throw error;
  }
}

/**
 * @param {ts.TypeElement} member
 * @param {Resolve} resolve
 * @returns {[string, Property]}
 */
function readProperty(member, resolve) {
  if (!ts.isPropertySignature(member) || member.type === undefined || ts.isComputedPropertyName(member.name)) {
    throw new UnreadableType(member.getText());
  }
  return [member.name.text, { optional: member.questionToken !== undefined, type: propertyType(member.type, resolve) }];
}

/**
 * A property of a form unknown here says so in place of its type, so that its neighbours are still compared.
 *
 * @param {ts.TypeNode} node
 * @param {Resolve} resolve
 */
function propertyType(node, resolve) {
  try {
    return normalForm(node, resolve);
  } catch (error) {
    if (error instanceof UnreadableType) return `<unknown form: ${error.message}>`;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {string} text
 * @param {ReadonlyMap<string, string>} folderOfPackage
 */
function importsOf(file, text, folderOfPackage) {
  /** @type {Map<string, string>} */
  const imports = new Map();
  for (const statement of parse(file, text).statements.filter(ts.isImportDeclaration)) {
    const bindings = statement.importClause?.namedBindings;
    const folder = ts.isStringLiteral(statement.moduleSpecifier)
      ? folderOfPackage.get(statement.moduleSpecifier.text)
      : undefined;
    if (bindings === undefined || !ts.isNamespaceImport(bindings) || folder === undefined) {
      throw new Error(`reading ${file}: expected namespace imports of generated packages only, found ${statement.getText()}`);
    }
    imports.set(bindings.name.text, folder);
  }
  return imports;
}

/**
 * @param {string} file
 * @param {string} text
 */
function parse(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const { diagnostics } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const [first] = diagnostics ?? [];
  if (first !== undefined) throw new Error(`reading ${file}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`);
  return source;
}
