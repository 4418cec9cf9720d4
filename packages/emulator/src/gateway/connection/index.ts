export { CloseCode, endsSession, isFarewell } from './CloseCode.js';
export { Connection, type Frame } from './Connection.js';
