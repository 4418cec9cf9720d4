export { type DispatchPayload, Session, type SessionIdentity } from './Session.js';
export { SessionStore } from './SessionStore.js';
