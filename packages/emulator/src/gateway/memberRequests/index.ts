export { RequestWindow } from './RequestWindow.js';
export { requestMembers } from './requestMembers.js';
