import { StatusError } from '@kubewright/rest';

/** The form in which a client wants objects. */
export type Form = { readonly as: 'metadata' | 'table'; readonly version: string } | { readonly as: 'object' };

const accepted = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';

/**
 * What an `Accept` header wants most of what the server has (apiserver `negotiation.NegotiateOutputMediaType`). Throws a `StatusError`
 * of 406 if that is nothing.
 */
export function negotiate(accept: string | undefined): Form {
  if (accept === undefined || accept.trim() === '') return { as: 'object' };
  for (const { type, parameters } of clauses(accept)) {
    if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') continue;
    const as = parameters.get('as');
    if (as === undefined) return { as: 'object' };
    const version = parameters.get('v') ?? '';
    if (parameters.get('g') !== 'meta.k8s.io' || !['v1', 'v1beta1'].includes(version)) continue;
    if (as === 'Table') return { as: 'table', version };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return { as: 'metadata', version };
  }
  throw notAcceptable();
}

/** The client wants a form that there is none of. */
export function notAcceptable(): StatusError {
  return new StatusError({
    status: 'Failure',
    message: `only the following media types are accepted: ${accepted}`,
    reason: 'NotAcceptable',
    code: 406,
  });
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
