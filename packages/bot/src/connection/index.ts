export { createClient } from './createClient.js';
export { logConnection } from './logConnection.js';
export { login, onRefusal } from './login.js';
