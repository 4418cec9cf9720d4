export { requestMembers } from './requestMembers.js';
