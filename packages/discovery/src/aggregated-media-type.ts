import { MIMEType } from 'node:util';

const group = 'apidiscovery.k8s.io';
const kind = 'APIGroupDiscoveryList';
const v2 = `application/json;g=${group};v=v2;as=${kind}`;
const v2beta1 = `application/json;g=${group};v=v2beta1;as=${kind}`;

/** The `Accept` header that asks for groups with their resources, and takes groups alone too. The server wants the parameters in this order. */
export const acceptAggregated = `${v2},${v2beta1},application/json`;

/** {@link acceptAggregated} of one API server alone, where several serve a cluster. */
export const acceptOfOneServer = `${v2};profile=nopeer,${acceptAggregated}`;

/** The `Accept` header that asks for groups without resources. */
export const acceptGroups = 'application/json';

/** Whether a `Content-Type` is that of groups with their resources. Order and further parameters do not matter (client-go `discovery.ContentTypeIsGVK`). */
export function isAggregated(contentType: string): boolean {
  let type: MIMEType;
  try {
    type = new MIMEType(contentType);
  } catch {
    return false;
  }
  const { params } = type;
  return (
    type.essence === 'application/json' &&
    params.get('g') === group &&
    ['v2', 'v2beta1'].includes(params.get('v') ?? '') &&
    params.get('as') === kind
  );
}
