export { createClient } from './createClient.js';
export { login, onRefusal } from './login.js';
