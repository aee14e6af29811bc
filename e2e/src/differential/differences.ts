const allocationModes = 'allocation modes of requests get no defaults yet';

/** Cases that the embedded server answers otherwise, each with the reason. A case that is answered alike after all fails here. */
export const knownDifferences: Readonly<Record<string, string>> = {
  'the row of ResourceClaim of v1 that is allocated': allocationModes,
  'the row of ResourceClaim of v1 that is reserved': allocationModes,
};
