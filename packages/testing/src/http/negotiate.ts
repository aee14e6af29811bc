import { StatusError } from '@kubewright/rest';

/** The form in which a client wants objects. */
export type Form = { readonly as: 'metadata' | 'table'; readonly version: string } | { readonly as: 'object' };

const mediaTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const streams = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];

/**
 * What an `Accept` header wants most of what the server has (apiserver `negotiation.NegotiateOutputMediaType`). Throws a `StatusError`
 * of 406 if that is nothing.
 *
 * @param goType what the server calls the type of the answer, as `core.ConfigMapList`
 * @param isList whether it is a list
 * @param hasTables whether it can be shown as a table
 */
export function negotiate(accept: string | undefined, goType: string, isList: boolean, hasTables = true): Form {
  if (accept === undefined || accept.trim() === '') return { as: 'object' };
  let isKnown = false;
  for (const { type, parameters } of clauses(accept)) {
    if (type !== 'application/json' && type !== '*/*') continue;
    isKnown = true;
    const as = parameters.get('as');
    if (as === undefined) return { as: 'object' };
    const version = parameters.get('v') ?? '';
    if (parameters.get('g') !== 'meta.k8s.io' || !['v1', 'v1beta1'].includes(version)) continue;
    if (as === 'Table' && hasTables) return { as: 'table', version };
    if (as !== 'PartialObjectMetadata' && as !== 'PartialObjectMetadataList') continue;
    if ((as === 'PartialObjectMetadataList') === isList) return { as: 'metadata', version };
    throw notAcceptable(`you requested ${as}, but the requested object is ${isList ? 'a' : 'not a'} list (*${goType})`);
  }
  if (isKnown) throw onlyObjects();
  const available = [...mediaTypes, ...(isList ? streams : [])].join(', ');
  throw notAcceptable(`406: Not Acceptable\n\nAvailable representations: ${available}`, {});
}

/** The client wants a form that there is none of. */
export function onlyObjects(): StatusError {
  return notAcceptable(`only the following media types are accepted: ${mediaTypes.join(', ')}`);
}

function notAcceptable(message: string, details?: object): StatusError {
  return new StatusError({ status: 'Failure', message, reason: 'NotAcceptable', ...(details && { details }), code: 406 });
}

interface Clause {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** In the order in which they are preferred. */
function clauses(accept: string): Clause[] {
  return accept
    .split(',')
    .map((text) => {
      const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
      return {
        type: type.toLowerCase(),
        parameters: new Map(
          parameters.map((parameter): [string, string] => {
            const [name = '', value = ''] = parameter.split('=', 2);
            return [name.trim(), value.trim()];
          }),
        ),
      };
    })
    .filter(({ parameters }) => qualityOf(parameters) > 0)
    .sort((a, b) => qualityOf(b.parameters) - qualityOf(a.parameters));
}

function qualityOf(parameters: ReadonlyMap<string, string>): number {
  const quality = Number(parameters.get('q') ?? '1');
  return Number.isNaN(quality) ? 1 : quality;
}
