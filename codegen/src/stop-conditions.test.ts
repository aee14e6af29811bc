import { describe, expect, it } from '@jest/globals';
import { generate } from './generate.js';
import { GenerationError, SpecError } from './generation-error.js';
import { smallApi, testRepository, widgetsFile } from './small-api.test-support.js';
import {
  apiOperations,
  at,
  metaSchemas,
  ref,
  resourcePaths,
  type Json,
  type ResourceSpec,
} from './small-documents.test-support.js';

type Documents = Record<string, Json>;

const file = `openapi/${widgetsFile}`;
const base = '/paths/~1apis~1example.com~1v1~1namespaces~1{namespace}~1widgets';
const item = `${base}~1{name}`;
const schemas = '/components/schemas';
const widget = `${schemas}/com.example.api.v1.Widget`;
const spec = `${schemas}/com.example.api.v1.WidgetSpec`;

const gadgets: ResourceSpec = {
  root: '/apis/other.org/v1',
  group: 'other.org',
  version: 'v1',
  plural: 'gadgets',
  kind: 'Gadget',
  schema: 'org.other.api.v1.Gadget',
  namespaced: false,
};

/** What `generate` throws for these documents. It must not have written anything. */
async function failure(documents: Record<string, Json | string>): Promise<Error> {
  await using repository = await testRepository(documents);
  const before = [...(await repository.files()).keys()];
  const error = await generate(repository.options).catch((reason: unknown) => reason);
  expect([...(await repository.files()).keys()]).toEqual(before);
  expect(error).toBeInstanceOf(GenerationError);
  return error as Error;
}

/** The place and the problem of the error for the small API, changed by `change`. */
async function problem(change: (document: Json, documents: Documents) => void): Promise<[place: string, problem: string]> {
  const documents = smallApi();
  change(documents[widgetsFile] ?? null, documents);
  const error = await failure(documents);
  if (!(error instanceof SpecError)) throw error;
  const { file: name, pointer, message } = error;
  return [`${name}#${pointer}`, message.slice(`${name}#${pointer}: `.length)];
}

function rename(object: { [key: string]: Json }, from: string, to: string): void {
  object[to] = object[from] ?? null;
  delete object[from];
}

/** Adds a second group-version with one cluster-scoped resource. */
function addGadgets(documents: Documents, gadget: Json = {}, more: { [name: string]: Json } = {}, resource = gadgets): void {
  const { group, version, kind, schema } = resource;
  const kinds = (name: string): Json => [{ group, version, kind: name }];
  documents[`apis__${group}__${version}_openapi.json`] = {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.36.3' },
    paths: resourcePaths(resource),
    components: {
      schemas: {
        ...metaSchemas(),
        ...more,
        [schema]: { type: 'object', properties: { a: gadget }, 'x-kubernetes-group-version-kind': kinds(kind) },
        [`${schema}List`]: { type: 'object', properties: { items: { type: 'array', items: ref(schema) } } },
      },
    },
  };
}

describe('the generator stops, and writes nothing, at', () => {
  it('a truncated document', async () => {
    const text = JSON.stringify(smallApi()[widgetsFile]).slice(0, -20);
    expect((await failure({ [widgetsFile]: text })).message).toMatch(`${file}#: is not JSON, maybe truncated: `);
  });

  it('a malformed document', async () => {
    expect(await problem((document) => delete at(document, '')['paths'])).toEqual([`${file}#`, 'lacks "paths"']);
    expect(await problem((document) => (at(document, '')['openapi'] = '3.1.0'))).toEqual([
      `${file}#/openapi`,
      'is OpenAPI "3.1.0", the generator knows 3.0',
    ]);
    expect(await problem((document) => (at(document, spec)['required'] = 'size'))).toEqual([
      `${file}#${spec}/required`,
      'is a string, expected an array',
    ]);
  });

  it('a folder without documents', async () => {
    expect((await failure({})).message).toContain('openapi: cannot read this folder of OpenAPI documents');
    expect((await failure({ 'README.md': 'nothing' })).message).toBe(
      'openapi: no OpenAPI document (*_openapi.json) in this folder',
    );
  });

  it('a document that is not what its name says', async () => {
    expect(
      await problem((document) => rename(at(document, '/paths'), '/apis/example.com/v1/widgets', '/apis/example.com/v2/widgets')),
    ).toEqual([
      `${file}#/paths/~1apis~1example.com~1v2~1widgets`,
      'is not below /apis/example.com/v1/, as the name of the document says',
    ]);
  });

  it('an unknown subresource', async () => {
    expect(
      await problem((document) =>
        rename(
          at(document, '/paths'),
          '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/status',
          '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/polish',
        ),
      ),
    ).toEqual([
      `${file}#${item}~1polish/get`,
      'unknown subresource "polish": give it a capability in rest, then list it in model/subresource.ts',
    ]);
  });

  it('a subresource with other verbs than expected', async () => {
    expect(await problem((document) => delete at(document, `${item}~1status`)['put'])).toEqual([
      `${file}#${item}~1status/get`,
      'the subresource "status" lacks "put put"',
    ]);
    expect(await problem((document) => (at(document, `${item}~1status`)['post'] = at(document, `${base}/post`)))).toEqual([
      `${file}#${item}~1status/post`,
      'unknown verb "post" (post) of the subresource "status"',
    ]);
  });

  it('a subresource without its other half', async () => {
    const [place, text] = await problem((document) => {
      const paths = at(document, '/paths');
      const connect = { ...at(document, `${item}/get`), 'x-kubernetes-action': 'connect' };
      const names = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];
      paths['/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/proxy'] = Object.fromEntries(
        names.map((name) => [name, connect]),
      );
    });
    expect(place).toBe(`${file}#${item}~1proxy/delete`);
    expect(text).toBe('the subresource "proxy" comes without "proxy/{path}"');
  });

  it('a subresource that answers or reads another type than expected', async () => {
    const other = { 'application/json': { schema: ref('com.example.api.v1.WidgetList') } };
    expect(await problem((document) => (at(document, `${item}~1status/get/responses/200`)['content'] = other))).toEqual([
      `${file}#${item}~1status/get`,
      'answer is com.example.api.v1.WidgetList, expected com.example.api.v1.Widget',
    ]);
    expect(await problem((document) => (at(document, `${item}~1status/put/requestBody`)['content'] = other))).toEqual([
      `${file}#${item}~1status/put/requestBody/content`,
      'body is com.example.api.v1.WidgetList, expected com.example.api.v1.Widget',
    ]);
  });

  it('a subresource whose capability does not fit the scope of its resource', async () => {
    const [place, text] = await problem((_, documents) => {
      addGadgets(documents);
      const paths = at(documents, '/apis__other.org__v1_openapi.json/paths');
      Object.assign(paths, apiOperations(gadgets).status);
      rename(paths, '/apis/other.org/v1/gadgets/{name}/status', '/apis/other.org/v1/gadgets/{name}/resize');
    });
    expect(place).toBe('openapi/apis__other.org__v1_openapi.json#/paths/~1apis~1other.org~1v1~1gadgets~1{name}~1resize/get');
    expect(text).toBe('the subresource "resize" of a resource of scope Cluster has no capability in rest');
  });

  it('a name that would be code', async () => {
    const renamed = JSON.parse(JSON.stringify(smallApi()).replaceAll('WidgetSpec', "Spec'];evil()")) as Documents;
    const error = await failure(renamed);
    expect(error.message).toContain(`"Spec'];evil()" is no name of a type`);
    const plural = JSON.parse(JSON.stringify(smallApi()).replaceAll('/widgets', "/wid'gets")) as Documents;
    expect((await failure(plural)).message).toContain(`its resource "wid'gets" is no DNS label`);
  });

  it('an unknown verb', async () => {
    expect(await problem((document) => (at(document, `${item}/get`)['x-kubernetes-action'] = 'peek'))).toEqual([
      `${file}#${item}/get`,
      'unknown verb "peek" (get) of widgets',
    ]);
    expect(await problem((document) => (at(document, item)['trace'] = at(document, `${item}/get`)))).toEqual([
      `${file}#${item}/trace`,
      'unknown path item member "trace"',
    ]);
  });

  it('a verb across namespaces that is not list', async () => {
    const across = '/paths/~1apis~1example.com~1v1~1widgets';
    expect(await problem((document) => (at(document, across)['post'] = at(document, `${base}/post`)))).toEqual([
      `${file}#${across}/post`,
      'widgets live in namespaces, so "create" needs one',
    ]);
  });

  it('an unknown query parameter, on the operation and on the path', async () => {
    const parameter: Json = { name: 'mood', in: 'query', schema: { type: 'string' } };
    const text = 'unknown query parameter "mood" of get: give it an option in rest, then list it in model/query-parameters.ts';
    expect(await problem((document) => (at(document, `${item}/get/parameters`) as unknown as Json[]).push(parameter))).toEqual([
      `${file}#${item}/get/parameters/1`,
      text,
    ]);
    const [place] = await problem((document) => (at(document, `${item}/parameters`) as unknown as Json[]).push(parameter));
    expect(place).toBe(`${file}#${item}/parameters/2`);
  });

  it('a query parameter that is gone', async () => {
    expect(await problem((document) => (at(document, `${item}/put`)['parameters'] = []))).toEqual([
      `${file}#${item}/put`,
      'lacks the query parameter "dryRun", for which update has an option in rest',
    ]);
  });

  it('an unknown set of patch media types', async () => {
    expect(
      await problem((document) => delete at(document, `${item}/patch/requestBody/content`)['application/json-patch+json']),
    ).toEqual([
      `${file}#${item}/patch/requestBody/content`,
      'unknown set of patch media types: application/apply-patch+yaml, application/merge-patch+json, application/strategic-merge-patch+json',
    ]);
  });

  it('an unknown answer', async () => {
    expect(await problem((document) => (at(document, `${item}/get/responses`)['204'] = {}))).toEqual([
      `${file}#${item}/get/responses/204`,
      'unknown response code "204"',
    ]);
    expect(
      await problem(
        (document) => (at(document, `${item}/get/responses/200/content/application~1yaml`)['schema'] = { type: 'string' }),
      ),
    ).toEqual([
      `${file}#${item}/get/responses/200/content/application~1yaml/schema`,
      `differs from ${item}/get/responses/200/content/application~1json/schema`,
    ]);
  });

  it('a schema keyword, a type or a combination that it does not know', async () => {
    const size = `${spec}/properties/size`;
    expect(await problem((document) => (at(document, size)['if'] = {}))).toEqual([
      `${file}#${size}/if`,
      'unknown schema keyword "if"',
    ]);
    expect(await problem((document) => (at(document, size)['type'] = 'objekt'))).toEqual([
      `${file}#${size}/type`,
      'unknown type "objekt"',
    ]);
    expect(await problem((document) => (at(document, spec)['anyOf'] = [{ type: 'string' }]))).toEqual([
      `${file}#${spec}/anyOf/0`,
      'has "type" in a combination of schemas that the generator does not know',
    ]);
    expect(await problem((document) => delete at(document, spec)['type'])).toEqual([
      `${file}#${spec}`,
      'has "properties" without a type',
    ]);
    expect(await problem((document) => (at(document, spec)['required'] = ['weight']))).toEqual([
      `${file}#${spec}/required`,
      'requires "weight", which is not declared',
    ]);
  });

  it('a $ref that points nowhere', async () => {
    expect(await problem((document) => delete at(document, schemas)['com.example.api.v1.WidgetSpec'])).toEqual([
      `${file}#${widget}/properties/spec/allOf/0/$ref`,
      'the document has no schema "com.example.api.v1.WidgetSpec"',
    ]);
    expect(await problem((document) => (at(document, `${widget}/properties`)['spec'] = { $ref: 'other.json#/Spec' }))).toEqual([
      `${file}#${widget}/properties/spec/$ref`,
      'refers to "other.json#/Spec", which is no #/components/schemas/…',
    ]);
  });

  it('two documents that define one schema differently', async () => {
    const [place, text] = await problem((_, documents) => {
      addGadgets(
        documents,
        {},
        { 'io.k8s.apimachinery.pkg.apis.meta.v1.Status': { type: 'object', properties: { code: { type: 'integer' } } } },
      );
    });
    expect(place).toBe(
      'openapi/apis__other.org__v1_openapi.json#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.Status',
    );
    expect(text).toBe(`differs from the schema of that name in ${file}`);
  });

  it('a schema that belongs to no group-version', async () => {
    expect(await problem((document) => (at(document, schemas)['com.example.other.v1.Thing'] = { type: 'object' }))).toEqual([
      `${file}#${schemas}/com.example.other.v1.Thing`,
      'no group-version in these documents has a resource in com.example.other.v1, so its types have no package',
    ]);
  });

  it('two group-versions with resources in one module', async () => {
    const [, text] = await problem((_, documents) => {
      addGadgets(documents, {}, {}, { ...gadgets, schema: 'com.example.api.v1.Gadget' });
    });
    expect(text).toBe('both example.com/v1 and other.org/v1 have resources in com.example.api.v1');
  });

  it('two groups that would be one package', async () => {
    const documents = smallApi();
    addGadgets(documents, {}, {}, { ...gadgets, root: '/apis/example.org/v1', group: 'example.org' });
    expect((await failure(documents)).message).toBe(
      'openapi/apis__example.org__v1_openapi.json: example.org/v1 and example.com/v1 would both be the package example-v1',
    );
  });

  it('two schemas that would be one type', async () => {
    const [, text] = await problem((document) => {
      at(document, schemas)['io.k8s.apimachinery.pkg.version.Status'] = { type: 'object' };
    });
    expect(text).toMatch(/^io\.k8s\.apimachinery\.pkg\.version\.Status and .*\.Status would both be the type Status of meta-v1$/);
  });

  it('a cycle between packages', async () => {
    const [place, text] = await problem((document, documents) => {
      addGadgets(documents, ref('com.example.api.v1.WidgetSpec'));
      const mine = at(document, schemas);
      const theirs = at(documents, '/apis__other.org__v1_openapi.json/components/schemas');
      theirs['com.example.api.v1.WidgetSpec'] = mine['com.example.api.v1.WidgetSpec'] = {
        type: 'object',
        properties: { gadget: { $ref: '#/components/schemas/org.other.api.v1.Gadget' } },
      };
      mine['org.other.api.v1.Gadget'] = theirs['org.other.api.v1.Gadget'] ?? null;
    });
    expect(place).toMatch(/#\/components\/schemas\/org\.other\.api\.v1\.Gadget\/properties\/a\/\$ref$/);
    expect(text).toBe('packages depend on each other in a cycle: example-v1 → other-v1 → example-v1');
  });

  it('shared types that refer to a group', async () => {
    const [, text] = await problem((document) => {
      at(document, `${schemas}/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta`)['properties'] = {
        spec: ref('com.example.api.v1.WidgetSpec'),
      };
    });
    expect(text).toBe('packages depend on each other in a cycle: meta-v1 → example-v1 → meta-v1');
  });

  it('a kind that its schema does not have', async () => {
    expect(await problem((document) => (at(document, `${item}/get/x-kubernetes-group-version-kind`)['version'] = 'v2'))).toEqual([
      `${file}#${item}/get`,
      'is of example.com/v2, another group-version',
    ]);
    const [, text] = await problem((document) => (at(document, `${base}/get/x-kubernetes-group-version-kind`)['kind'] = 'Gizmo'));
    expect(text).toBe('com.example.api.v1.Widget is not of the kind Gizmo that the operation says');
  });

  it('a resource whose name no program can use', async () => {
    const [, text] = await problem((_, documents) => {
      addGadgets(documents, {}, {}, { ...gadgets, plural: 'class', kind: 'Class', schema: 'org.other.api.v1.Class' });
    });
    expect(text).toBe('its resource would be called "class", a reserved word');
  });

  it('a path that belongs to no resource', async () => {
    const [, text] = await problem((document) => {
      at(document, '/paths')['/apis/example.com/v1/widgets/{widget}/x'] = { get: at(document, `${item}/get`) };
    });
    expect(text).toBe('cannot tell which resource /apis/example.com/v1/widgets/{widget}/x belongs to');
  });

  it('a group-version without resources', async () => {
    expect(await problem((document) => (at(document, '')['paths'] = {}))).toEqual([
      `${file}#${schemas}/com.example.api.v1.Widget`,
      'no group-version in these documents has a resource in com.example.api.v1, so its types have no package',
    ]);
    const [, text] = await problem((_, documents) => {
      documents['apis__empty.org__v1_openapi.json'] = { openapi: '3.0.0', info: { title: 'x', version: '1' }, paths: {} };
    });
    expect(text).toBe('describes no resource');
  });
});
