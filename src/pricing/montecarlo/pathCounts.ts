/** Fewer paths have no standard error. */
export const pathCountLeast = 2;

/** A path's kept record takes some 300 bytes, a pair's twice that: beyond this, memory is what runs out. */
export const pathCountLimit = 524_288;
