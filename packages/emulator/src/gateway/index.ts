export type { DispatchListener } from './createContext.js';
export { GatewayServer } from './GatewayServer.js';
export type { SessionStartInfo } from './identify/index.js';
export type { DispatchPayload } from './session/index.js';
