export * from './commands/index.js';
export * from './context/index.js';
export * from './createHttpServer.js';
export * from './errors/index.js';
export * from './interactions/index.js';
export * from './RestServer.js';
