export * from './PathRouter.js';
