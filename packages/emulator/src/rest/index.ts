export * from './commands/index.js';
export * from './createHttpServer.js';
export * from './errors/index.js';
export * from './interactions/index.js';
export * from './RestContext.js';
export * from './RestServer.js';
export { applicationFlags } from './routes/applications.js';
