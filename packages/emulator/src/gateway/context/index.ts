export * from './createContext.js';
export * from './GatewayContext.js';
