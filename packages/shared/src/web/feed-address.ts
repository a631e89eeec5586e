// Where the live feed is and which version it has; apart from its schemas, which the page does not load.

/** Where the live feed is. */
export const feedPath = "/api/feed";

/** Version of the feed. */
export const feedVersion = 1;
