export * from './Access.js';
export * from './gatewayUrlAt.js';
