const emptyLists = 'an empty list that Go writes as null or [] is not told from none, so nobody owns it';
const quantities = 'limits are rounded to milli by defaulting, which writes quantities anew';
const ownersOfNothing = 'the real server stores another managed field, and so another version';
const checkedTwice = 'the real server validates metadata once more, and so names each cause once more';
const protection = 'a controller of the real server writes in between';
const allocationModes = 'allocation modes of requests get no defaults yet';

/** Cases that the embedded server answers otherwise, each with the reason. A case that is answered alike after all fails here. */
export const knownDifferences: Readonly<Record<string, string>> = {
  'decode: a Role with no rules': emptyLists,
  'decode: an EndpointSlice with empty lists': emptyLists,
  'decode: null in lists': emptyLists,
  CSINode: emptyLists,
  'decode: quantity +1': quantities,
  'decode: quantity 05': quantities,
  'decode: quantity 1E3': quantities,
  'decode: quantity 5.': quantities,
  'Job: the spec cannot change the status': ownersOfNothing,
  'Job: the status cannot change the spec': ownersOfNothing,
  'a resize changes no image': ownersOfNothing,
  'nothing but containers to debug is changed by ephemeralcontainers': ownersOfNothing,
  'Service: a name for another, and back': ownersOfNothing,
  'PersistentVolumeClaim: the spec cannot change the status': protection,
  'PersistentVolumeClaim: the status cannot change the spec': protection,
  'strategic merge patch of a claim: what it is': protection,
  'metadata: PUT with wrong finalizers': checkedTwice,
  'metadata: PUT with wrong labels': checkedTwice,
  'JSON patch of a config map: a path with a tilde': checkedTwice,
  'the row of ResourceClaim of v1 that is allocated': allocationModes,
  'the row of ResourceClaim of v1 that is reserved': allocationModes,
};
