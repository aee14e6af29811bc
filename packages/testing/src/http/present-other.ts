import { metadataPresentation } from '../read/metadata-presentation.js';
import type { Presentation } from '../read/presentation.js';
import { tablePresentation } from '../read/table-presentation.js';
import type { GroupVersionKind } from '../resources/resource-table.js';
import { ageColumn } from '../table/custom-table.js';
import { entryOf, type StoredObject } from '../store/entry.js';
import type { ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { type Form, negotiate } from './negotiate.js';

/**
 * Gives an answer with an object of another kind than the resource's, as `/scale` has, the form that whoever calls wants. Throws a
 * `StatusError` of 406 before anything happens if there is no such form.
 *
 * @param answer makes the answer, whose body is the object as JSON
 */
export async function presentOther(
  call: ResourceCall,
  kind: GroupVersionKind,
  answer: () => Promise<ServerAnswer>,
): Promise<ServerAnswer> {
  const { form, encoding } = negotiate(call.request.headers.accept, {
    goType: call.resource.isCustom ? `${kind.version}.${kind.kind}` : `${kind.group}.${kind.kind}`,
    isList: false,
    isCustom: call.resource.isCustom,
    hasTables: true,
    hasStreams: false,
  });
  const given = await answer();
  if (!('body' in given) || typeof given.body !== 'string') return given;
  if (form.as === 'refused') throw form.error;
  if (form.as === 'object') return { ...given, encoding };
  const object = JSON.parse(given.body) as StoredObject;
  const entry = entryOf(object, Number(object.metadata.resourceVersion));
  return { ...given, encoding, body: presentationOf(call, kind, form).one(entry) };
}

/** The columns that the server of custom resources has for their scales, the only other kind that it answers with. */
const customScaleColumns = [
  { name: 'Desired', type: 'integer', description: 'Number of desired replicas', jsonPath: '.spec.replicas' },
  { name: 'Available', type: 'integer', description: 'Number of actual replicas', jsonPath: '.status.replicas' },
  ageColumn,
];

function presentationOf(
  { query, resource, server }: ResourceCall,
  kind: GroupVersionKind,
  form: Extract<Form, { version: string }>,
): Presentation {
  if (form.as === 'metadata') return metadataPresentation(form.version);
  const includeObject = query.get('includeObject') ?? '';
  const { clock } = server.state;
  return tablePresentation(
    { info: { kind }, custom: resource.isCustom ? { printerColumns: customScaleColumns } : undefined },
    { version: form.version, includeObject, clock },
  );
}
