import { StatusError } from '@kubewright/rest';
import { acceptsAny, type Allows, chooseMediaType, contentTypes, type Encoding, type MediaType } from './media-types.js';

/** The form in which a client wants objects. */
export type Form =
  | { readonly as: 'metadata' | 'table'; readonly version: string }
  | { readonly as: 'object' }
  /** One that the answer cannot have, as the server finds out when it has done all else. */
  | { readonly as: 'refused'; readonly error: StatusError };

/** What an answer may be. */
export interface Negotiable {
  /** What the server calls the type of the answer, as `core.ConfigMapList`. */
  readonly goType: string;
  readonly isList: boolean;
  /** Whether it is of a custom resource, which there is none of in protobuf. */
  readonly isCustom: boolean;

  /** Whether it can be shown as a table. */
  readonly hasTables: boolean;
  /** Whether streams are among what the path can answer with, as where lists are. */
  readonly hasStreams: boolean;
}

const mediaTypes = Object.values(contentTypes);
const streams = [contentTypes.json, contentTypes.protobuf].map((type) => `${type};stream=watch`);

/**
 * What an `Accept` header wants most of what the server has (apiserver `negotiation.NegotiateOutputMediaType`). Throws a `StatusError`
 * of 406 if that is nothing.
 */
export function negotiate(accept: string | undefined, what: Negotiable): { form: Form; encoding: Encoding } {
  // The server of custom resources knows one message for all.
  if (!what.isCustom && !acceptsAny(accept, mediaTypes)) throw noRepresentation(what.hasStreams);
  const chosen = chooseMediaType(accept, restrictionsOf(what));
  if (!chosen) throw onlyObjects();
  return { form: formOf(chosen, what), encoding: chosen.encoding };
}

/** What of media types a resource has (apiserver `handlers.RequestScope`). */
function restrictionsOf({ isCustom, hasTables }: Negotiable): Allows {
  return (encoding, transformation) => {
    if (!transformation) return !isCustom || encoding !== 'protobuf';
    const { kind, group, version } = transformation;
    if (group !== 'meta.k8s.io' || !['v1', 'v1beta1'].includes(version)) return false;
    if (kind === 'Table') return hasTables && encoding !== 'protobuf';
    return kind === 'PartialObjectMetadata' || kind === 'PartialObjectMetadataList';
  };
}

function formOf({ transformation }: MediaType, { goType, isList, isCustom }: Negotiable): Form {
  if (!transformation) return { as: 'object' };
  const { kind, version } = transformation;
  if (kind === 'Table') return { as: 'table', version };
  if ((kind === 'PartialObjectMetadataList') === isList) return { as: 'metadata', version };
  if (isCustom && !isList && goType !== 'v1.Scale')
    return { as: 'refused', error: new StatusError({ status: 'Failure', message: 'content is not a list', code: 500 }) };
  const what = `${isList ? 'a' : 'not a'} list (*${goType})`;
  return { as: 'refused', error: notAcceptable(`you requested ${kind}, but the requested object is ${what}`) };
}

/** The client wants a form that there is none of. */
export function onlyObjects(): StatusError {
  return notAcceptable(`only the following media types are accepted: ${mediaTypes.join(', ')}`);
}

/** A watch in an encoding that no watch can have. */
export function onlyStreams(): StatusError {
  return notAcceptable(`only the following media types are accepted: ${streams.join(', ')}`);
}

/** The client accepts no encoding that there is. @param types those that there are, if not all */
export function noRepresentation(hasStreams = false, types = mediaTypes): StatusError {
  const available = [...types, ...(hasStreams ? streams : [])].join(', ');
  return notAcceptable(`406: Not Acceptable\n\nAvailable representations: ${available}`, {});
}

function notAcceptable(message: string, details?: object): StatusError {
  return new StatusError({ status: 'Failure', message, reason: 'NotAcceptable', ...(details && { details }), code: 406 });
}
