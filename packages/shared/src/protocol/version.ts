// The two numbers that peers compare before anything else.

/** Raised whenever an old peer could misread a frame; golden frames in test/protocol notice. */
export const protocolVersion = 1;

/** Version of this build. */
export const gadflyVersion = "0.1.0";
