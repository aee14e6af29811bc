import type { StatusError } from '@kubewright/rest';
import { metadataPresentation } from '../read/metadata-presentation.js';
import { objectPresentation } from '../read/object-presentation.js';
import type { Presentation } from '../read/presentation.js';
import { tablePresentation } from '../read/table-presentation.js';
import type { ResourceCall } from './handler.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { Encoding } from './media-types.js';
import { negotiate, type Negotiable } from './negotiate.js';

/**
 * The form in which whoever calls wants objects. Throws a `StatusError` of 406 if there is none.
 *
 * @param isList whether the answer is a list; the events of a watch are objects
 */
export function presentationFor(call: ResourceCall, isList = false): Presentation {
  const { request, resource, query, server } = call;
  const { form } = negotiate(request.headers.accept, negotiableOf(call, isList));
  switch (form.as) {
    case 'metadata':
      return metadataPresentation(form.version);
    case 'table':
      return tablePresentation(resource, {
        version: form.version,
        includeObject: query.get('includeObject') ?? '',
        clock: server.state.clock,
      });
    case 'refused':
      return refusal(objectPresentation(resource), form.error);
    case 'object':
      return objectPresentation(resource);
  }
}

/** Shows nothing. */
function refusal(presentation: Presentation, error: StatusError): Presentation {
  const refuse = (): never => {
    throw error;
  };
  return { ...presentation, one: refuse, list: refuse, hasNoEvents: true };
}

/** The encoding in which whoever calls wants objects. Throws as {@link presentationFor}. */
export function encodingFor(call: ResourceCall, isList = false): Encoding {
  return negotiate(call.request.headers.accept, negotiableOf(call, isList)).encoding;
}

function negotiableOf({ request, resource, path }: ResourceCall, isList: boolean): Negotiable {
  return {
    goType: goType(resource, isList),
    isList,
    isCustom: resource.isCustom,
    hasTables: !withoutTables.has(`${resource.groupResource}/${path.subresource}`),
    hasStreams: request.method === 'GET' && path.name === '',
  };
}

/** Subresources that the server has no tables of. */
const withoutTables = new Set([
  'apiservices.apiregistration.k8s.io/status',
  'certificatesigningrequests.certificates.k8s.io/approval',
  'certificatesigningrequests.certificates.k8s.io/status',
  'customresourcedefinitions.apiextensions.k8s.io/status',
  'pods/ephemeralcontainers',
  'pods/resize',
  'resourceclaims.resource.k8s.io/status',
]);

/** What the server calls the type of its answer, in messages. */
function goType({ info, isCustom }: ServedResource, isList: boolean): string {
  if (isCustom) return `unstructured.Unstructured${isList ? 'List' : ''}`;
  const [packageName] = info.kind.group === '' ? ['core'] : info.kind.group.split('.', 1);
  return `${packageName ?? ''}.${info.kind.kind}${isList ? 'List' : ''}`;
}
