export * from './discordHosts.js';

/** The module that leads a Node process to the emulator, as it is built: tests run the sources, which Node cannot load. */
export const PRELOAD = new URL('../../dist/preload/main.js', import.meta.url).href;
