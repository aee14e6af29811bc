/**
 * Milliseconds for which what a cache holds counts as fresh: something that is missing is not looked for again before they are over.
 * So a resource that is new is found soon, and one that does not exist costs a server little, however often it is asked for.
 */
export const freshFor = 10_000;
