/** Cases that the embedded server answers otherwise, each with the reason. A case that is answered alike after all fails here. */
export const knownDifferences: Readonly<Record<string, string>> = {};
